/// A convolution in which groups of channels do not see each other, followed by a leaky rectifier when asked for.
/// - Shapes: as `GroupedConvolution`; the edges stay with padding of half the window.
public struct GroupedConvolutionLayer: Layer {
  private let shape: [Int]
  private let operation: GroupedConvolution
  private let start: InitialWeights

  /// A convolution of `width` channels into as many, in groups of `groupWidth`.
  public init(
    width: Int, groupWidth: Int, window: Int, slope: Float = 1, start: InitialWeights
  ) {
    shape = [window, window, groupWidth, width]
    operation = GroupedConvolution(groups: width / groupWidth, padding: window / 2, slope: slope)
    self.start = start
  }

  public var weights: [Weight] {
    [Weight("weight", shape, start), Weight("bias", [shape[3]], .constant(0))]
  }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    pass.tape.apply(operation, x, pass.take(), pass.take())
  }
}

/// Every channel's weighted sum over the pixels of a small image.
public struct ChannelSumsLayer: Layer {
  private let shape: [Int]

  /// For images of so many pixels and channels.
  public init(pixels: Int, channels: Int) { shape = [pixels, channels] }

  public var weights: [Weight] { [Weight("", shape, .uniform(fanIn: shape[0]))] }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    pass.tape.apply(ChannelSums(), x, pass.take())
  }
}

/// A small image that is the same for every row but for the strength of its channels, which the row sets.
///
///     output[b, p, c] = map[p, c] x[b, c]
/// - Shapes: `[batch, channels]` to `[batch, pixels, channels]`.
/// - Source: Huang et al. (2024), arXiv 2501.05441, appendix B.
public struct LearntMapLayer: Layer {
  private let shape: [Int]

  /// An image of so many pixels and channels.
  public init(pixels: Int, channels: Int) { shape = [pixels, channels] }

  public var weights: [Weight] { [Weight("", shape, .normal(deviation: 1))] }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    pass.tape.apply(ScaledMap(), x, pass.take())
  }
}

/// The class's say in a score: `⟨h, table[class]⟩ / √width`.
/// - Shapes: `[batch, width]` to `[batch]`.
/// - Source: Huang et al. (2024), arXiv 2501.05441, appendix B.
public struct ClassScoreLayer: Layer {
  private let classCount: Int
  private let width: Int

  /// For rows of so many numbers and so many classes.
  public init(width: Int, classCount: Int) { (self.width, self.classCount) = (width, classCount) }

  public var weights: [Weight] { [Weight("", [classCount, width], .normal(deviation: 1))] }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    let tape = pass.tape
    let table = tape.apply(
      Scale(1 / Float(width).squareRoot()), pass.takeTable(classCount: classCount))
    let none = tape.constant(Tensor(repeating: 0, shape: [width]))
    let zero = tape.constant(Tensor(repeating: 0, shape: [1]))
    return tape.apply(
      ProjectionHead(classes: pass.classes(of: classCount)), x, none, zero, table)
  }
}
