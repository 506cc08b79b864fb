package import Engine

/// A generator from images to images: convolutions halve the image down to a few pixels, transposed ones double it again, and every
/// doubling sees what the halving of its size saw.
///
///     down   4×4 stride 2, `width`, 2, 4, then 8 times as many channels; batch norm but for the first and the last; leaky
///     up     4×4 stride 2, mirrored; batch norm; dropout ½ in the innermost ones beyond the fifth; rectifier; tanh at the end
///
/// - Source: Isola et al. (2017), arXiv 1611.07004, section 6.1.1: 54,413,955 numbers for 256×256 pixels in colour at width 64.
package enum UNet {
  private static let start = InitialWeights.normal(deviation: 0.02)
  private static let gains = InitialWeights.gains(deviation: 0.02)

  /// The fewest halvings.
  package static let leastDepth = 4
  private static let greatestDepth = 8

  /// The halvings for images of this size: as often as both edges are even, eight times at most; nil for less than four times.
  package static func depth(width: Int, height: Int) -> Int? {
    let common = min(width.trailingZeroBitCount, height.trailingZeroBitCount)
    let depth = min(greatestDepth, common)
    return depth >= leastDepth && min(width, height) > 0 ? depth : nil
  }

  /// The layers; the input has `from` channels, the output `to`.
  package static func layers(from: Int, to: Int, width: Int, depth: Int) -> [any Layer] {
    [
      ConvolutionLayer(
        from: from, to: width, window: 4, stride: 2, padding: 1, bias: false, slope: 0.2,
        start: start),
      level(1, width, depth),
      OperationLayer(LeakyReLU(slope: 0)),
      TransposedConvolutionLayer(
        from: 2 * width, to: to, window: 4, stride: 2, padding: 1, start: start),
      OperationLayer(Tanh()),
    ]
  }

  /// Channels after so many halvings and one more.
  private static func channels(_ level: Int, _ width: Int) -> Int { width << min(3, level) }

  private static func level(_ index: Int, _ width: Int, _ depth: Int) -> any Layer {
    let (outer, inner) = (channels(index - 1, width), channels(index, width))
    let isInnermost = index >= depth - 1
    let down = ConvolutionLayer(
      from: outer, to: inner, window: 4, stride: 2, padding: 1, bias: false,
      slope: isInnermost ? 0 : 1, start: start)
    let up = TransposedConvolutionLayer(
      from: isInnermost ? inner : 2 * inner, to: outer, window: 4, stride: 2, padding: 1,
      bias: false, start: start)
    let norm = BatchNormLayer(width: outer, start: gains)
    if isInnermost { return SkipLayer([down, up, norm]) }
    let between: [any Layer] = [
      BatchNormLayer(width: inner, slope: 0.2, start: gains), level(index + 1, width, depth),
      OperationLayer(LeakyReLU(slope: 0)),
    ]
    let dropout: [any Layer] = index >= leastDepth ? [DropoutLayer(rate: 0.5)] : []
    return SkipLayer([down] + between + [up, norm] + dropout)
  }
}
