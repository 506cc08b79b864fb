/// A convolution, followed by a leaky rectifier when asked for.
/// - Shapes: `[batch, height, width, from]` to `[batch, (height + 2 padding - window) / stride + 1, …, to]`.
public struct ConvolutionLayer: Layer {
  private let shape: [Int]
  private let operation: Convolution
  private let hasBias: Bool
  private let start: InitialWeights?
  private let gain: Float?

  /// A convolution; slope 1 is without activation. Without `start` weights and biases are uniform by fan-in. With `gain` weights
  /// begin as standard normal numbers and are multiplied by `gain / √fanIn` whenever they are used, as in `DenseLayer`.
  public init(
    from: Int, to: Int, window: Int, stride: Int = 1, padding: Int = 0, bias hasBias: Bool = true,
    slope: Float = 1, start: InitialWeights? = nil, gain: Float? = nil
  ) {
    shape = [window, window, from, to]
    operation = Convolution(stride: stride, padding: padding, slope: slope)
    self.hasBias = hasBias
    (self.gain, self.start) = (gain, gain == nil ? start : .normal(deviation: 1))
  }

  public var weights: [Weight] {
    let fan = InitialWeights.uniform(fanIn: shape.dropLast().reduce(1, *))
    let bias = Weight("bias", [shape[3]], start == nil ? fan : .constant(0))
    return [Weight("weight", shape, start ?? fan)] + (hasBias ? [bias] : [])
  }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    var weight = pass.take()
    if let gain {
      let fanIn = Float(shape.dropLast().reduce(1, *))
      weight = pass.tape.apply(Scale(gain / fanIn.squareRoot()), weight)
    }
    return hasBias
      ? pass.tape.apply(operation, x, weight, pass.take()) : pass.tape.apply(operation, x, weight)
  }
}

/// A transposed convolution, followed by a leaky rectifier when asked for.
/// - Shapes: `[batch, height, width, from]` to `[batch, (height - 1) stride + window - 2 padding + outputPadding, …, to]`.
public struct TransposedConvolutionLayer: Layer {
  private let shape: [Int]
  private let operation: TransposedConvolution
  private let hasBias: Bool
  private let start: InitialWeights?

  /// A transposed convolution; slope 1 is without activation. Without `start` weights are orthogonal and biases uniform by fan-in.
  public init(
    from: Int, to: Int, window: Int, stride: Int, padding: Int, outputPadding: Int = 0,
    bias hasBias: Bool = true, slope: Float = 1, start: InitialWeights? = nil
  ) {
    shape = [window, window, to, from]
    operation = TransposedConvolution(
      stride: stride, padding: padding, outputPadding: outputPadding, slope: slope)
    (self.hasBias, self.start) = (hasBias, start)
  }

  public var weights: [Weight] {
    let fan = shape[0] * shape[1] * shape[2]
    let own = start ?? .orthogonal(rows: fan, columns: shape[3])
    let bias = Weight("bias", [shape[2]], start == nil ? .uniform(fanIn: fan) : .constant(0))
    return [Weight("weight", shape, own)] + (hasBias ? [bias] : [])
  }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    let weight = pass.take()
    return hasBias
      ? pass.tape.apply(operation, x, weight, pass.take()) : pass.tape.apply(operation, x, weight)
  }
}

/// Batch norm with a scale and a shift per class, followed by a leaky rectifier when asked for.
/// - Shapes: `[batch, …, width]`, which stays.
public struct BatchNormLayer: Layer {
  private let width: Int
  private let classCount: Int
  private let slope: Float
  private let start: InitialWeights
  private let alwaysUsesBatch: Bool

  /// A norm of so many channels; slope 1 is without activation. With `alwaysUsesBatch` it uses the batch's own statistics while
  /// sampling, too.
  public init(
    width: Int, classCount: Int = 1, slope: Float = 1, start: InitialWeights = .constant(0),
    alwaysUsesBatch: Bool = false
  ) {
    (self.width, self.classCount, self.slope) = (width, classCount, slope)
    (self.start, self.alwaysUsesBatch) = (start, alwaysUsesBatch)
  }

  public var weights: [Weight] { [Weight("", [classCount, 2 * width], start)] }
  public var normWidths: [Int] { [width] }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    let (mean, variance) = pass.takeStatistics()
    let usesBatch = pass.isTraining || alwaysUsesBatch
    let norm = BatchNorm(
      classes: pass.classes(of: classCount),
      statistics: usesBatch ? .batch : .fixed(mean: mean, variance: variance), slope: slope)
    let result = pass.tape.apply(norm, x, pass.takeTable(classCount: classCount))
    pass.note(norm: result)
    return result
  }
}
