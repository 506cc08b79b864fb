internal import CKernels
public import Parallel

/// Batch norm with a scale and a shift per class, followed by a leaky rectifier when asked for.
///
///     output = leaky((x - mean) / √(variance + ε) (1 + scale[class]) + shift[class])
///
/// Mean and variance are those of the batch per channel, over images and pixels, or given ones where a generator samples. One
/// class for all images makes it the usual batch norm; its gain is then 1 + scale.
/// - Shapes: x is `[batch, …, channels]`, the table `[classes, 2 channels]`, scales before shifts; the result has x's shape.
/// - Source: Ioffe and Szegedy (2015), arXiv 1502.03167, algorithm 1; Dumoulin, Shlens and Kudlur (2017), arXiv 1610.07629, eq. 5.
public struct BatchNorm: Operation {
  /// Where mean and variance come from.
  public enum Statistics: Sendable {
    /// The batch at hand.
    case batch
    /// Numbers collected while training, `[channels]` each; nothing flows through them.
    case fixed(mean: Tensor, variance: Tensor)
  }

  private let classes: [Int32]
  private let statistics: Statistics
  private let slope: Float
  private static let epsilon: Float = 1e-5

  /// The layer for images of these classes; slope 1 is without activation, slope 0 a rectifier.
  public init(classes: [Int32], statistics: Statistics = .batch, slope: Float = 1) {
    (self.classes, self.statistics, self.slope) = (classes, statistics, slope)
  }

  /// `saved` holds mean, variance (with the number of values as divisor) and 1 / √(variance + ε).
  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (x, table) = (inputs[0], inputs[1])
    let (batch, channels) = (x.shape[0], x.shape[x.shape.count - 1])
    precondition(
      batch == classes.count && table.shape[1] == 2 * channels,
      "batch norm: \(x.shape), \(table.shape)")
    let (mean, variance) = moments(x, channels, team)
    let inverse = Tensor(
      variance.elements.map { 1 / ($0 + Self.epsilon).squareRoot() }, shape: [channels])
    let output = Tensor(uninitialized: x.shape)
    let (size, pixels) = (x.count / batch, x.count / batch / channels)
    // Per image: factor = inverse (1 + scale), then shift - mean factor.
    let terms = Tensor(uninitialized: [batch, 2, channels])
    team.forEach(batch) { image in
      let entry = table.pointer + Int(classes[image]) * 2 * channels
      let factor = terms.pointer + image * 2 * channels
      for channel in 0..<channels {
        factor[channel] = inverse.pointer[channel] * (1 + entry[channel])
        factor[channels + channel] =
          entry[channels + channel] - mean.pointer[channel] * factor[channel]
      }
      ck_normalise(
        pixels, channels, x.pointer + image * size, factor, factor + channels, slope,
        output.pointer + image * size)
    }
    return Forward(output, saved: [mean, variance, inverse])
  }

  /// Per image around its own mean, then put together in order of the images.
  /// - Source: Chan, Golub and LeVeque (1983), DOI 10.1080/00031305.1983.10483115, equation 2.1.
  private func moments(_ x: Tensor, _ channels: Int, _ team: ThreadTeam) -> (Tensor, Tensor) {
    if case .fixed(let mean, let variance) = statistics { return (mean, variance) }
    let batch = x.shape[0]
    let (size, pixels) = (x.count / batch, x.count / batch / channels)
    let parts = Tensor(uninitialized: [batch, 2, channels])
    team.forEach(batch) { image in
      let place = parts.pointer + image * 2 * channels
      ck_channel_moments(pixels, channels, x.pointer + image * size, place, place + channels)
    }
    let (mean, variance) = (
      Tensor(uninitialized: [channels]), Tensor(uninitialized: [channels])
    )
    for channel in 0..<channels {
      let own = (0..<batch).map { parts.pointer + $0 * 2 * channels + channel }
      let center = own.reduce(0) { $0 + Double($1[0]) } / Double(batch)
      let squares = own.reduce(0) { sum, part in
        let distance = Double(part[0]) - center
        return sum + Double(part[channels]) + Double(pixels) * distance * distance
      }
      mean.pointer[channel] = Float(center)
      variance.pointer[channel] = Float(squares / Double(batch * pixels))
    }
    return (mean, variance)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (x, table) = (inputs[0], inputs[1])
    let (mean, inverse) = (result.saved[0], result.saved[2])
    let (batch, channels) = (x.shape[0], x.shape[x.shape.count - 1])
    let (size, pixels) = (x.count / batch, x.count / batch / channels)
    // Per image and channel: the sums of g and of g (x - mean) inverse.
    let sums = Tensor(uninitialized: [batch, 2, channels])
    team.forEach(batch) { image in
      let place = sums.pointer + image * 2 * channels
      ck_norm_sums(
        pixels, channels, x.pointer + image * size, gradient.pointer + image * size,
        result.output.pointer + image * size, slope, mean.pointer, inverse.pointer, place,
        place + channels)
    }
    return [
      needed[0]
        ? inputGradient(x, table, result, gradient, sums: sums, team) : nil,
      needed[1] ? tableGradient(table, sums, channels) : nil,
    ]
  }

  /// The scale's gradient is the second sum of its class's images, the shift's the first.
  private func tableGradient(_ table: Tensor, _ sums: Tensor, _ channels: Int) -> Tensor {
    let result = Tensor(repeating: 0, shape: table.shape)
    for (image, label) in classes.enumerated() {
      let entry = result.pointer + Int(label) * 2 * channels
      let own = sums.pointer + image * 2 * channels
      for channel in 0..<channels {
        entry[channel] += own[channels + channel]
        entry[channels + channel] += own[channel]
      }
    }
    return result
  }

  private func inputGradient(
    _ x: Tensor, _ table: Tensor, _ result: Forward, _ gradient: Tensor, sums: Tensor,
    _ team: ThreadTeam
  ) -> Tensor {
    let (mean, inverse) = (result.saved[0], result.saved[2])
    let (batch, channels) = (x.shape[0], x.shape[x.shape.count - 1])
    let (size, pixels) = (x.count / batch, x.count / batch / channels)
    var constant = [Float](repeating: 0, count: channels)
    var linear = constant
    if case .batch = statistics {
      for (image, label) in classes.enumerated() {
        let entry = table.pointer + Int(label) * 2 * channels
        let own = sums.pointer + image * 2 * channels
        for channel in 0..<channels {
          constant[channel] += (1 + entry[channel]) * own[channel]
          linear[channel] += (1 + entry[channel]) * own[channels + channel]
        }
      }
      let share = 1 / Float(batch * pixels)
      for channel in 0..<channels {
        constant[channel] *= share * inverse.pointer[channel]
        linear[channel] *= share * inverse.pointer[channel] * inverse.pointer[channel]
      }
    }
    let output = Tensor(uninitialized: x.shape)
    let factors = Tensor(uninitialized: [batch, channels])
    team.forEach(batch) { image in
      let entry = table.pointer + Int(classes[image]) * 2 * channels
      let factor = factors.pointer + image * channels
      for channel in 0..<channels {
        factor[channel] = inverse.pointer[channel] * (1 + entry[channel])
      }
      let place = image * size
      ck_norm_gradient(
        pixels, channels, x.pointer + place, gradient.pointer + place,
        result.output.pointer + place, slope, mean.pointer, factor, constant, linear,
        output.pointer + place)
    }
    return output
  }
}
