internal import Engine
public import Foundation

/// The complete state of a training that turns images into images, as files: going on from it gives the same bytes as never having stopped.
public struct TranslationCheckpoint: Sendable {
  private static let formatVersion = 1
  private static let snapshotPrefix = "snapshot."

  struct Description: Codable, Sendable {
    var formatVersion: Int
    var configuration: TranslationConfiguration
    var scalars: TrainerState.Scalars
    /// The state to go back to, where it is not this one.
    var snapshot: TrainerState.Scalars?
  }

  let description: Description
  private let tensors: [String: Tensor]

  /// A state; tensors are copied, so that training may go on.
  init(_ configuration: TranslationConfiguration, _ trainer: AdversarialTrainer) {
    let state = trainer.state
    let snapshot = trainer.snapshot.scalars.step == state.scalars.step ? nil : trainer.snapshot
    description = Description(
      formatVersion: Self.formatVersion, configuration: configuration,
      scalars: state.currentScalars, snapshot: snapshot?.currentScalars)
    var tensors = state.tensors.mapValues { $0.copy() }
    for (name, tensor) in snapshot?.tensors ?? [:] {
      tensors[Self.snapshotPrefix + name] = tensor.copy()
    }
    self.tensors = tensors
  }

  /// A state from its files' bytes, called as those of `ImageCheckpoint`.
  /// - Throws: `ImageTrainingError.invalidFiles`, `TensorFileError`.
  public init(files: [String: Data]) throws {
    guard let weights = files[ImageCheckpoint.weightsName],
      let text = files[ImageCheckpoint.descriptionName]
    else {
      throw ImageTrainingError.invalidFiles(
        reason: "\(ImageCheckpoint.weightsName) and \(ImageCheckpoint.descriptionName) are needed")
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
      ImageCheckpoint.weightsName: try TensorFile.encode(tensors),
      ImageCheckpoint.descriptionName: try json.encode(description),
    ]
  }

  /// Steps done.
  public var step: Int { description.scalars.step }

  func restore(_ trainer: inout AdversarialTrainer) throws {
    let prefix = Self.snapshotPrefix
    let own = Dictionary(
      uniqueKeysWithValues: tensors.compactMap { name, tensor in
        name.hasPrefix(prefix) ? (String(name.dropFirst(prefix.count)), tensor) : nil
      })
    try trainer.restore(
      tensors, description.scalars, snapshot: description.snapshot.map { (own, $0) })
  }
}
