internal import Reporting

extension SampleRows {
  /// So many rows are shown.
  private static let rowCount = 10
  /// So many are looked at for them.
  private static let candidateCount = 40

  /// Rows spread evenly over the synthetic ones; those that equal a real row, keys aside, are passed over.
  init(_ synthetic: Table, besides tables: [Table], schema: Schema) {
    let count = min(Self.candidateCount, synthetic.rowCount)
    // Four turns of evenly spread rows, so that the first ten are spread as well.
    let spread = (0..<count).map { $0 * synthetic.rowCount / count }
    let order = (0..<4).flatMap { turn in
      spread.indices.filter { $0 % 4 == turn }.map { spread[$0] }
    }
    let compared = schema.columns.indices.filter { schema.columns[$0].kind != .identifier }
    let real = RealRows(tables, columns: compared)
    let candidates = synthetic.rows(at: order)
    let fresh = order.indices.lazy.filter { !real.contains(row: $0, of: candidates) }
    let shown = Array(fresh.prefix(Self.rowCount)).sorted { order[$0] < order[$1] }
    self.init(
      columns: synthetic.columns.map { $0.name.shown() },
      rows: shown.map { row in synthetic.columns.map { $0[order[row]] } },
      note: shown.isEmpty
        ? "Every row that was looked at equals a real one, as the table has few combinations; none is shown."
        : "\(shown.count.counted("synthetic row")) spread over all of them. No real row is shown, nor a "
          + "synthetic one that equals a real one.")
  }
}

/// Finds out whether real tables have a certain row.
private struct RealRows {
  private let tables: [Table]
  private let columns: [Int]

  init(_ tables: [Table], columns: [Int]) {
    self.tables = tables
    self.columns = columns
  }

  /// Whether a row's texts stand side by side in a row of any table.
  ///
  /// Columns with few levels go first: most rows fall out there, and long lists of levels are seldom looked through.
  func contains(row: Int, of candidates: Table) -> Bool {
    tables.contains { table in
      var rows: [Int]?
      let order = columns.sorted {
        (table.columns[$0].levels.count, $0) < (table.columns[$1].levels.count, $1)
      }
      for index in order {
        let column = table.columns[index]
        guard let level = column.levels.firstIndex(of: candidates.columns[index][row]) else {
          return false
        }
        let code = Int32(level)
        rows =
          rows.map { $0.filter { column.codes[$0] == code } }
          ?? column.codes.indices.filter { column.codes[$0] == code }
        if rows?.isEmpty ?? true { return false }
      }
      return !(rows?.isEmpty ?? true)
    }
  }
}
