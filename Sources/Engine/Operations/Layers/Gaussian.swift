internal import Glibc
public import Parallel

extension ScoreSlope {
  /// log(1 + e^a) and its derivative.
  public static func softplus(_ a: Float) -> ScoreSlope {
    let small = exp(-abs(a))
    let logistic = a > 0 ? 1 / (1 + small) : small / (1 + small)
    return ScoreSlope(max(a, 0) + log1p(small), logistic)
  }

  static func logarithm(_ x: Float) -> Float { log(x) }
}

/// A sample of a normal distribution through which gradients flow: `μ + ε σ`.
/// - Shapes: `[batch, 2 width]`, μ before log σ²; the result is `[batch, width]`.
/// - Source: Kingma and Welling (2014), arXiv 1312.6114, section 2.4.
public struct GaussianSample: Operation {
  private let noise: Philox

  /// The sample that `noise` names.
  public init(noise: Philox) { self.noise = noise }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (x, batch) = (inputs[0], inputs[0].shape[0])
    let width = x.count / batch / 2
    let moved = noise.normal([batch, width], deviation: 1)
    let output = Tensor(uninitialized: [batch, width])
    for row in 0..<batch {
      let mean = x.pointer + row * 2 * width
      for column in 0..<width {
        let place = row * width + column
        moved.pointer[place] *= exp(mean[width + column] / 2)
        output.pointer[place] = mean[column] + moved.pointer[place]
      }
    }
    return Forward(output, saved: [moved])
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (output, batch) = (Tensor(uninitialized: inputs[0].shape), inputs[0].shape[0])
    let width = gradient.count / batch
    for row in 0..<batch {
      let place = output.pointer + row * 2 * width
      for column in 0..<width {
        let own = gradient.pointer[row * width + column]
        place[column] = own
        place[width + column] = own * result.saved[0].pointer[row * width + column] / 2
      }
    }
    return [output]
  }
}

/// How far normal distributions are from the standard one, summed over a row and averaged over the batch:
/// `½ Σ μ² + σ² - 1 - log σ²`.
/// - Shapes: `[batch, 2 width]`, μ before log σ²; the result is `[1]`.
/// - Source: Kingma and Welling (2014), arXiv 1312.6114, appendix B.
public struct GaussianDivergence: Operation {
  /// The operation.
  public init() {}

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (x, batch) = (inputs[0], inputs[0].shape[0])
    let width = x.count / batch / 2
    let slopes = Tensor(uninitialized: x.shape)
    var sum = 0.0
    for row in 0..<batch {
      let (mean, slope) = (x.pointer + row * 2 * width, slopes.pointer + row * 2 * width)
      for column in 0..<width {
        let variance = exp(mean[width + column])
        sum += Double(mean[column] * mean[column] + variance - 1 - mean[width + column]) / 2
        slope[column] = mean[column] / Float(batch)
        slope[width + column] = (variance - 1) / 2 / Float(batch)
      }
    }
    return Forward(Tensor([Float(sum / Double(batch))], shape: [1]), saved: [slopes])
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let scale = gradient.pointer[0]
    return [Tensor(result.saved[0].elements.map { scale * $0 }, shape: inputs[0].shape)]
  }
}
