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

/// A softmax over every span of a row's numbers, which are divided by a temperature first: a category per span, nearly one-hot at low
/// temperatures. Gumbel noise added before makes it a sample.
/// - Shapes: `[batch, width]`, the spans' lengths adding up to the width; the result has the same shape.
/// - Source: Jang, Gu and Poole (2017), arXiv 1611.01144, equation 2.
public struct SpanSoftmax: Operation {
  private let spans: [Int]
  private let temperature: Float

  /// Spans of these lengths, one after another.
  public init(spans: [Int], temperature: Float = 1) {
    (self.spans, self.temperature) = (spans, temperature)
  }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (x, width) = (inputs[0], spans.reduce(0, +))
    precondition(x.shape.last == width, "span softmax: \(x.shape) and \(width)")
    let output = Tensor(uninitialized: x.shape)
    team.forEach(x.shape[0]) { row in
      var start = row * width
      for span in spans {
        let part = Tensor(
          (0..<span).map { x.pointer[start + $0] / temperature }, shape: [1, span])
        (output.pointer + start).update(
          from: ClassLoss.probabilities(part).pointer, count: span)
        start += span
      }
    }
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (y, width) = (result.output, spans.reduce(0, +))
    let output = Tensor(uninitialized: y.shape)
    team.forEach(y.shape[0]) { row in
      var start = row * width
      for span in spans {
        var overlap: Float = 0
        for place in start..<start + span { overlap += y.pointer[place] * gradient.pointer[place] }
        for place in start..<start + span {
          output.pointer[place] =
            y.pointer[place] * (gradient.pointer[place] - overlap) / temperature
        }
        start += span
      }
    }
    return [output]
  }
}
