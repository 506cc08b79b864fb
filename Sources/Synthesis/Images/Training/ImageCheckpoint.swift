internal import Engine
public import Foundation

/// The complete state of a training run as files: going on from it gives the same bytes as never having stopped.
public struct ImageCheckpoint: Sendable {
  /// The names of its two files.
  public static let weightsName = "trainer.safetensors"
  /// See `weightsName`.
  public static let descriptionName = "trainer.json"
  /// The version of the files' layout; a reader refuses a newer one.
  static let formatVersion = 1

  struct Description: Codable, Sendable {
    var formatVersion: Int
    var configuration: ImageTrainingConfiguration
    var groups: [[Int]]
    /// Pairs that are done, of which only the averaged generators are kept.
    var finished: Int
    var architectures: [ImageArchitecture]
    var scalars: ImageTrainerState.Scalars
    /// The rating and the step of the best generator of the pair so far; nil for none.
    var bestScore: Double?
    var bestStep: Int?
    /// The state to go back to, where it is not this one.
    var snapshot: ImageTrainerState.Scalars?
  }

  let description: Description
  let tensors: [String: Tensor]

  /// A state; tensors are copied, so that training may go on.
  init(
    _ configuration: ImageTrainingConfiguration, _ groups: [[Int]],
    finished: [ImageModel.Network], best: RatedGenerator?, _ trainer: ImageTrainer
  ) {
    let state = trainer.state
    let snapshot = trainer.snapshot.scalars.step == state.scalars.step ? nil : trainer.snapshot
    description = Description(
      formatVersion: Self.formatVersion, configuration: configuration, groups: groups,
      finished: finished.count, architectures: finished.map(\.generator.architecture),
      scalars: state.currentScalars, bestScore: best?.score, bestStep: best?.step,
      snapshot: snapshot?.currentScalars)
    var tensors = state.tensors.mapValues { $0.copy() }
    for (index, network) in finished.enumerated() {
      tensors.merge(network.generator.named("finished.\(index)")) { $1 }
    }
    if let best { tensors.merge(best.generator.named("best")) { $1 } }
    for (name, tensor) in snapshot?.tensors ?? [:] {
      tensors[Self.snapshotPrefix + name] = tensor.copy()
    }
    self.tensors = tensors
  }

  /// A state from its files' bytes.
  /// - Throws: `ImageTrainingError.invalidFiles`, `TensorFileError`.
  public init(files: [String: Data]) throws {
    guard let weights = files[Self.weightsName], let text = files[Self.descriptionName] else {
      throw ImageTrainingError.invalidFiles(
        reason: "\(Self.weightsName) and \(Self.descriptionName) are needed")
    }
    do {
      description = try JSONDecoder().decode(Description.self, from: text)
    } catch {
      throw ImageTrainingError.invalidFiles(reason: String(describing: error))
    }
    guard description.formatVersion <= Self.formatVersion else {
      throw ImageTrainingError.invalidFiles(
        reason: "format \(description.formatVersion) is newer than \(Self.formatVersion)")
    }
    tensors = try TensorFile.decode(weights)
  }

  /// The bytes of both files.
  public func files() throws -> [String: Data] {
    let json = JSONEncoder()
    json.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [
      Self.weightsName: try TensorFile.encode(tensors),
      Self.descriptionName: try json.encode(description),
    ]
  }

  /// The place of the pair that was being trained.
  public var network: Int { description.finished }
  /// Steps done by the pair that was being trained.
  public var step: Int { description.scalars.step }

  private static let snapshotPrefix = "snapshot."

  func restore(_ trainer: inout ImageTrainer) throws {
    let prefix = Self.snapshotPrefix
    let own = Dictionary(
      uniqueKeysWithValues: tensors.compactMap { name, tensor in
        name.hasPrefix(prefix) ? (String(name.dropFirst(prefix.count)), tensor) : nil
      })
    try trainer.restore(
      tensors, description.scalars, snapshot: description.snapshot.map { (own, $0) })
  }

  /// The best generator of the pair that was being trained.
  func best(_ architecture: ImageArchitecture) throws -> RatedGenerator? {
    guard let score = description.bestScore, let step = description.bestStep else { return nil }
    return RatedGenerator(
      score: score, step: step,
      generator: try ImageGenerator(architecture, from: tensors, prefix: "best"))
  }

  /// The generators of the pairs that were done.
  func finishedNetworks() throws -> [ImageModel.Network] {
    guard description.finished == description.architectures.count,
      description.finished < description.groups.count
    else { throw ImageTrainingError.invalidFiles(reason: "the pairs do not fit the classes") }
    return try description.architectures.enumerated().map { index, architecture in
      ImageModel.Network(
        classes: description.groups[index],
        generator: try ImageGenerator(architecture, from: tensors, prefix: "finished.\(index)"))
    }
  }
}

extension ImageGenerator {
  /// The same with tensors of its own.
  func copy() -> ImageGenerator {
    ImageGenerator(
      architecture: architecture, parameters: parameters.map { $0.copy() },
      statistics: statistics.map { $0.copy() })
  }

  /// The tensors with their names.
  func named(_ prefix: String) -> [String: Tensor] {
    var result: [String: Tensor] = [:]
    for (name, tensor) in zip(Self.names(architecture), parameters) {
      result["\(prefix).\(name)"] = tensor
    }
    for (index, tensor) in statistics.enumerated() {
      result["\(prefix).statistics.\(index)"] = tensor
    }
    return result
  }

  /// A generator from named tensors.
  /// - Throws: `ImageTrainingError.invalidFiles` when one is missing, misshaped or of an architecture that none can have.
  init(_ architecture: ImageArchitecture, from tensors: [String: Tensor], prefix: String) throws {
    try architecture.check()
    func tensor(_ name: String, _ shape: [Int]) throws -> Tensor {
      guard let found = tensors["\(prefix).\(name)"], found.shape == shape else {
        throw ImageTrainingError.invalidFiles(
          reason: "tensor '\(prefix).\(name)' is missing or misshaped")
      }
      return found
    }
    let names = Self.names(architecture)
    let statistics = architecture.widths.flatMap { [$0, $0] }
    self.init(
      architecture: architecture,
      parameters: try zip(names, Self.shapes(architecture)).map(tensor),
      statistics: try statistics.enumerated().map { try tensor("statistics.\($0)", [$1]) })
  }
}

extension ImageArchitecture {
  /// Refuses sizes that no training run writes.
  func check() throws {
    let sizes = [height, width, latentWidth, classCount] + widths
    let isSound =
      sizes.allSatisfy { (1...1 << 16).contains($0) } && (1...4).contains(channels)
      && (0...1 << 16).contains(embeddingWidth) && (0...1 << 16).contains(denseWidth)
      && ImageArchitecture.supports(width: width, height: height)
      && widths.count == ImageArchitecture.stageCount(width: width, height: height)
    if !isSound { throw ImageTrainingError.invalidFiles(reason: "an architecture of \(self)") }
  }
}
