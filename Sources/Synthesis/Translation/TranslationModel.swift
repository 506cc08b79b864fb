internal import Engine
public import Foundation
internal import Parallel

/// Trained networks that turn images into images.
public struct TranslationModel: Sendable {
  /// How it was trained, with the number of steps filled in: training again with it gives the same bytes.
  public let configuration: TranslationConfiguration
  /// The sizes of the networks.
  public let architecture: TranslationArchitecture
  let generators: [Network]

  /// How many directions it knows: 2 for cycles, there and back.
  public var directionCount: Int { generators.count }

  /// Trains the networks.
  ///
  /// The result depends on the examples, the configuration and its seed, not on the number of threads; with a time budget on the measured
  /// pace, and the model's `configuration` says how many steps that gave. `keep` gets the state every `checkpointInterval` steps.
  /// - Throws: `TranslationError`, `ImageTrainingError`, `CheckpointError.stopped`, and what `progress` or `keep` throw.
  public static func train(
    _ examples: TranslationExamples, configuration: TranslationConfiguration, threadCount: Int,
    resuming checkpoint: TranslationCheckpoint? = nil, checkpointInterval interval: Int = .max,
    keep: (TranslationCheckpoint) throws -> Void = { _ in },
    isStopRequested: () -> Bool = { false },
    progress: (TranslationProgress) throws -> Void = { _ in }
  ) throws -> TranslationModel {
    let run = try TranslationRun(
      examples, configuration: configuration, threadCount: threadCount, resuming: checkpoint)
    return try run.train(
      interval: interval, keep: keep, isStopRequested: isStopRequested, progress: progress)
  }

  /// What the network of a direction makes of an image.
  ///
  /// It depends on the model, the seed, the image and its name, which tells noise apart, on nothing else.
  /// - Precondition: the image has the size and the channels that the network takes.
  public func output(
    _ input: TranslationInput, name: String, direction: Int = 0, seed: UInt64, threadCount: Int
  ) -> Picture {
    let team = ThreadTeam(threadCount: threadCount, prepare: Denormals.flush)
    return Denormals.flushed {
      let noise = Philox(key: seed, stream: 9).split(UInt64(direction)).split(name.number)
      return architecture.family.kind.output(
        generators[direction], input, noise: noise, on: Tape(team: team)
      ).picture
    }
  }
}

extension String {
  /// FNV-1a, Fowler, Noll and Vo, 64 bits.
  fileprivate var number: UInt64 {
    utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

/// Networks that turn images into images as files: weights as safetensors, everything else as JSON.
public enum TranslationModelFiles {
  /// The version of the files' layout; a reader refuses a newer one.
  public static let formatVersion = 1

  private struct Description: Codable {
    var formatVersion: Int
    var translation: TranslationConfiguration
    var architecture: TranslationArchitecture
  }

  /// The bytes of both files, under the names in `ModelFiles`.
  public static func encode(_ model: TranslationModel) throws -> [String: Data] {
    let json = JSONEncoder()
    json.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var tensors: [String: Tensor] = [:]
    for (place, network) in model.generators.enumerated() {
      tensors.merge(network.named("generator.\(place)")) { $1 }
    }
    return [
      ModelFiles.descriptionName: try json.encode(
        Description(
          formatVersion: formatVersion, translation: model.configuration,
          architecture: model.architecture)),
      ModelFiles.weightsName: try TensorFile.encode(tensors),
    ]
  }

  /// Whether this describes networks that turn images into images.
  public static func isDescription(_ data: Data) -> Bool {
    struct Mark: Decodable { var translation: TranslationConfiguration }
    return (try? JSONDecoder().decode(Mark.self, from: data)) != nil
  }

  /// The model in both files' bytes.
  /// - Throws: `ImageTrainingError.invalidFiles` when they do not fit together, `TensorFileError`.
  public static func decode(description: Data, weights: Data) throws -> TranslationModel {
    let parsed: Description
    do {
      parsed = try JSONDecoder().decode(Description.self, from: description)
    } catch {
      throw ImageTrainingError.invalidFiles(reason: String(describing: error))
    }
    guard parsed.formatVersion <= formatVersion else {
      throw ImageTrainingError.invalidFiles(
        reason: "format \(parsed.formatVersion) is newer than \(formatVersion)")
    }
    let architecture = parsed.architecture
    guard architecture.isSound, architecture.family == parsed.translation.family else {
      throw ImageTrainingError.invalidFiles(reason: "an architecture of \(architecture)")
    }
    let tensors = try TensorFile.decode(weights)
    let generators = try architecture.family.kind.generators(architecture).enumerated().map {
      place, layers in
      do throws(MissingTensor) {
        return try Network.find(layers, in: tensors, prefix: "generator.\(place)")
      } catch {
        throw ImageTrainingError.invalidFiles(
          reason: "tensor '\(error.name)' is missing or misshaped")
      }
    }
    return TranslationModel(
      configuration: parsed.translation, architecture: architecture, generators: generators)
  }
}
