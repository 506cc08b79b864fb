internal import Engine
public import Foundation

/// The complete state of a training that turns images into images, as files: going on from it gives the same bytes as never having stopped.
public struct TranslationCheckpoint: Sendable {
  struct Description: StateDescription {
    static let currentVersion = 1

    var formatVersion = Self.currentVersion
    var configuration: TranslationConfiguration
    var scalars: TrainerState.Scalars
    /// The state to go back to, where it is not this one.
    var snapshot: TrainerState.Scalars?
  }

  let description: Description
  private let tensors: [String: Tensor]

  /// A state; tensors are copied, so that training may go on.
  init(_ configuration: TranslationConfiguration, _ trainer: AdversarialTrainer) {
    let kept = trainer.keptState()
    description = Description(
      configuration: configuration, scalars: trainer.state.currentScalars, snapshot: kept.snapshot)
    tensors = kept.tensors
  }

  /// A state from its files' bytes.
  /// - Throws: `CheckpointError.invalidFiles`, `TensorFileError`.
  public init(files: [String: Data]) throws { (description, tensors) = try StateFiles.read(files) }

  /// The bytes of both files.
  public func files() throws -> [String: Data] { try StateFiles.write(description, tensors) }

  /// Steps done.
  public var step: Int { description.scalars.step }

  func restore(_ trainer: inout AdversarialTrainer) throws {
    try trainer.restore(tensors, description.scalars, snapshot: description.snapshot)
  }
}
