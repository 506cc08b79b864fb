internal import Engine
internal import Foundation

/// What of a training's state is not a tensor.
protocol StateDescription: Codable, Sendable {
  /// The version of the layout that is written; a reader refuses a newer one.
  static var currentVersion: Int { get }
  /// The version of the layout that was read.
  var formatVersion: Int { get }
}

/// The two files that the state of a training consists of: tensors, and what is not a tensor.
package enum StateFiles {
  /// The file of the tensors.
  package static let weightsName = "trainer.safetensors"
  /// The file of the rest.
  package static let descriptionName = "trainer.json"

  /// A state from its files' bytes.
  /// - Throws: `CheckpointError.invalidFiles`, `TensorFileError`.
  static func read<Description: StateDescription>(
    _ files: [String: Data]
  ) throws -> (description: Description, tensors: [String: Tensor]) {
    guard let weights = files[weightsName], let text = files[descriptionName] else {
      throw CheckpointError.invalidFiles(reason: "\(weightsName) and \(descriptionName) are needed")
    }
    let description: Description
    do {
      description = try JSONDecoder().decode(Description.self, from: text)
    } catch {
      throw CheckpointError.invalidFiles(reason: String(describing: error))
    }
    guard description.formatVersion <= Description.currentVersion else {
      throw CheckpointError.invalidFiles(
        reason: "format \(description.formatVersion) is newer than \(Description.currentVersion)")
    }
    return (description, try TensorFile.decode(weights))
  }

  /// The bytes of both files.
  static func write(
    _ description: some StateDescription, _ tensors: [String: Tensor]
  ) throws -> [String: Data] {
    let json = JSONEncoder()
    json.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [
      weightsName: try TensorFile.encode(tensors), descriptionName: try json.encode(description),
    ]
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
