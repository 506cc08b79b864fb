internal import Engine
public import Foundation

/// Trained image networks as files: weights as safetensors, everything else as JSON. Any tool can open them, and loading runs nothing.
public enum ImageModelFiles {
  /// The version of the files' layout; a reader refuses a newer one.
  public static let formatVersion = 1

  private struct Description: Codable {
    var formatVersion: Int
    var configuration: ImageTrainingConfiguration
    var classCount: Int
    var classes: [[Int]]
    var architectures: [ImageArchitecture]
  }

  /// The bytes of both files, under the names in `ModelFiles`.
  public static func encode(_ model: ImageModel) throws -> [String: Data] {
    let description = Description(
      formatVersion: formatVersion, configuration: model.configuration,
      classCount: model.classCount, classes: model.networks.map(\.classes),
      architectures: model.networks.map(\.generator.architecture))
    let json = JSONEncoder()
    json.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var tensors: [String: Tensor] = [:]
    for (index, network) in model.networks.enumerated() {
      tensors.merge(network.generator.network.named("generator.\(index)")) { $1 }
    }
    return [
      ModelFiles.descriptionName: try json.encode(description),
      ModelFiles.weightsName: try TensorFile.encode(tensors),
    ]
  }

  /// The model in both files' bytes.
  /// - Throws: `ImageTrainingError.invalidFiles` when they do not fit together, `TensorFileError`.
  public static func decode(description: Data, weights: Data) throws -> ImageModel {
    let parsed: Description
    do {
      parsed = try JSONDecoder().decode(Description.self, from: description)
    } catch {
      throw ImageTrainingError.invalidFiles(reason: String(describing: error))
    }
    func require(_ condition: Bool, _ reason: String) throws {
      if !condition { throw ImageTrainingError.invalidFiles(reason: reason) }
    }
    try require(
      parsed.formatVersion <= formatVersion,
      "format \(parsed.formatVersion) is newer than \(formatVersion)")
    let all = parsed.classes.flatMap { $0 }
    try require(
      !all.isEmpty && parsed.classes.count == parsed.architectures.count
        && Set(all).count == all.count
        && all.allSatisfy { (0..<parsed.classCount).contains($0) }, "classes \(parsed.classes)")
    let first = parsed.architectures[0]
    let tensors = try TensorFile.decode(weights)
    let networks = try zip(parsed.classes, parsed.architectures).enumerated().map { index, part in
      let (classes, architecture) = part
      try require(
        architecture.classCount == classes.count && architecture.height == first.height
          && architecture.width == first.width && architecture.channels == first.channels,
        "an architecture of \(architecture) for classes \(classes)")
      return ImageModel.Network(
        classes: classes,
        generator: try ImageGenerator(architecture, from: tensors, prefix: "generator.\(index)"))
    }
    return ImageModel(
      configuration: parsed.configuration, networks: networks, classCount: parsed.classCount)
  }
}
