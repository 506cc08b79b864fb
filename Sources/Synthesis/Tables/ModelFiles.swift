public import Encoding
internal import Engine
public import Foundation

/// A trained table as files: weights as safetensors, everything else as JSON. Any tool can open them, and loading runs nothing.
public struct ModelFiles: Sendable {
  /// The names of the two files inside a model's directory.
  public static let weightsName = "model.safetensors"
  /// See `weightsName`.
  public static let descriptionName = "model.json"

  /// The version of the files' layout; a reader refuses a newer one.
  public static let formatVersion = 1

  private struct Description: Codable {
    var formatVersion: Int
    var plan: TrainingPlan
    var embeddingWidth: Int
    var hiddenWidth: Int
    var encoder: TableEncoder
    /// Of networks that make a row at once: which kind; nil for those that make it token by token.
    var family: TableFamily?
  }

  /// The bytes of both files.
  public static func encode(_ model: TableModel, encoder: TableEncoder) throws -> [String: Data] {
    let layout = model.networks.first?.layout
    let description = Description(
      formatVersion: formatVersion, plan: model.plan, embeddingWidth: layout?.embeddingWidth ?? 0,
      hiddenWidth: layout?.hiddenWidth ?? 0, encoder: encoder, family: model.family)
    let json = JSONEncoder()
    json.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var tensors: [String: Tensor] = [:]
    for (index, network) in model.networks.enumerated() {
      for place in TokenNetwork.Place.allCases {
        tensors["generator.\(index).\(place)"] = network[place]
      }
    }
    for (index, network) in model.rowNetworks.enumerated() {
      tensors.merge(network.network.named("generator.\(index)")) { $1 }
    }
    return [
      descriptionName: try json.encode(description),
      weightsName: try TensorFile.encode(tensors),
    ]
  }

  /// The model and the encoder in both files' bytes.
  /// - Throws: `ModelError` when a tensor is missing or has another shape than the description asks for.
  public static func decode(description: Data, weights: Data) throws -> (TableModel, TableEncoder) {
    let parsed: Description
    do {
      parsed = try JSONDecoder().decode(Description.self, from: description)
    } catch {
      throw ModelError.invalidDescription(reason: String(describing: error))
    }
    guard parsed.formatVersion <= formatVersion else {
      throw ModelError.newerFormat(found: parsed.formatVersion, supported: formatVersion)
    }
    try check(parsed)
    let tensors = try TensorFile.decode(weights)
    if let family = parsed.family {
      let networks = try rowNetworks(family, parsed.plan, parsed.encoder, tensors)
      return (
        TableModel(plan: parsed.plan, networks: [], rowNetworks: networks, family: family),
        parsed.encoder
      )
    }
    let (tokens, classCount) = (parsed.encoder.tokens, parsed.encoder.classNames.count)
    let layout = TokenLayout(
      sizes: tokens.map(\.size), embeddingWidth: parsed.embeddingWidth,
      hiddenWidth: parsed.hiddenWidth)
    // Shapes are compared before anything of their size is made.
    let shapes = TokenNetwork.shapes(
      layout, classCount: classCount, featureWidth: TokenNetwork.featureWidth(tokens))
    let parameters = try parsed.plan.networks.indices.map { index in
      try zip(TokenNetwork.Place.allCases, shapes).map { place, expected in
        let name = "generator.\(index).\(place)"
        guard let tensor = tensors[name] else { throw ModelError.missingTensor(name: name) }
        guard tensor.shape == expected else {
          throw ModelError.wrongShape(name: name, expected: expected, found: tensor.shape)
        }
        return tensor
      }
    }
    let features = TokenNetwork.features(tokens)
    let networks = parameters.map {
      TokenNetwork(layout: layout, classCount: classCount, features: features, parameters: $0)
    }
    return (TableModel(plan: parsed.plan, networks: networks), parsed.encoder)
  }

  private static func rowNetworks(
    _ family: TableFamily, _ plan: TrainingPlan, _ encoder: TableEncoder,
    _ tensors: [String: Tensor]
  ) throws -> [RowGenerator] {
    let (sizes, classCount) = (encoder.tokens.map(\.size), encoder.classNames.count)
    let layers = RowGenerator.layers(
      sizes: sizes, classCount: classCount, hasNorms: family != .vae)
    return try plan.networks.indices.map { index in
      do throws(MissingTensor) {
        return RowGenerator(
          sizes: sizes, classCount: classCount,
          network: try Network.find(layers, in: tensors, prefix: "generator.\(index)"))
      } catch {
        throw ModelError.missingTensor(name: error.name)
      }
    }
  }

  /// The largest width and the most levels of a token that a description may ask for.
  private static let maximumSize = 1 << 20

  /// Refuses numbers that no training run writes.
  private static func check(_ description: Description) throws {
    func require(_ condition: Bool, _ reason: String) throws {
      if !condition { throw ModelError.invalidDescription(reason: reason) }
    }
    let widths = [description.embeddingWidth, description.hiddenWidth]
    for width in description.family == nil ? widths : [] {
      try require((1...maximumSize).contains(width), "a width of \(width)")
    }
    for (index, token) in description.encoder.tokens.enumerated() {
      try require((1...maximumSize).contains(token.size), "token \(index) has \(token.size) levels")
      guard let features = token.features else { continue }
      let isComplete =
        features.count == token.size && features.allSatisfy { $0.count == features[0].count }
      try require(isComplete, "token \(index) lacks features")
    }
    try require(description.encoder.isConsistent, "the encoder's parts do not fit together")
    let classes = description.plan.networks.flatMap(\.classes)
    let isPlan =
      !classes.isEmpty && Set(classes).count == classes.count
      && classes.allSatisfy(description.encoder.classNames.indices.contains)
    try require(isPlan, "the plan's classes are \(classes)")
  }
}

/// Why a model's files cannot be used.
public enum ModelError: Error, Equatable, CustomStringConvertible {
  /// The JSON is not a model's description.
  case invalidDescription(reason: String)
  /// The files were written by a newer release.
  case newerFormat(found: Int, supported: Int)
  /// A tensor is not in the weights.
  case missingTensor(name: String)
  /// A tensor has a shape that the description does not ask for.
  case wrongShape(name: String, expected: [Int], found: [Int])

  public var description: String {
    switch self {
    case .invalidDescription(let reason): "model.json does not describe a model: \(reason)"
    case .newerFormat(let found, let supported):
      "the model has format \(found), this release reads up to \(supported); use a newer release"
    case .missingTensor(let name): "the model's weights lack tensor '\(name)'; train it again"
    case .wrongShape(let name, let expected, let found):
      "tensor '\(name)' has shape \(found) where model.json asks for \(expected)"
    }
  }
}
