internal import Validation

/// Column by column, the worst first.
struct ColumnsView {
  /// A column with its picture.
  struct Card {
    var name: String
    var fullName: String
    var kind: String
    var difference: String
    var floor: String
    var chart: String?
    /// Why there is no picture.
    var absence: String?
    var hasNotes: Bool
    var notes: [String]
  }

  /// A column in the table of all.
  struct Row {
    var name: String
    var kind: String
    var difference: String
    var floor: String
    var missingReal: String
    var missingSynthetic: String
  }

  /// So many cards are open, and a few more rather than folding only a few.
  private static let openCount = 18
  private static let fewCount = 6

  let scope: String
  let cards: [Card]
  let hasFolded: Bool
  let foldedTitle: String
  let folded: [Card]
  let leftOut: String?
  let rows: [Row]
  let rowsTitle: String

  init(_ report: ValidationReport) {
    let entries = Dictionary(
      report.columns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let all = report.pictures.columns.compactMap { picture in
      entries[picture.name].map { Card(picture, $0) }
    }
    let open = all.count <= Self.openCount + Self.fewCount ? all.count : Self.openCount
    cards = Array(all.prefix(open))
    folded = Array(all.dropFirst(open))
    hasFolded = !folded.isEmpty
    foldedTitle = "\(folded.count.counted("more column", "more columns"))"
    scope = report.rows.classScope.map { " Rows are compared \($0)." } ?? ""
    let hidden = report.pictures.leftOutColumnCount
    leftOut =
      hidden > 0
      ? "The \(all.count.grouped) columns that differ most are drawn; the other "
        + "\(hidden.grouped) are in the table." : nil
    rows = report.columns.map(Row.init)
    rowsTitle = "Table of all \(rows.count.counted("column"))"
  }

  /// A difference in words; without one, why.
  fileprivate static func difference(_ score: Score) -> String {
    score.value.map { percent(1 - $0) } ?? "not applicable: \(score.reason ?? "")"
  }
}

extension ColumnsView.Card {
  init(_ picture: ColumnPicture, _ entry: ColumnEntry) {
    name = PageText.name(entry.name)
    fullName = PageText.cut(entry.name, 400)
    kind = entry.kind
    difference = ColumnsView.difference(entry.shape)
    floor = entry.noiseFloor.map { percent(1 - $0) } ?? "–"
    absence = picture.reason.map { "Not drawn: \($0)." }
    notes = []
    if let histogram = picture.histogram {
      chart = HistogramChart(histogram, name: name).svg
      notes = Self.notes(histogram)
    }
    if let categories = picture.categories {
      chart = CategoryChart(categories, name: name).svg
    } else if entry.missingReal > 0 || entry.missingSynthetic > 0 {
      notes.append(
        "Missing: real \(percent(entry.missingReal)), "
          + "synthetic \(percent(entry.missingSynthetic)).")
    }
    hasNotes = !notes.isEmpty
  }

  /// What the bins leave out.
  private static func notes(_ histogram: HistogramPicture) -> [String] {
    func both(_ real: Int, _ synthetic: Int) -> String {
      "real \(percent(Double(real) / Double(max(histogram.real.present, 1)))), "
        + "synthetic \(percent(Double(synthetic) / Double(max(histogram.synthetic.present, 1))))"
    }
    let end = histogram.start + Double(histogram.real.counts.count) * histogram.width
    func text(_ value: Double, _ tick: Int) -> String {
      if histogram.ticks.isEmpty { return value.compact(step: histogram.width) }
      return histogram.ticks[tick].text
    }
    var notes = histogram.spikes.map {
      "Not in the picture, as most rows have it: \($0.text) (\(both($0.real, $0.synthetic)))."
    }
    let (real, synthetic) = (histogram.real, histogram.synthetic)
    if real.below + synthetic.below > 0 {
      notes.append("Below \(text(histogram.start, 0)): \(both(real.below, synthetic.below)).")
    }
    if real.above + synthetic.above > 0 {
      let last = histogram.ticks.count - 1
      notes.append("Above \(text(end, last)): \(both(real.above, synthetic.above)).")
    }
    if synthetic.present == 0 { notes.append("No synthetic row has a value.") }
    return notes
  }
}

extension ColumnsView.Row {
  init(_ entry: ColumnEntry) {
    name = PageText.name(entry.name)
    kind = entry.kind
    difference = ColumnsView.difference(entry.shape)
    floor = entry.noiseFloor.map { percent(1 - $0) } ?? "–"
    missingReal = percent(entry.missingReal)
    missingSynthetic = percent(entry.missingSynthetic)
  }
}
