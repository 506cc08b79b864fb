internal import Engine
public import Foundation

/// The complete state of a training run as files: going on from it gives the same bytes as never having stopped.
public struct ImageCheckpoint: Sendable {
  struct Description: StateDescription {
    static let currentVersion = 1

    var formatVersion = Self.currentVersion
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
    let kept = trainer.keptState()
    description = Description(
      configuration: configuration, groups: groups, finished: finished.count,
      architectures: finished.map(\.generator.architecture),
      scalars: trainer.state.currentScalars, bestScore: best?.score, bestStep: best?.step,
      snapshot: kept.snapshot)
    var tensors = kept.tensors
    for (index, network) in finished.enumerated() {
      tensors.merge(network.generator.network.named("finished.\(index)")) { $1 }
    }
    if let best { tensors.merge(best.generator.network.named("best")) { $1 } }
    self.tensors = tensors
  }

  /// A state from its files' bytes.
  /// - Throws: `CheckpointError.invalidFiles`, `TensorFileError`.
  public init(files: [String: Data]) throws { (description, tensors) = try StateFiles.read(files) }

  /// The bytes of both files.
  public func files() throws -> [String: Data] { try StateFiles.write(description, tensors) }

  /// The place of the pair that was being trained.
  public var network: Int { description.finished }
  /// Steps done by the pair that was being trained.
  public var step: Int { description.scalars.step }

  func restore(_ trainer: inout AdversarialTrainer) throws {
    try trainer.restore(tensors, description.scalars, snapshot: description.snapshot)
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
