/// A few synthetic rows.
struct SampleView {
  /// One row.
  struct Row {
    var cells: [Cell]
  }

  /// One cell.
  struct Cell {
    var text: String
    var isMissing: Bool
  }

  private static let columnLimit = 40
  private static let rowLimit = 10
  private static let textLimit = 60

  let hasRows: Bool
  let heads: [String]
  let rows: [Row]
  let note: String
  let leftOut: String?
  let absence: String?

  init(_ page: ReportPage) {
    guard let sample = page.sample else {
      hasRows = false
      heads = []
      rows = []
      note = ""
      leftOut = nil
      absence = page.sampleReason
      return
    }
    hasRows = true
    heads = sample.columns.prefix(Self.columnLimit).map { PageText.cut($0, Self.textLimit) }
    rows = sample.rows.prefix(Self.rowLimit).map { cells in
      Row(
        cells: cells.prefix(Self.columnLimit).map {
          Cell(text: PageText.cut($0, Self.textLimit), isMissing: $0.isEmpty)
        })
    }
    note = sample.note
    let hidden = sample.columns.count - heads.count
    leftOut =
      hidden > 0
      ? "The first \(heads.count) columns are shown; \(hidden.grouped) more are in the files." : nil
    absence = nil
  }
}
