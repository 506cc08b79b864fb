/// How samples are computed where sizes differ; all of them average over all that a new pixel covers, so
/// that nothing aliases when an image shrinks.
public enum Resampling: String, Sendable, Codable, CaseIterable {
  /// The mean of the area that a pixel covers; when an image grows, its nearest pixel.
  case area
  /// A triangle twice as wide as what a pixel covers; when an image grows, linear between neighbours.
  case bilinear
  /// Cubic pieces over four times what a pixel covers; when an image grows, through its pixels and smooth between them.
  /// - Source: Keys (1981), doi:10.1109/TASSP.1981.1163711, equation 4, with a = -1/2 as in Pillow.
  case bicubic

  /// How far the kernel reaches from its middle, in pixels of the smaller image.
  var radius: Double {
    switch self {
    case .area: 0.5
    case .bilinear: 1
    case .bicubic: 2
    }
  }

  /// The kernel, not normalised; the area's excludes its left end and includes its right one.
  func weight(at distance: Double) -> Double {
    switch self {
    case .area: distance > -0.5 && distance <= 0.5 ? 1 : 0
    case .bilinear: max(0, 1 - abs(distance))
    case .bicubic: Self.cubic(abs(distance))
    }
  }

  private static func cubic(_ x: Double) -> Double {
    if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
    return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
  }
}

/// Which samples along one side make up each new one, and by what weights.
///
/// New sample `i` of `n` lies at `c = start + (i + ½) · span / n`; sample `j` counts by
/// `kernel((j + ½ − c) / max(1, span / n))`, divided by the sum of all.
/// - Source: the definition that Pillow's `Image.resize` documents, with its `box`.
struct ResamplingWeights {
  /// The weights of one new sample: those of `first ..< first + count` old ones.
  struct Window {
    var first: Int
    var count: Int
    /// Where its weights begin in `weights`.
    var offset: Int
  }

  private(set) var windows: [Window] = []
  private(set) var weights: [Float] = []

  /// Weights for `count` samples from the part of `inputCount` ones that begins at `start`.
  init(inputCount: Int, start: Double, span: Double, count: Int, resampling: Resampling) {
    let scale = span / Double(count)
    let stretch = max(1, scale)
    let reach = resampling.radius * stretch
    windows.reserveCapacity(count)
    for index in 0..<count {
      let centre = start + (Double(index) + 0.5) * scale
      let first = min(max(Int(centre - reach + 0.5), 0), inputCount - 1)
      let end = min(max(Int(centre + reach + 0.5), first + 1), inputCount)
      let values = (first..<end).map {
        resampling.weight(at: (Double($0) + 0.5 - centre) / stretch)
      }
      let sum = values.reduce(0, +)
      windows.append(Window(first: first, count: values.count, offset: weights.count))
      weights += values.map { Float(sum > 0 ? $0 / sum : 1 / Double(values.count)) }
    }
  }

  /// The old samples that any new one needs.
  var range: Range<Int> {
    guard let first = windows.first, let last = windows.last else { return 0..<0 }
    return first.first..<(last.first + last.count)
  }
}
