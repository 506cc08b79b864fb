internal import Validation

/// Gains over the real rows alone: a dot for the mean, a whisker for the 95 % interval, a line at zero.
struct GainChart {
  private let picture: GainPicture
  private let rows: [GainPicture.Arm]
  private let axis: Axis

  private let frame = (left: 132.0, right: 338.0, top: 26.0, rowHeight: 27.0)

  /// Nil without any interval.
  init?(_ picture: GainPicture) {
    self.picture = picture
    rows = picture.arms.filter { $0.gain != nil }
    let ends = rows.compactMap(\.gain).flatMap { [$0.lower, $0.upper, $0.mean] }.filter(\.isFinite)
    guard let low = ends.min(), let high = ends.max() else { return nil }
    axis = Axis(min(low, 0), max(high, 0), tickCount: 4, isWidened: true)
  }

  private func x(_ value: Double) -> Double {
    frame.left + (frame.right - frame.left) * max(0, min(1, axis.place(value)))
  }

  /// The picture.
  var svg: String {
    let bottom = frame.top + Double(rows.count) * frame.rowHeight
    var drawing = Drawing(width: 360, height: bottom + 36)
    for tick in axis.ticks {
      drawing.line(x(tick), frame.top - 4, x(tick), bottom, "grid")
      drawing.text(
        text(tick), x: x(tick), y: bottom + 14, anchor: .middle, size: 10.5)
    }
    let zero = x(0)
    drawing.line(zero, frame.top - 4, zero, bottom + 2, "zero")
    if zero > frame.left + 40 {
      drawing.text("loss", x: zero - 6, y: frame.top - 10, "faint", anchor: .end, size: 10)
    }
    if zero < frame.right - 40 {
      drawing.text("gain", x: zero + 6, y: frame.top - 10, "faint", size: 10)
    }
    for (index, arm) in rows.enumerated() {
      draw(arm, y: frame.top + (Double(index) + 0.5) * frame.rowHeight, in: &drawing)
    }
    let caption = "gain in \(picture.measure) over real \(picture.noun)s alone"
    let isLong = TextWidth.of(caption, size: 10) > 250
    drawing.text(
      caption, x: isLong ? 180 : (frame.left + frame.right) / 2, y: bottom + 31, "faint",
      anchor: .middle, size: 10, room: isLong ? 350 : 250)
    return drawing.svg(label: label)
  }

  private func draw(_ arm: GainPicture.Arm, y: Double, in drawing: inout Drawing) {
    guard let gain = arm.gain else { return }
    let isChosen = arm.name == picture.recommended
    drawing.text(
      arm.title, x: frame.left - 12, y: y + 4, isChosen ? "strong" : "", anchor: .end,
      room: frame.left - 14)
    let (left, right) = (x(gain.lower), x(gain.upper))
    let style = isChosen ? "whisker chosen" : "whisker"
    drawing.line(left, y, right, y, style)
    drawing.line(left, y - 4, left, y + 4, style)
    drawing.line(right, y - 4, right, y + 4, style)
    drawing.circle(
      x: x(gain.mean), y: y, radius: isChosen ? 5.5 : 4.2, isChosen ? "dot chosen" : "dot")
  }

  /// A tick with its sign.
  private func text(_ tick: Double) -> String {
    if tick == 0 { return "0" }
    let scale = picture.isRelative ? 100.0 : 1
    return (tick > 0 ? "+" : "") + (tick * scale).compact(step: axis.step * scale)
      + (picture.isRelative ? " %" : "")
  }

  private var label: String {
    let parts = rows.map { arm in
      let gain = arm.gain ?? GainInterval(mean: 0, lower: 0, upper: 0)
      return "\(arm.title) \(picture.spelled(gain.mean)) (\(picture.spelled(gain.lower)) to "
        + "\(picture.spelled(gain.upper)))"
        + (arm.name == picture.recommended ? ", recommended" : "")
    }
    return "Gain in \(picture.measure) over real \(picture.noun)s alone, with 95 % intervals: "
      + parts.joined(separator: "; ") + "."
  }
}
