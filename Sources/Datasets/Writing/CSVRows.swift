/// The lines of a CSV file in a dialect, piece by piece.
///
/// A terminator stands before each record but the first, so that the last one can be left out.
struct CSVRows: Sendable {
  private let dialect: CSVDialect
  private let names: [String]
  private let sourceColumnName: String?

  /// Lines of a table with these columns, and of a further one for where rows come from.
  init(dialect: CSVDialect, names: [String], sourceColumnName: String? = nil) {
    (self.dialect, self.names, self.sourceColumnName) = (dialect, names, sourceColumnName)
  }

  /// What stands before the rows: a byte order mark and the header, where the dialect has them.
  func beginning() throws(DatasetError) -> [UInt8] {
    var bytes: [UInt8] = dialect.hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    guard dialect.hasHeader else { return bytes }
    let all = names + (sourceColumnName.map { [$0] } ?? [])
    for (index, name) in all.enumerated() {
      if index > 0 { bytes.append(dialect.delimiter) }
      bytes += try spelling.bytes(
        of: name, isQuoted: isSet(dialect.quotedNames, index), column: name)
    }
    return bytes
  }

  /// The rows of a table, each with a terminator before it; `source` stands in the source column.
  func spelled(_ table: Table, source: String) throws(DatasetError) -> SpelledRows {
    var all = table.columns
    if let sourceColumnName {
      let codes = [Int32](repeating: 0, count: table.rowCount)
      all.append(Column(name: sourceColumnName, levels: [source], codes: codes))
    }
    var columns: [SpelledColumn] = []
    for (index, column) in all.enumerated() {
      let isQuoted = isSet(dialect.quotedColumns, index)
      let spelling = spelling
      columns.append(
        try SpelledColumn(column) { cell throws(DatasetError) in
          try spelling.bytes(of: cell, isQuoted: isQuoted, column: column.name)
        })
    }
    return SpelledRows(
      columns, opening: terminator, separator: [dialect.delimiter], closing: [])
  }

  /// Bytes of rows without the terminator before them where they begin the file.
  func trimmed(_ bytes: [UInt8], isFirst: Bool) -> [UInt8] {
    isFirst && !dialect.hasHeader ? Array(bytes.dropFirst(terminator.count)) : bytes
  }

  /// What stands behind the last row.
  func ending(isEmpty: Bool) -> [UInt8] {
    dialect.endsWithTerminator && !(isEmpty && !dialect.hasHeader) ? terminator : []
  }

  /// The flag of a column; the source column is quoted when all others are.
  private func isSet(_ flags: [Bool], _ index: Int) -> Bool {
    index < names.count
      ? index < flags.count && flags[index]
      : flags.count == names.count && flags.allSatisfy { $0 }
  }

  private var spelling: CellSpelling {
    CellSpelling(dialect: dialect, isSole: names.count == 1 && sourceColumnName == nil)
  }

  private var terminator: [UInt8] {
    switch dialect.lineTerminator {
    case .lf: [0x0A]
    case .crlf: [0x0D, 0x0A]
    case .cr: [0x0D]
    }
  }
}
