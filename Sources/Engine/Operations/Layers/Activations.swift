internal import CKernels
public import Parallel

/// Work on all elements alike, cut into pieces that threads share.
enum Pieces {
  static let size = 16_384

  static func forEach(
    _ count: Int, _ team: ThreadTeam, _ body: (_ start: Int, _ count: Int) -> Void
  ) {
    team.forEach((count + size - 1) / size) { piece in
      body(piece * size, min(size, count - piece * size))
    }
  }
}

/// `x` where it is positive, `slope x` elsewhere; slope 0 is the rectifier.
/// - Shapes: any.
/// - Source: Maas, Hannun and Ng (2013), Rectifier nonlinearities improve neural network acoustic models, section 2.
public struct LeakyReLU: Operation {
  let slope: Float

  /// The operation.
  public init(slope: Float = 0.2) { self.slope = slope }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    Forward(LeakySlope.apply(inputs[0], like: inputs[0], slope, team))
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] { [LeakySlope.apply(gradient, like: inputs[0], slope, team)] }
}

/// `x` where another tensor is positive, `slope x` elsewhere: the derivative of a leaky rectifier applied to a direction.
///
/// It pushes a tangent through a network of leaky rectifiers, as `GradientPenalty` does.
/// - Shapes: any, equal.
public struct LeakySlope: Operation {
  private let activated: Tensor
  private let slope: Float

  /// The slope of the rectifier that gave `activated` (or was given it, for positive slopes the signs are the same).
  public init(like activated: Tensor, slope: Float = 0.2) {
    (self.activated, self.slope) = (activated, slope)
  }

  static func apply(_ x: Tensor, like sign: Tensor, _ slope: Float, _ team: ThreadTeam) -> Tensor {
    precondition(x.count == sign.count, "leaky slope: \(x.shape) and \(sign.shape)")
    let output = Tensor(uninitialized: x.shape)
    Pieces.forEach(x.count, team) { start, count in
      ck_leaky(
        count, x.pointer + start, sign.pointer + start, slope, output.pointer + start)
    }
    return output
  }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    Forward(Self.apply(inputs[0], like: activated, slope, team))
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] { [Self.apply(gradient, like: activated, slope, team)] }
}

/// `factor x`.
/// - Shapes: any.
public struct Scale: Operation {
  private let factor: Float

  /// The operation.
  public init(_ factor: Float) { self.factor = factor }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    Forward(scaled(inputs[0]))
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] { [scaled(gradient)] }

  private func scaled(_ x: Tensor) -> Tensor {
    let output = Tensor(repeating: 0, shape: x.shape)
    ck_add_scaled(x.count, factor, x.pointer, output.pointer)
    return output
  }
}

/// The hyperbolic tangent.
/// - Shapes: any.
/// - Range: any number; the relative error is below 1e-5.
public struct Tanh: Operation {
  /// The operation.
  public init() {}

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (x, output) = (inputs[0], Tensor(uninitialized: inputs[0].shape))
    Pieces.forEach(x.count, team) { ck_tanh($1, x.pointer + $0, output.pointer + $0) }
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (y, output) = (result.output, Tensor(uninitialized: gradient.shape))
    Pieces.forEach(y.count, team) {
      ck_tanh_gradient($1, y.pointer + $0, gradient.pointer + $0, output.pointer + $0)
    }
    return [output]
  }
}

/// The logistic function `1 / (1 + e^-x)`.
/// - Shapes: any.
public struct Sigmoid: Operation {
  /// The operation.
  public init() {}

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (x, output) = (inputs[0], Tensor(uninitialized: inputs[0].shape))
    Pieces.forEach(x.count, team) { ck_sigmoid($1, x.pointer + $0, output.pointer + $0) }
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (y, output) = (result.output, Tensor(uninitialized: gradient.shape))
    Pieces.forEach(y.count, team) {
      ck_sigmoid_gradient($1, y.pointer + $0, gradient.pointer + $0, output.pointer + $0)
    }
    return [output]
  }
}
