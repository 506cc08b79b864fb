internal import Foundation

/// A number line with round ticks.
struct Axis {
  /// Where the drawing begins and ends.
  let low: Double
  let high: Double
  /// Round numbers between them.
  let ticks: [Double]
  /// The distance of two ticks.
  let step: Double

  /// Ticks between two numbers, about as many as wanted; the ends stay as they are, or are widened to ticks.
  init(_ low: Double, _ high: Double, tickCount: Int, isWidened: Bool = false) {
    let span = high > low && (high - low).isFinite ? high - low : max(abs(low), 1) * 1e-3
    let step = Self.roundStep(span / Double(max(tickCount, 1)))
    self.step = step
    let first = isWidened ? (low / step).rounded(.down) : (low / step - 1e-9).rounded(.up)
    let last = isWidened ? (high / step).rounded(.up) : (high / step + 1e-9).rounded(.down)
    let count = last >= first && last - first < 1_000 ? Int(last - first) + 1 : 0
    ticks = (0..<count).map { (first + Double($0)) * step }
    self.low = isWidened ? min(ticks.first ?? low, low) : low
    self.high = isWidened ? max(ticks.last ?? high, low + span) : low + span
  }

  /// The place of a number between 0 and 1.
  func place(_ value: Double) -> Double { (value - low) / (high - low) }

  /// The tick's text.
  func text(_ tick: Double) -> String { tick.compact(step: step) }

  /// 1, 2 or 5 times a power of ten, the nearest above.
  private static func roundStep(_ wanted: Double) -> Double {
    guard wanted > 0, wanted.isFinite else { return 1 }
    let power = pow(10, floor(log10(wanted)))
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= wanted * 0.999 } ?? wanted
  }

  /// As many ticks as have room for their texts side by side.
  static func fitting(_ low: Double, _ high: Double, room: Double, size: Double) -> Axis {
    for count in [6, 5, 4, 3, 2] {
      let axis = Axis(low, high, tickCount: count)
      let texts = axis.ticks.map { TextWidth.of(axis.text($0), size: size) + 12 }
      if (texts.max() ?? 0) * Double(texts.count) <= room { return axis }
    }
    return Axis(low, high, tickCount: 1)
  }
}
