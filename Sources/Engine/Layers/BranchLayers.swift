/// Layers one after another as one.
public struct SequenceLayer: Layer {
  private let layers: [any Layer]

  /// First to last.
  public init(_ layers: [any Layer]) { self.layers = layers }

  public var weights: [Weight] {
    layers.enumerated().flatMap { index, layer in
      layer is NamedLayer ? layer.weights : layer.named("\(index)").weights
    }
  }
  public var normWidths: [Int] { layers.flatMap(\.normWidths) }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    layers.reduce(x) { $1.output($0, &pass) }
  }
}

/// Layers whose output is added to their input: `x + f(x)`.
/// - Source: He et al. (2016), arXiv 1512.03385, equation 1.
public struct ResidualLayer: Layer {
  private let branch: SequenceLayer

  /// Around these layers, which keep the shape.
  public init(_ layers: [any Layer]) { branch = SequenceLayer(layers) }

  public var weights: [Weight] { branch.weights }
  public var normWidths: [Int] { branch.normWidths }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    let own = branch.output(x, &pass)
    return pass.tape.apply(Add(), x, own)
  }
}

/// Layers whose output stands beside their input: `x ⊕ f(x)` along channels.
/// - Source: Ronneberger, Fischer and Brox (2015), arXiv 1505.04597, section 2.
public struct SkipLayer: Layer {
  private let branch: SequenceLayer

  /// Around these layers, which keep the shape but for the channels.
  public init(_ layers: [any Layer]) { branch = SequenceLayer(layers) }

  public var weights: [Weight] { branch.weights }
  public var normWidths: [Int] { branch.normWidths }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    let own = branch.output(x, &pass)
    return pass.tape.apply(Concatenate(), x, own)
  }
}
