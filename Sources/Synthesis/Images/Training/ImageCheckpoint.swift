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
    var scalars: TrainerState.Scalars
    /// The rating and the step of the best generator of the pair so far; nil for none.
    var bestScore: Double?
    var bestStep: Int?
    /// The state to go back to, where it is not this one.
    var snapshot: TrainerState.Scalars?
  }

  let description: Description
  let tensors: [String: Tensor]

  /// A state; tensors are copied, so that training may go on.
  init(
    _ configuration: ImageTrainingConfiguration, _ groups: [[Int]],
    finished: [ImageModel.Network], best: RatedGenerator?, _ trainer: AdversarialTrainer
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
      tensors.merge(network.generator.network.named("finished.\(index)")) { $1 }
    }
    if let best { tensors.merge(best.generator.network.named("best")) { $1 } }
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

  func restore(_ trainer: inout AdversarialTrainer) throws {
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
