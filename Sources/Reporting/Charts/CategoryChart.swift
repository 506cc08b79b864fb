internal import Validation

/// Shares of levels: two bars each, real rows filled, synthetic rows outlined, and both numbers.
struct CategoryChart {
  private struct Row {
    var text: String
    var isNamed: Bool
    var real: Double
    var synthetic: Double
  }

  private let rows: [Row]
  private let name: String
  private let rowHeight = 21.0

  init(_ picture: CategoryPicture, name: String) {
    self.name = name
    func row(_ level: CategoryPicture.Level, _ text: String?) -> Row {
      Row(
        text: text ?? (level.text.isEmpty ? "(empty)" : level.text), isNamed: text == nil,
        real: Double(level.real) / Double(max(picture.realRowCount, 1)),
        synthetic: Double(level.synthetic) / Double(max(picture.syntheticRowCount, 1)))
    }
    var rows = picture.levels.map { row($0, nil) }
    if picture.otherLevelCount > 0 {
      rows.append(row(picture.others, picture.otherLevelCount.counted("other")))
    }
    if picture.missing.real + picture.missing.synthetic > 0 {
      rows.append(row(picture.missing, "missing"))
    }
    self.rows = rows
  }

  /// The picture.
  var svg: String {
    let top = 16.0
    var drawing = Drawing(width: 340, height: top + Double(rows.count) * rowHeight + 2)
    let longest = rows.map { TextWidth.of($0.text, size: 11) }.max() ?? 0
    let (start, end) = (min(max(longest, 40), 116) + 9, 236.0)
    drawing.text("real", x: 286, y: 10, "faint", anchor: .end, size: 10)
    drawing.text("synthetic", x: 338, y: 10, "faint", anchor: .end, size: 10)
    let largest = max(rows.map { max($0.real, $0.synthetic) }.max() ?? 0, 1e-9)
    for (index, row) in rows.enumerated() {
      let y = top + Double(index) * rowHeight
      drawing.text(
        row.text, x: start - 8, y: y + 14, row.isNamed ? "" : "faint italic", anchor: .end,
        room: start - 9)
      let scale = (end - start) / largest
      drawing.rectangle(
        x: start, y: y + 3, width: row.real * scale, height: 7, "real-bar", radius: 1)
      drawing.rectangle(
        x: start + 0.5, y: y + 11.5, width: row.synthetic * scale, height: 6, "synthetic-bar",
        radius: 1)
      drawing.text(share(row.real), x: 286, y: y + 14, anchor: .end)
      drawing.text(share(row.synthetic), x: 338, y: y + 14, anchor: .end)
    }
    drawing.line(start, top, start, drawing.height - 2, "axis")
    return drawing.svg(label: label)
  }

  private func share(_ value: Double) -> String {
    value > 0 && value < 0.0005 ? "<0.05 %" : "\((value * 100).compact(step: 0.1)) %"
  }

  private var label: String {
    let parts = rows.map { "\($0.text) \(share($0.real)) and \(share($0.synthetic))" }
    return "Shares of \(name) among real and synthetic rows: \(parts.joined(separator: ", "))."
  }
}
