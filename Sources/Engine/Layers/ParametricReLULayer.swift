/// A rectifier that lets a learnt share of what is below zero through, a quarter at first: one share per channel.
/// - Shapes: `[…, channels]`, which stays.
/// - Source: He et al. (2015), arXiv 1502.01852, section 2.1.
public struct ParametricReLULayer: Layer {
  private let width: Int

  /// For so many channels.
  public init(width: Int) { self.width = width }

  public var weights: [Weight] { [Weight("", [width], .constant(0.25))] }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    let shares = pass.take()
    return pass.tape.apply(ParametricReLU(), x, shares)
  }
}
