package import Engine

/// A generator from images to images that keeps their layout: two halvings, residual blocks, two doublings, instance norms throughout.
///
///     7×7, `width`; 3×3 stride 2, 2 and 4 times as many; blocks of two 3×3; transposed 3×3 stride 2; 7×7; tanh; mirrored borders
///
/// - Source: Johnson, Alahi and Fei-Fei (2016), arXiv 1603.08155, as in Zhu et al. (2017), arXiv 1703.10593, section 7.2:
///   11,378,179 numbers with nine blocks in colour at width 64.
package enum ResidualGenerator {
  private static let start = InitialWeights.normal(deviation: 0.02)

  /// The layers.
  package static func layers(from: Int, to: Int, width: Int, blocks: Int) -> [any Layer] {
    func convolution(_ from: Int, _ to: Int, window: Int, stride: Int = 1, padding: Int = 0)
      -> any Layer
    {
      ConvolutionLayer(
        from: from, to: to, window: window, stride: stride, padding: padding, start: start)
    }
    let norm: [any Layer] = [OperationLayer(GroupNorm(.instance))]
    let active = norm + [OperationLayer(LeakyReLU(slope: 0))]
    func mirrored(_ size: Int) -> any Layer { OperationLayer(ReflectionPadding(size)) }
    let head = [mirrored(3), convolution(from, width, window: 7)] + active
    let down = [1, 2].flatMap {
      [convolution($0 * width, 2 * $0 * width, window: 3, stride: 2, padding: 1)] + active
    }
    let inner = 4 * width
    let body = (0..<blocks).map { _ -> any Layer in
      let half = [mirrored(1), convolution(inner, inner, window: 3)]
      return ResidualLayer(half + active + half + norm)
    }
    let up = [4, 2].flatMap { factor -> [any Layer] in
      [
        TransposedConvolutionLayer(
          from: factor * width, to: factor / 2 * width, window: 3, stride: 2, padding: 1,
          outputPadding: 1, start: start)
      ] + active
    }
    return head + down + body + up
      + [mirrored(3), convolution(width, to, window: 7), OperationLayer(Tanh())]
  }
}
