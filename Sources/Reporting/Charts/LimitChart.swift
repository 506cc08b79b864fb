internal import Validation

/// Where a measured number stands between good and too bad: three zones and a mark.
enum LimitChart {
  /// The picture of one check of the gate; `origin` is the best possible value.
  static func svg(
    value: Double, limit: GateLimit, origin: Double, words: (Double) -> String
  ) -> String {
    var drawing = Drawing(width: 240, height: 30)
    let low = min(origin, value)
    let high = max(limit.failure * 1.25 - origin * 0.25, value + (value - low) * 0.06, low + 1e-9)
    func x(_ value: Double) -> Double { 6 + 228 * (value - low) / (high - low) }
    let (warning, failure) = (x(min(limit.warning, high)), x(min(limit.failure, high)))
    let (top, height) = (8.0, 8.0)
    drawing.rectangle(
      x: 0, y: top, width: warning, height: height, "zone-pass", radius: 2)
    drawing.rectangle(x: warning, y: top, width: failure - warning, height: height, "zone-warn")
    drawing.rectangle(
      x: failure, y: top, width: 240 - failure, height: height, "zone-fail", radius: 2)
    for (place, text) in [(warning, "warns"), (failure, "fails")] {
      drawing.line(place, top - 2, place, top + height + 2, "axis")
      let isLast = text == "fails"
      let room = isLast || failure - warning > 38
      if room {
        drawing.text(
          text, x: isLast ? min(place, 226) : place, y: 28, "faint", anchor: .middle, size: 9.5)
      }
    }
    let place = x(value)
    drawing.path(
      "M\(Drawing.number(place)) 3l4.5 9l-4.5 9l-4.5 -9Z", "mark")
    return drawing.svg(
      label: "Scale: \(words(value)); warns above \(words(limit.warning)), fails above "
        + "\(words(limit.failure)).")
  }
}
