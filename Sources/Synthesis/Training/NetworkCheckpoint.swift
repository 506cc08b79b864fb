internal import Engine
public import Foundation

/// The state of one network's training as files: going on from it gives the same bytes as never having stopped.
///
/// Networks of a table are trained independently of each other, so each has a state of its own.
public struct NetworkCheckpoint: Sendable {
  /// What is not a tensor.
  struct Description: StateDescription, Equatable {
    static let currentVersion = 1

    var formatVersion = Self.currentVersion
    /// The place of the network in the plan.
    var network: Int
    /// Steps done.
    var step: Int
    /// Seconds that they took, for a time budget.
    var seconds: Double
    /// Steps of both optimizers.
    var generatorSteps: Int
    var discriminatorSteps: Int
    /// Whether training is over, so that only the averaged weights are kept.
    var isFinished: Bool
    /// The state of the common loop, for networks that it trains.
    var loop: TrainerState.Scalars?
  }

  let description: Description
  let tensors: [String: Tensor]

  init(_ description: Description, tensors: [String: Tensor]) {
    (self.description, self.tensors) = (description, tensors)
  }

  /// The place of the network in the plan.
  public var network: Int { description.network }
  /// Steps done.
  public var step: Int { description.step }

  /// A state from its files' bytes.
  /// - Throws: `CheckpointError`, `TensorFileError`.
  public init(files: [String: Data]) throws {
    (description, tensors) = try StateFiles.read(files)
  }

  /// The bytes of both files.
  public func files() throws -> [String: Data] { try StateFiles.write(description, tensors) }

  /// Copies of the tensors `prefix.0`, `prefix.1`, … with these shapes.
  /// - Throws: `CheckpointError.invalidFiles`.
  func tensors(_ prefix: String, shapes: [[Int]]) throws -> [Tensor] {
    try shapes.enumerated().map { index, shape in
      guard let tensor = tensors["\(prefix).\(index)"], tensor.shape == shape else {
        throw CheckpointError.invalidFiles(
          reason: "tensor '\(prefix).\(index)' is missing or misshaped")
      }
      return tensor.copy()
    }
  }
}

/// What a training does beside learning: where its state goes, and whether it is to stop.
public struct TrainingKeeping: Sendable {
  /// The states to go on from; none for a new training.
  public var earlier: [NetworkCheckpoint]
  /// Keeps a state; called from the thread that trains the network.
  public var keep: @Sendable (NetworkCheckpoint) throws -> Void
  /// Whether training is to keep its state and end; asked after every step.
  public var isStopRequested: @Sendable () -> Bool

  /// Keeping as told.
  public init(
    earlier: [NetworkCheckpoint] = [],
    keep: @escaping @Sendable (NetworkCheckpoint) throws -> Void,
    isStopRequested: @escaping @Sendable () -> Bool = { false }
  ) {
    (self.earlier, self.keep, self.isStopRequested) = (earlier, keep, isStopRequested)
  }

  /// Seconds between two states of a network, at least; and as a multiple of what keeping one takes, which bounds its cost.
  static let interval = (seconds: 5.0, perSecondOfKeeping: 40.0)
}
