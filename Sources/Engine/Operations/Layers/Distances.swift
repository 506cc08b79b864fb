public import Parallel

/// How far two tensors are from each other, averaged over all elements.
/// - Shapes: any, equal; the result is `[1]`.
public struct MeanDistance: Operation {
  /// What is averaged.
  public enum Form: Sendable {
    /// `|a - b|`.
    case absolute
    /// `(a - b)²`.
    case squared
  }

  private let form: Form

  /// The operation.
  public init(_ form: Form) { self.form = form }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (a, b) = (inputs[0], inputs[1])
    precondition(a.shape == b.shape, "distance: \(a.shape) and \(b.shape)")
    let slopes = Tensor(uninitialized: a.shape)
    let share = 1 / Float(max(1, a.count))
    var sum = 0.0
    for place in 0..<a.count {
      let difference = a.pointer[place] - b.pointer[place]
      switch form {
      case .absolute:
        sum += Double(abs(difference))
        slopes.pointer[place] = difference > 0 ? share : difference < 0 ? -share : 0
      case .squared:
        sum += Double(difference * difference)
        slopes.pointer[place] = 2 * share * difference
      }
    }
    return Forward(Tensor([Float(sum) * share], shape: [1]), saved: [slopes])
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (slopes, scale) = (result.saved[0], gradient.pointer[0])
    return [scale, -scale].enumerated().map { index, factor in
      needed[index] ? Tensor(slopes.elements.map { factor * $0 }, shape: slopes.shape) : nil
    }
  }
}

/// The cross-entropy of pixels between 0 and 1, given before the logistic function, summed over a row and averaged over the batch:
/// `Σ log(1 + e^a) - t a`.
/// - Shapes: logits `[batch, …]`, as many targets; the result is `[1]`. Nothing flows into the targets.
/// - Source: Kingma and Welling (2014), arXiv 1312.6114, appendix C.1.
public struct PixelCrossEntropy: Operation {
  private let targets: Tensor

  /// The cross-entropy with these targets.
  public init(targets: Tensor) { self.targets = targets }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let x = inputs[0]
    precondition(x.count == targets.count, "cross-entropy: \(x.shape)")
    let batch = Float(max(1, x.shape[0]))
    let likely = Sigmoid().forward([x], team: team).output
    var sum = 0.0
    for place in 0..<x.count {
      let (a, p) = (x.pointer[place], likely.pointer[place])
      // log(1 + e^a) from the smaller of both probabilities.
      let softplus = max(a, 0) - ScoreSlope.logarithm(max(p, 1 - p))
      sum += Double(softplus - targets.pointer[place] * a)
      likely.pointer[place] = (p - targets.pointer[place]) / batch
    }
    return Forward(Tensor([Float(sum) / batch], shape: [1]), saved: [likely])
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let scale = gradient.pointer[0]
    return [Tensor(result.saved[0].elements.map { scale * $0 }, shape: inputs[0].shape)]
  }
}
