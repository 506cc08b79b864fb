/// Layers one after another, with their tensors.
public struct Network: Sendable {
  /// The layers, first to last; they may be exchanged for others with the same tensors.
  public var layers: [any Layer]
  /// Every trained tensor, in the order of `names`.
  public var parameters: [Tensor]
  /// Mean and variance of every batch norm, averaged while training: two tensors per norm.
  public var statistics: [Tensor]

  /// Fresh weights.
  public init(_ layers: [any Layer], noise: Philox) {
    self.layers = layers
    parameters = Self.weights(layers).enumerated().map { index, weight in
      weight.start.tensor(weight.shape, noise: noise.split(UInt64(index)))
    }
    statistics = layers.flatMap(\.normWidths).flatMap {
      [Tensor(repeating: 0, shape: [$0]), Tensor(repeating: 1, shape: [$0])]
    }
  }

  private static func weights(_ layers: [any Layer]) -> [Weight] {
    layers.enumerated().flatMap { index, layer in
      layer is NamedLayer ? layer.weights : layer.named("\(index)").weights
    }
  }

  /// The names of the trained tensors.
  public var names: [String] { Self.weights(layers).map(\.name) }
  /// How many trained numbers there are.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

  /// The parameters as leaves of a tape.
  public func leaves(on tape: Tape) -> [Variable] { parameters.map(tape.parameter) }
  /// The parameters as numbers through which no gradient flows.
  public func constants(on tape: Tape) -> [Variable] { parameters.map(tape.constant) }

  /// What the network makes of its input, and the outputs of its batch norms.
  ///
  /// - Parameters:
  ///   - leaves: The parameters on the tape.
  ///   - classes: The class of every row; empty where no layer asks.
  ///   - strength: How much of the class is told, from 0 to 1.
  ///   - isTraining: Whether norms use the batch at hand rather than `statistics`, and dropout drops.
  ///   - noise: What dropout draws from.
  public func output(
    _ x: Variable, leaves: [Variable], on tape: Tape, classes: [Int32] = [], strength: Float = 1,
    isTraining: Bool = true, noise: Philox = Philox(key: 0)
  ) -> (output: Variable, norms: [Variable]) {
    let rows = classes.isEmpty ? [Int32](repeating: 0, count: x.value.shape[0]) : classes
    var pass = Pass(
      tape: tape, leaves: leaves, statistics: statistics, classes: rows, strength: strength,
      isTraining: isTraining, noise: noise)
    let result = layers.reduce(x) { $1.output($0, &pass) }
    return (result, pass.norms)
  }

  /// The same with tensors of its own.
  public func copy() -> Network {
    var result = self
    result.parameters = parameters.map { $0.copy() }
    result.statistics = statistics.map { $0.copy() }
    return result
  }

  /// The tensors with their names.
  public func named(_ prefix: String) -> [String: Tensor] {
    var result: [String: Tensor] = [:]
    for (name, tensor) in zip(names, parameters) { result["\(prefix).\(name)"] = tensor }
    for (index, tensor) in statistics.enumerated() {
      result["\(prefix).statistics.\(index)"] = tensor
    }
    return result
  }

  /// A network of these layers with named tensors, which it shares; nil with the name of one that is missing or misshaped.
  public static func find(
    _ layers: [any Layer], in tensors: [String: Tensor], prefix: String
  ) throws(MissingTensor) -> Network {
    var missing: String?
    func find(_ name: String, _ shape: [Int]) -> Tensor {
      if let found = tensors["\(prefix).\(name)"], found.shape == shape { return found }
      missing = missing ?? "\(prefix).\(name)"
      return Tensor(repeating: 0, shape: [])
    }
    let parameters = weights(layers).map { find($0.name, $0.shape) }
    let widths = layers.flatMap(\.normWidths).flatMap { [$0, $0] }
    let statistics = widths.enumerated().map { find("statistics.\($0)", [$1]) }
    if let missing { throw MissingTensor(name: missing) }
    return Network(layers: layers, parameters: parameters, statistics: statistics)
  }

  private init(layers: [any Layer], parameters: [Tensor], statistics: [Tensor]) {
    (self.layers, self.parameters, self.statistics) = (layers, parameters, statistics)
  }
}

/// A tensor that is not among a network's files, or has another shape.
public struct MissingTensor: Error {
  /// Its name.
  public let name: String
}
