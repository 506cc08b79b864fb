/// Writes tables to a CSV file in a given dialect.
///
/// Cells are quoted when they must be, or when the dialect quotes their column. The file appears
/// under its name only when it is complete.
public struct CSVWriter: Sendable {
  /// A table among those written one after the other.
  public struct Part: Sendable {
    /// The rows.
    public var table: Table
    /// What stands in the source column for all of them.
    public var source: String

    /// A table with the word that marks its rows, which counts only when there is a source column.
    public init(_ table: Table, source: String = "") {
      self.table = table
      self.source = source
    }
  }

  /// How the file is spelled.
  public var dialect: CSVDialect
  /// The name of a further column, the last one, that says where each row comes from; nil for none.
  public var sourceColumnName: String?

  /// A writer for this dialect; `dialect.isCompressed` decides whether the file is a gzip file.
  public init(dialect: CSVDialect, sourceColumnName: String? = nil) {
    self.dialect = dialect
    self.sourceColumnName = sourceColumnName
  }

  /// Writes one table.
  public func write(_ table: Table, to path: String) throws(DatasetError) {
    try write([Part(table)], to: path)
  }

  /// Writes tables of the same columns one after the other, under one header.
  /// - Throws: `DatasetError.cannotCreate`, `writeFailed`, `differentColumns`, `duplicateName` for
  ///   a source column whose name is taken, `unencodable`. After an error the path is as it was
  ///   before.
  public func write(_ parts: [Part], to path: String) throws(DatasetError) {
    let names = parts.first?.table.columns.map(\.name) ?? []
    for part in parts where part.table.columns.map(\.name) != names {
      throw .differentColumns(expected: names, found: part.table.columns.map(\.name))
    }
    if let sourceColumnName, let index = names.firstIndex(of: sourceColumnName) {
      throw .duplicateName(
        path: path, name: sourceColumnName, first: index + 1, second: names.count + 1)
    }
    let file = try AtomicFile(path: path)
    let sink = ByteSink(file: file, isCompressed: dialect.isCompressed)
    try write(parts, names: names, to: sink)
    try sink.finish()
    try file.commit()
  }

  private func write(_ parts: [Part], names: [String], to sink: ByteSink) throws(DatasetError) {
    var buffer: [UInt8] = dialect.hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    // A terminator is written before each record but the first, so the last one can be left out.
    var isFirst = true
    if dialect.hasHeader {
      buffer += try header(names)
      isFirst = false
    }
    for part in parts {
      let columns = try encodedColumns(part)
      for row in 0..<part.table.rowCount {
        if !isFirst { buffer += terminator }
        isFirst = false
        for index in columns.indices {
          if index > 0 { buffer.append(dialect.delimiter) }
          columns[index].append(row: row, to: &buffer)
        }
        if buffer.count >= ByteSink.pieceBytes {
          try sink.write(buffer)
          buffer.removeAll(keepingCapacity: true)
        }
      }
    }
    if dialect.endsWithTerminator && !isFirst { buffer += terminator }
    try sink.write(buffer)
  }

  private func header(_ names: [String]) throws(DatasetError) -> [UInt8] {
    var bytes: [UInt8] = []
    let all = names + (sourceColumnName.map { [$0] } ?? [])
    for (index, name) in all.enumerated() {
      if index > 0 { bytes.append(dialect.delimiter) }
      let isQuoted = isSet(dialect.quotedNames, index, ofCount: names.count)
      bytes += try spelling(isSole: all.count == 1).bytes(
        of: name, isQuoted: isQuoted, column: name)
    }
    return bytes
  }

  private func encodedColumns(_ part: Part) throws(DatasetError) -> [EncodedColumn] {
    var all = part.table.columns
    if let sourceColumnName {
      let codes = [Int32](repeating: 0, count: part.table.rowCount)
      all.append(Column(name: sourceColumnName, levels: [part.source], codes: codes))
    }
    var encoded: [EncodedColumn] = []
    for (index, column) in all.enumerated() {
      let isQuoted = isSet(dialect.quotedColumns, index, ofCount: part.table.columns.count)
      encoded.append(
        try EncodedColumn(column, spelling(isSole: all.count == 1), isQuoted: isQuoted))
    }
    return encoded
  }

  /// The flag of a column; the source column is quoted when all others are.
  private func isSet(_ flags: [Bool], _ index: Int, ofCount count: Int) -> Bool {
    index < count
      ? index < flags.count && flags[index] : flags.count == count && flags.allSatisfy { $0 }
  }

  private func spelling(isSole: Bool) -> CellSpelling {
    CellSpelling(dialect: dialect, isSole: isSole)
  }

  private var terminator: [UInt8] {
    switch dialect.lineTerminator {
    case .lf: [0x0A]
    case .crlf: [0x0D, 0x0A]
    case .cr: [0x0D]
    }
  }
}
