package import Engine

/// A discriminator that judges overlapping patches of an image, each by a score of its own.
///
///     4×4, `width` channels, stride 2, leaky; doubled `stages - 1` times with stride 2 and a norm, then once with stride 1; 4×4 to a score
///
/// - Source: Isola et al. (2017), arXiv 1611.07004, section 6.1.2: three stages of width 64 see 70×70 pixels.
package enum PatchDiscriminator {
  /// What stands behind every convolution but the first and the last.
  package enum Norm: String, Codable, Sendable {
    case none
    case batch
    case instance
  }

  private static let window = 4

  /// The layers for images of so many channels.
  package static func layers(
    channels: Int, width: Int, stages: Int, norm: Norm
  ) -> [any Layer] {
    let start = InitialWeights.normal(deviation: 0.02)
    func convolution(_ from: Int, _ to: Int, stride: Int, bias: Bool, slope: Float) -> any Layer {
      ConvolutionLayer(
        from: from, to: to, window: window, stride: stride, padding: 1, bias: bias, slope: slope,
        start: start)
    }
    var result = [convolution(channels, width, stride: 2, bias: true, slope: 0.2)]
    for stage in 1...max(1, stages) {
      let (from, to) = (width << min(3, stage - 1), width << min(3, stage))
      let stride = stage < stages ? 2 : 1
      switch norm {
      case .none: result.append(convolution(from, to, stride: stride, bias: true, slope: 0.2))
      case .batch:
        result.append(convolution(from, to, stride: stride, bias: false, slope: 1))
        result.append(
          BatchNormLayer(width: to, slope: 0.2, start: .gains(deviation: 0.02)))
      case .instance:
        result.append(convolution(from, to, stride: stride, bias: true, slope: 1))
        result.append(OperationLayer(GroupNorm(.instance)))
        result.append(OperationLayer(LeakyReLU()))
      }
    }
    return result + [convolution(width << min(3, stages), 1, stride: 1, bias: true, slope: 1)]
  }

  /// The edge of the patch that one score sees.
  package static func receptiveField(stages: Int) -> Int {
    let strides = [Int](repeating: 2, count: stages) + [1, 1]
    return strides.reversed().reduce(1) { ($0 - 1) * $1 + window }
  }

  /// The most stages whose scores still fit into images with this shorter edge, three at most; larger patches than half the image see
  /// everything at once, so small images have fewer.
  package static func stages(edge: Int) -> Int { edge >= 128 ? 3 : edge >= 32 ? 2 : 1 }
}
