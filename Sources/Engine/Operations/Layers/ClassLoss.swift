internal import Glibc
public import Parallel

/// Cross-entropy of class scores after a softmax, with smoothed labels, averaged over the batch.
///
///     p = softmax(a);   t = (1 - s) onehot(class) + s / classes;   loss = - mean Σ t log p
/// - Shapes: the scores are `[batch, classes]`; the result is `[1]`.
/// - Gradient: (p - t) / batch.
/// - Source: Szegedy et al. (2016), arXiv 1512.00567, section 7.
public struct ClassLoss: Operation {
  private let classes: [Int32]
  private let smoothing: Float

  /// The loss for images of these classes; `smoothing` is the share s of each label that all classes divide among them.
  public init(classes: [Int32], smoothing: Float = 0) {
    (self.classes, self.smoothing) = (classes, smoothing)
  }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let scores = inputs[0]
    let (batch, count) = (classes.count, scores.count / max(1, classes.count))
    precondition(scores.count == batch * count, "class loss: \(scores.shape)")
    let difference = Self.probabilities(scores)
    var sum = 0.0
    for row in 0..<batch {
      let (own, all) = (difference.pointer + row * count, smoothing / Float(count))
      for label in 0..<count {
        let target = all + (label == Int(classes[row]) ? 1 - smoothing : 0)
        sum -= Double(target) * Double(log(max(own[label], Float.leastNormalMagnitude)))
        own[label] = (own[label] - target) / Float(batch)
      }
    }
    return Forward(Tensor([Float(sum / Double(batch))], shape: [1]), saved: [difference])
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let scale = gradient.pointer[0]
    return [Tensor(result.saved[0].elements.map { scale * $0 }, shape: inputs[0].shape)]
  }

  /// The softmax of every row of `[batch, classes]`.
  public static func probabilities(_ scores: Tensor) -> Tensor {
    let result = scores.copy()
    let count = max(1, scores.shape[scores.shape.count - 1])
    for row in 0..<result.count / count {
      let own = UnsafeMutableBufferPointer(start: result.pointer + row * count, count: count)
      let largest = own.max() ?? 0
      var sum: Float = 0
      for label in 0..<count {
        own[label] = exp(own[label] - largest)
        sum += own[label]
      }
      for label in 0..<count { own[label] /= sum }
    }
    return result
  }
}
