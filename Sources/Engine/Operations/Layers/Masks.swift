public import Parallel

/// Element by element times fixed numbers.
/// - Shapes: any; as many numbers.
public struct Mask: Linear {
  private let factors: Tensor

  /// The product with these numbers.
  public init(_ factors: Tensor) { self.factors = factors }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    Forward(product(inputs[0]))
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] { [product(gradient)] }

  private func product(_ x: Tensor) -> Tensor {
    precondition(x.count == factors.count, "mask: \(x.shape) and \(factors.shape)")
    let output = Tensor(uninitialized: x.shape)
    for place in 0..<x.count {
      output.pointer[place] = x.pointer[place] * factors.pointer[place]
    }
    return output
  }
}

/// `x` where it is positive, a learnt share of it elsewhere: one share per channel.
/// - Shapes: x is `[…, channels]`, the shares `[channels]`.
/// - Source: He et al. (2015), arXiv 1502.01852, section 2.1.
public struct ParametricReLU: Operation {
  /// The operation.
  public init() {}

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (x, shares) = (inputs[0], inputs[1])
    let channels = shares.count
    let output = Tensor(uninitialized: x.shape)
    Pieces.forEach(x.count, team) { start, count in
      for place in start..<start + count {
        let value = x.pointer[place]
        output.pointer[place] = value > 0 ? value : shares.pointer[place % channels] * value
      }
    }
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (x, shares) = (inputs[0], inputs[1])
    let channels = shares.count
    let output = Tensor(uninitialized: x.shape)
    let sums = Tensor(repeating: 0, shape: shares.shape)
    for start in stride(from: 0, to: x.count, by: channels) {
      for channel in 0..<channels {
        let (value, own) = (x.pointer[start + channel], gradient.pointer[start + channel])
        output.pointer[start + channel] = value > 0 ? own : shares.pointer[channel] * own
        if value <= 0 { sums.pointer[channel] += own * value }
      }
    }
    return [needed[0] ? output : nil, needed[1] ? sums : nil]
  }
}
