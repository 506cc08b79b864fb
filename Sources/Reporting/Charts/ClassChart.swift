internal import Validation

/// Rows per class: real ones filled, synthetic ones outlined behind them, so that the whole bar is both together.
struct ClassChart {
  private let classes: [ClassEntry]
  private let realTotal: Double
  private let total: Double
  private let rowHeight = 22.0

  /// No picture has more classes.
  static let limit = 32

  /// Draws the first classes of a list; shares are those among all of it.
  init(_ classes: [ClassEntry]) {
    self.classes = Array(classes.prefix(Self.limit))
    realTotal = Double(max(classes.reduce(0) { $0 + $1.realCount }, 1))
    total = Double(max(classes.reduce(0) { $0 + $1.realCount + $1.syntheticCount }, 1))
  }

  /// The picture.
  var svg: String {
    let top = 18.0
    var drawing = Drawing(width: 360, height: top + Double(classes.count) * rowHeight + 2)
    let longest = classes.map { TextWidth.of($0.name, size: 11) }.max() ?? 0
    let (start, end) = (min(max(longest, 40), 106) + 10, 264.0)
    let totals = classes.map { $0.realCount + $0.syntheticCount }
    let scale = (end - start) / Double(max(totals.max() ?? 0, 1))
    drawing.text("share before", x: 306, y: 10, "faint", anchor: .end, size: 9)
    drawing.text("after", x: 358, y: 10, "faint", anchor: .end, size: 9)
    for (index, entry) in classes.enumerated() {
      let y = top + Double(index) * rowHeight
      drawing.text(
        entry.name.isEmpty ? "(empty)" : entry.name, x: start - 8, y: y + 14, anchor: .end,
        room: start - 10)
      let real = Double(entry.realCount) * scale
      let synthetic = Double(entry.syntheticCount) * scale
      drawing.rectangle(x: start, y: y + 4, width: real, height: 13, "real-bar", radius: 1)
      drawing.rectangle(
        x: start + real, y: y + 4.5, width: synthetic, height: 12, "synthetic-bar", radius: 1)
      let shares = (Double(entry.realCount) / realTotal, Double(totals[index]) / total)
      drawing.text(share(shares.0), x: 310, y: y + 14, anchor: .end, size: 10.5)
      drawing.text(share(shares.1), x: 358, y: y + 14, anchor: .end, size: 10.5)
    }
    drawing.line(start, top, start, drawing.height - 2, "axis")
    return drawing.svg(label: label)
  }

  private func share(_ value: Double) -> String {
    value > 0 && value < 0.0005 ? "<0.05 %" : "\((value * 100).compact(step: 0.1)) %"
  }

  private var label: String {
    let parts = classes.map {
      "\(PageText.name($0.name)) \($0.realCount.grouped) real and \($0.syntheticCount.grouped) synthetic"
    }
    return "Rows per class: \(parts.joined(separator: "; "))."
  }
}
