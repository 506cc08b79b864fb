internal import Engine
public import Foundation

/// The state of one network's training as files: going on from it gives the same bytes as never having stopped.
///
/// Networks of a table are trained independently of each other, so each has a state of its own.
public struct NetworkCheckpoint: Sendable {
  /// The names of its two files.
  public static let weightsName = "trainer.safetensors"
  /// See `weightsName`.
  public static let descriptionName = "trainer.json"
  /// The version of the files' layout; a reader refuses a newer one.
  static let formatVersion = 1

  /// What is not a tensor.
  struct Description: Codable, Sendable, Equatable {
    var formatVersion = NetworkCheckpoint.formatVersion
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
    guard let weights = files[Self.weightsName], let text = files[Self.descriptionName] else {
      throw CheckpointError.invalidFiles(
        reason: "\(Self.weightsName) and \(Self.descriptionName) are needed")
    }
    do {
      description = try JSONDecoder().decode(Description.self, from: text)
    } catch {
      throw CheckpointError.invalidFiles(reason: String(describing: error))
    }
    guard description.formatVersion <= Self.formatVersion else {
      throw CheckpointError.invalidFiles(
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

/// Why a training cannot be taken up, or was left.
public enum CheckpointError: Error, Equatable, CustomStringConvertible {
  /// The files of a state are damaged.
  case invalidFiles(reason: String)
  /// The training was asked to stop, and its state is kept.
  case stopped

  public var description: String {
    switch self {
    case .invalidFiles(let reason):
      "the state of the training is damaged: \(reason); begin anew with --force"
    case .stopped: "the training was stopped; its state is kept"
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
