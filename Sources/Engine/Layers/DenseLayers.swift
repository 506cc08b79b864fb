/// A fully connected layer, followed by a leaky rectifier when asked for.
/// - Shapes: `[batch, …]` with `from` numbers per row to `[batch, to]`.
public struct DenseLayer: Layer {
  private let from: Int
  private let to: Int
  private let hasBias: Bool
  private let slope: Float
  private let start: InitialWeights?
  private let gain: Float?

  /// A layer; slope 1 is without activation, slope 0 a rectifier. Without `start` weights and biases are uniform by fan-in. With `gain`
  /// weights begin as standard normal numbers and are multiplied by `gain / √from` whenever they are used: equalised learning rates
  /// (Karras et al. 2018, arXiv 1710.10196, section 4.1).
  public init(
    from: Int, to: Int, bias hasBias: Bool = true, slope: Float = 1, start: InitialWeights? = nil,
    gain: Float? = nil
  ) {
    (self.from, self.to, self.hasBias, self.slope) = (from, to, hasBias, slope)
    (self.gain, self.start) = (gain, gain == nil ? start : .normal(deviation: 1))
  }

  public var weights: [Weight] {
    let fan = InitialWeights.uniform(fanIn: from)
    let bias = Weight("bias", [to], start == nil ? fan : .constant(0))
    return [Weight("weight", [from, to], start ?? fan)] + (hasBias ? [bias] : [])
  }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    var weight = pass.take()
    if let gain { weight = pass.tape.apply(Scale(gain / Float(from).squareRoot()), weight) }
    return hasBias
      ? pass.tape.apply(Dense(slope: slope), x, weight, pass.take())
      : pass.tape.apply(Dense(slope: slope), x, weight)
  }
}

/// A learnt vector of its class beside every row.
/// - Shapes: `[batch, a]` to `[batch, a + width]`.
public struct ClassEmbeddingLayer: Layer {
  private let classCount: Int
  private let width: Int

  /// Vectors of so many numbers for so many classes.
  public init(classCount: Int, width: Int) { (self.classCount, self.width) = (classCount, width) }

  public var weights: [Weight] { [Weight("", [classCount, width], .normal(deviation: 1))] }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    let table = pass.takeTable(classCount: classCount)
    let own = pass.tape.apply(GatherRows(pass.classes(of: classCount)), table)
    return pass.tape.apply(Concatenate(), x, own)
  }
}

/// A one for its class and zeros for the others beside every row, or as further channels of every pixel; nothing where there is
/// one class.
/// - Shapes: `[batch, …, a]` to `[batch, …, a + classes]`.
/// - Source: Mirza and Osindero (2014), arXiv 1411.1784, section 3.2.
public struct OneHotLayer: Layer {
  private let classCount: Int

  /// For so many classes.
  public init(classCount: Int) { self.classCount = classCount }

  public var weights: [Weight] { [] }

  /// How many numbers it adds to a row or a pixel.
  public var addedWidth: Int { classCount > 1 ? classCount : 0 }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    if addedWidth == 0 { return x }
    let shape = x.value.shape
    let pixels = shape.dropFirst().dropLast().reduce(1, *)
    var elements = [Float](repeating: 0, count: shape[0] * pixels * classCount)
    for (row, label) in pass.classes.enumerated() {
      for pixel in 0..<pixels {
        elements[(row * pixels + pixel) * classCount + Int(label)] = pass.strength
      }
    }
    let own = Tensor(elements, shape: shape.dropLast() + [classCount])
    return pass.tape.apply(Concatenate(), x, pass.tape.constant(own))
  }
}

/// A discriminator's last layer: one score per row, with its class.
/// - Shapes: `[batch, width]` to `[batch]`.
/// - Source: Miyato and Koyama (2018), arXiv 1802.05637, equation 5.
public struct ProjectionHeadLayer: Layer {
  private let width: Int
  private let classCount: Int

  /// For rows of so many numbers and so many classes.
  public init(width: Int, classCount: Int) { (self.width, self.classCount) = (width, classCount) }

  public var weights: [Weight] {
    let fan = InitialWeights.uniform(fanIn: width)
    return [
      Weight("head.weight", [width], fan), Weight("head.bias", [1], fan),
      Weight("table", [classCount, width], .normal(deviation: 1)),
    ]
  }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    let (weight, bias) = (pass.take(), pass.take())
    let table = pass.takeTable(classCount: classCount)
    return pass.tape.apply(
      ProjectionHead(classes: pass.classes(of: classCount)), x, weight, bias, table)
  }
}

/// Dropout while training.
public struct DropoutLayer: Layer {
  private let rate: Float

  /// Sets numbers to zero with this probability.
  public init(rate: Float) { self.rate = rate }

  public var weights: [Weight] { [] }

  public func output(_ x: Variable, _ pass: inout Pass) -> Variable {
    let noise = pass.nextNoise()
    return pass.isTraining ? pass.tape.apply(Dropout(rate: rate, noise: noise), x) : x
  }
}
