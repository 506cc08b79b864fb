internal import CKernels
public import Parallel

/// Normalises groups of an image's own numbers, without a scale or a shift: `(x - mean) / √(variance + ε)`.
///
/// Unlike batch norm it does the same while training and while sampling, and images do not see each other.
/// - Shapes: `[batch, …, channels]`; the result has the same shape.
/// - Source: Ulyanov, Vedaldi and Lempitsky (2016), arXiv 1607.08022; Ba, Kiros and Hinton (2016), arXiv 1607.06450.
public struct GroupNorm: Operation {
  /// Which numbers are normalised together.
  public enum Groups: Sendable {
    /// The pixels of an image's channel: instance norm.
    case instance
    /// All numbers of an image: layer norm.
    case layer
  }

  private let groups: Groups
  private static let epsilon: Float = 1e-5

  /// The operation.
  public init(_ groups: Groups) { self.groups = groups }

  /// A group is a channel of this many interleaved ones.
  private func channels(_ x: Tensor) -> Int {
    groups == .instance ? x.shape[x.shape.count - 1] : 1
  }

  /// `saved` holds mean and 1 / √(variance + ε) per image and channel.
  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (x, batch, channels) = (inputs[0], inputs[0].shape[0], channels(inputs[0]))
    let size = x.count / batch
    let output = Tensor(uninitialized: x.shape)
    let moments = Tensor(uninitialized: [batch, 2, channels])
    team.forEach(batch) { image in
      let mean = moments.pointer + image * 2 * channels
      let inverse = mean + channels
      ck_channel_moments(size / channels, channels, x.pointer + image * size, mean, inverse)
      var shift = [Float](repeating: 0, count: channels)
      for channel in 0..<channels {
        let variance = inverse[channel] / Float(size / channels)
        inverse[channel] = 1 / (variance + Self.epsilon).squareRoot()
        shift[channel] = -mean[channel] * inverse[channel]
      }
      ck_normalise(
        size / channels, channels, x.pointer + image * size, inverse, shift, 1,
        output.pointer + image * size)
    }
    return Forward(output, saved: [moments])
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (x, batch, channels) = (inputs[0], inputs[0].shape[0], channels(inputs[0]))
    let size = x.count / batch
    let output = Tensor(uninitialized: x.shape)
    team.forEach(batch) { image in
      let mean = result.saved[0].pointer + image * 2 * channels
      let inverse = mean + channels
      let (own, part) = (x.pointer + image * size, gradient.pointer + image * size)
      var constant = [Float](repeating: 0, count: channels)
      var linear = constant
      ck_norm_sums(
        size / channels, channels, own, part, own, 1, mean, inverse, &constant, &linear)
      let share = 1 / Float(size / channels)
      for channel in 0..<channels {
        constant[channel] *= share * inverse[channel]
        linear[channel] *= share * inverse[channel] * inverse[channel]
      }
      ck_norm_gradient(
        size / channels, channels, own, part, own, 1, mean, inverse, constant, linear,
        output.pointer + image * size)
    }
    return [output]
  }
}

/// Every pixel's channels are brought to a mean square of one: `x / √(mean over channels of x² + ε)`.
/// - Shapes: `[…, channels]`; the result has the same shape.
/// - Source: Karras et al. (2018), arXiv 1710.10196, section 4.2.
public struct PixelNorm: Operation {
  private static let epsilon: Float = 1e-8

  /// The operation.
  public init() {}

  /// `saved` holds the factor of every pixel.
  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let x = inputs[0]
    let channels = x.shape[x.shape.count - 1]
    let factors = Tensor(uninitialized: [x.count / channels])
    let output = Tensor(repeating: 0, shape: x.shape)
    team.forEach(x.shape[0]) { image in
      let pixels = factors.count / x.shape[0]
      for pixel in image * pixels..<(image + 1) * pixels {
        let own = x.pointer + pixel * channels
        let square = ck_dot(channels, own, own) / Float(channels)
        factors.pointer[pixel] = 1 / (square + Self.epsilon).squareRoot()
        ck_add_scaled(channels, factors.pointer[pixel], own, output.pointer + pixel * channels)
      }
    }
    return Forward(output, saved: [factors])
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (x, y) = (inputs[0], result.output)
    let channels = x.shape[x.shape.count - 1]
    let output = Tensor(repeating: 0, shape: x.shape)
    team.forEach(x.shape[0]) { image in
      let pixels = x.count / channels / x.shape[0]
      for pixel in image * pixels..<(image + 1) * pixels {
        let place = pixel * channels
        let factor = result.saved[0].pointer[pixel]
        let overlap = ck_dot(channels, gradient.pointer + place, y.pointer + place)
        ck_add_scaled(channels, factor, gradient.pointer + place, output.pointer + place)
        ck_add_scaled(
          channels, -factor * overlap / Float(channels), y.pointer + place,
          output.pointer + place)
      }
    }
    return [output]
  }
}
