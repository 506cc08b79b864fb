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
    let lines = CSVRows(dialect: dialect, names: names, sourceColumnName: sourceColumnName)
    try sink.write(try lines.beginning())
    var isEmpty = true
    for part in parts {
      let rows = try lines.spelled(part.table, source: part.source)
      for start in stride(from: 0, to: part.table.rowCount, by: Self.rowsPerPiece) {
        let end = min(start + Self.rowsPerPiece, part.table.rowCount)
        try sink.write(lines.trimmed(rows.bytes(start..<end), isFirst: isEmpty))
        isEmpty = false
      }
    }
    try sink.write(lines.ending(isEmpty: isEmpty))
  }

  /// Rows that are laid out before they are written.
  private static let rowsPerPiece = 4_096
}
