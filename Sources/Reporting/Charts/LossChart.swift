/// Losses over the steps of a training.
struct LossChart {
  private let panel: LossCurve.Panel
  private let lines: [(name: String, points: [LossCurve.Point])]
  private let vertical: Axis
  private let horizontal: Axis

  private let frame = (left: 46.0, right: 334.0, top: 12.0, bottom: 138.0)
  /// No line is drawn with more points.
  static let pointLimit = 300

  /// Nil without any finite point.
  init?(_ panel: LossCurve.Panel, stepCount: Int) {
    self.panel = panel
    lines = panel.lines.map { line in
      let points = line.points.filter(\.loss.isFinite)
      let stride = max(1, (points.count + Self.pointLimit - 1) / Self.pointLimit)
      return (
        line.name,
        points.enumerated().filter { $0.offset % stride == 0 || $0.offset == points.count - 1 }
          .map(\.element)
      )
    }.filter { !$0.points.isEmpty }
    let losses = lines.flatMap { $0.points.map(\.loss) }
    guard let low = losses.min(), let high = losses.max() else { return nil }
    vertical = Axis(low, high, tickCount: 4, isWidened: true)
    horizontal = Axis.fitting(
      0, Double(max(stepCount, 1)), room: frame.right - frame.left, size: 11)
  }

  private func x(_ step: Double) -> Double {
    frame.left + (frame.right - frame.left) * max(0, min(1, horizontal.place(step)))
  }

  private func y(_ loss: Double) -> Double {
    frame.bottom - (frame.bottom - frame.top) * max(0, min(1, vertical.place(loss)))
  }

  /// The names of the lines with their styles, for a legend.
  var legend: [(name: String, style: String)] {
    lines.enumerated().map { ($1.name, Self.style($0)) }
  }

  /// The picture.
  var svg: String {
    var drawing = Drawing(width: 340, height: 172)
    for tick in vertical.ticks {
      drawing.line(frame.left, y(tick), frame.right, y(tick), tick == 0 ? "zero" : "grid")
      drawing.text(vertical.text(tick), x: frame.left - 6, y: y(tick) + 4, anchor: .end, size: 10.5)
    }
    for tick in horizontal.ticks {
      drawing.line(x(tick), frame.bottom, x(tick), frame.bottom + 3, "axis")
      let text = horizontal.text(tick)
      let half = TextWidth.of(text, size: 10.5) / 2
      drawing.text(
        text, x: min(x(tick), 339 - half), y: frame.bottom + 15, anchor: .middle, size: 10.5)
    }
    drawing.line(frame.left, frame.bottom, frame.right, frame.bottom, "axis")
    for (index, line) in lines.enumerated() {
      let n = Drawing.number
      let places = line.points.map { "\(n(x(Double($0.step)))) \(n(y($0.loss)))" }
      drawing.path("M" + places.joined(separator: "L"), Self.style(index))
      if line.points.count == 1 {
        drawing.circle(
          x: x(Double(line.points[0].step)), y: y(line.points[0].loss), radius: 2.5, "dot")
      }
    }
    drawing.text(
      "step", x: (frame.left + frame.right) / 2, y: frame.bottom + 31, "faint", anchor: .middle,
      size: 10)
    return drawing.svg(label: label)
  }

  private static func style(_ index: Int) -> String {
    ["loss-line first", "loss-line second", "loss-line third"][index % 3]
  }

  private var label: String {
    let parts = lines.map { line in
      let (first, last) = (line.points[0], line.points[line.points.count - 1])
      return "\(line.name) from \(first.loss.fine) at step \(first.step.grouped) to "
        + "\(last.loss.fine) at step \(last.step.grouped)"
    }
    return "\(panel.title) in \(panel.unit): \(parts.joined(separator: "; "))."
  }
}
