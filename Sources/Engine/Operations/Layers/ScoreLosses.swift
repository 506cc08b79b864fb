internal import CKernels
public import Parallel

/// The logistic loss of scores: `Σ weight[b] log(1 + e^(sign[b] a[b]))`.
///
/// With sign -1 a score is to be large (a real image, or a generator's wish), with +1 small (a generated image).
/// - Shapes: the scores are `[batch]`; the result is `[1]`.
/// - Gradient: weight[b] sign[b] σ(sign[b] a[b]).
/// - Source: Goodfellow et al. (2014), arXiv 1406.2661, section 3 (the non-saturating form).
public struct SoftplusLoss: Operation {
  private let signs: [Float]
  private let weights: [Float]

  /// The loss; one sign (-1 or +1) and one weight per score.
  public init(signs: [Float], weights: [Float]) { (self.signs, self.weights) = (signs, weights) }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let scores = inputs[0]
    precondition(
      scores.count == signs.count && scores.count == weights.count, "softplus: \(scores.shape)")
    let losses = Tensor(uninitialized: scores.shape)
    let slopes = Tensor(uninitialized: scores.shape)
    ck_softplus(scores.count, scores.pointer, signs, losses.pointer, slopes.pointer)
    return Forward(
      Tensor([ck_dot(scores.count, losses.pointer, weights)], shape: [1]), saved: [slopes])
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let slopes = result.saved[0]
    let scale = gradient.pointer[0]
    let parts = weights.indices.map { scale * weights[$0] * slopes.pointer[$0] }
    return [Tensor(parts, shape: inputs[0].shape)]
  }
}

/// `Σ weight[b] a[b]`.
/// - Shapes: the scores are `[batch]`; the result is `[1]`.
public struct WeightedSum: Operation {
  private let weights: [Float]

  /// The sum with one weight per score.
  public init(weights: [Float]) { self.weights = weights }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    precondition(inputs[0].count == weights.count, "weighted sum: \(inputs[0].shape)")
    return Forward(
      Tensor([ck_dot(weights.count, inputs[0].pointer, weights)], shape: [1]))
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let scale = gradient.pointer[0]
    return [Tensor(weights.map { scale * $0 }, shape: inputs[0].shape)]
  }
}
