internal import Glibc
public import Parallel

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
        let (own, result) = (x.pointer + start, output.pointer + start)
        var (largest, sum) = (own[0], Float(0))
        for place in 1..<max(1, span) { largest = max(largest, own[place]) }
        for place in 0..<span {
          result[place] = exp((own[place] - largest) / temperature)
          sum += result[place]
        }
        for place in 0..<span { result[place] /= sum }
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

/// The cross-entropy of categories after a softmax over every span of a row, summed over spans and averaged over the batch.
/// - Shapes: logits `[batch, width]`, the spans' lengths adding up to the width, one code per span and row; the result is `[1]`.
/// - Gradient: (softmax - onehot) / batch.
public struct SpanCrossEntropy: Operation {
  private let spans: [Int]
  private let codes: [[Int32]]

  /// With the categories' codes, span after span, each with one per row.
  public init(spans: [Int], codes: [[Int32]]) { (self.spans, self.codes) = (spans, codes) }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let likely = SpanSoftmax(spans: spans).forward(inputs, team: team).output
    let (batch, width) = (inputs[0].shape[0], spans.reduce(0, +))
    var sum = 0.0
    for row in 0..<batch {
      var start = row * width
      for (span, codes) in zip(spans, codes) {
        let own = likely.pointer + start + Int(codes[row])
        sum -= Double(ScoreSlope.logarithm(max(own[0], Float.leastNormalMagnitude)))
        own[0] -= 1
        start += span
      }
    }
    for place in 0..<likely.count { likely.pointer[place] /= Float(batch) }
    return Forward(Tensor([Float(sum / Double(batch))], shape: [1]), saved: [likely])
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let scale = gradient.pointer[0]
    return [Tensor(result.saved[0].elements.map { scale * $0 }, shape: inputs[0].shape)]
  }
}
