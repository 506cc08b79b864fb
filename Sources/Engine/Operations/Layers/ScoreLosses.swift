internal import CKernels
public import Parallel

/// A loss as a function of one score: its value and its derivative.
public struct ScoreSlope: Sendable, Equatable {
  /// The loss.
  public var value: Float
  /// The derivative with respect to the score.
  public var derivative: Float

  /// A loss and its derivative.
  public init(_ value: Float, _ derivative: Float) {
    (self.value, self.derivative) = (value, derivative)
  }
}

/// The weighted sum of losses of scores: `Σ weight[b] loss(b, a[b])`.
/// - Shapes: any number of scores; the result is `[1]`.
/// - Gradient: weight[b] loss'(b, a[b]).
public struct ScoreLoss: Operation {
  private let weights: [Float]
  private let loss: @Sendable (_ place: Int, _ score: Float) -> ScoreSlope

  /// The loss with one weight per score; `loss` is told the score's place.
  public init(
    weights: [Float], loss: @escaping @Sendable (_ place: Int, _ score: Float) -> ScoreSlope
  ) { (self.weights, self.loss) = (weights, loss) }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let scores = inputs[0]
    precondition(scores.count == weights.count, "score loss: \(scores.shape)")
    let slopes = Tensor(uninitialized: scores.shape)
    var sum: Float = 0
    for place in weights.indices {
      let slope = loss(place, scores.pointer[place])
      sum += weights[place] * slope.value
      slopes.pointer[place] = weights[place] * slope.derivative
    }
    return Forward(Tensor([sum], shape: [1]), saved: [slopes])
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let scale = gradient.pointer[0]
    return [Tensor(result.saved[0].elements.map { scale * $0 }, shape: inputs[0].shape)]
  }
}

/// The weighted sum of losses of differences: `weight Σ loss(a[b] - a[n + b])`, over the first half of the scores and the second.
/// - Shapes: an even number 2 n of scores; the result is `[1]`.
/// - Gradient: ± weight loss'(a[b] - a[n + b]).
public struct PairLoss: Operation {
  private let weight: Float
  private let loss: @Sendable (_ difference: Float) -> ScoreSlope

  /// The loss with the same weight for every pair.
  public init(weight: Float, loss: @escaping @Sendable (_ difference: Float) -> ScoreSlope) {
    (self.weight, self.loss) = (weight, loss)
  }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (scores, half) = (inputs[0], inputs[0].count / 2)
    precondition(scores.count == 2 * half, "pair loss: \(scores.shape)")
    let slopes = Tensor(uninitialized: scores.shape)
    var sum: Float = 0
    for place in 0..<half {
      let slope = loss(scores.pointer[place] - scores.pointer[half + place])
      sum += weight * slope.value
      slopes.pointer[place] = weight * slope.derivative
      slopes.pointer[half + place] = -weight * slope.derivative
    }
    return Forward(Tensor([sum], shape: [1]), saved: [slopes])
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let scale = gradient.pointer[0]
    return [Tensor(result.saved[0].elements.map { scale * $0 }, shape: inputs[0].shape)]
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
