/// Rows as they will stand in a text file, made by any thread.
public struct RowPiece: Sendable {
  enum Content: Sendable {
    case plain([UInt8])
    case deflated(DeflatedPiece)
  }

  let content: Content

  init(_ bytes: [UInt8], isCompressed: Bool) {
    content =
      (isCompressed ? DeflatedPiece(bytes) : nil).map(Content.deflated) ?? .plain(bytes)
  }
}

/// How a table is spelled in a file of one of the text formats, piece by piece.
public struct TableSpelling: Sendable {
  private enum Lines: Sendable {
    case csv(CSVRows)
    case json(JSONRows)
  }

  private let lines: Lines
  private let isCompressed: Bool

  /// The spelling of tables with these columns.
  /// - Precondition: a text format, not `.arrays`.
  public init(
    _ format: TableFormat, dialect: CSVDialect, schema: Schema, sourceColumnName: String? = nil
  ) {
    isCompressed = format == .compressedCSV
    lines =
      format == .jsonLines
      ? .json(JSONRows(schema: schema, sourceColumnName: sourceColumnName))
      : .csv(
        CSVRows(
          dialect: dialect, names: schema.columns.map(\.name), sourceColumnName: sourceColumnName))
  }

  /// What stands before the rows.
  public func beginning() throws(DatasetError) -> RowPiece {
    switch lines {
    case .csv(let rows): RowPiece(try rows.beginning(), isCompressed: isCompressed)
    case .json: RowPiece([], isCompressed: isCompressed)
    }
  }

  /// All rows of a table; `isFirst` where no rows stand before them.
  public func rows(
    _ table: Table, source: String = "", isFirst: Bool
  ) throws(DatasetError) -> RowPiece {
    let all = 0..<table.rowCount
    switch lines {
    case .csv(let rows):
      let bytes = try rows.spelled(table, source: source).bytes(all)
      return RowPiece(rows.trimmed(bytes, isFirst: isFirst), isCompressed: isCompressed)
    case .json(let rows):
      return RowPiece(
        try rows.spelled(table, source: source).bytes(all), isCompressed: isCompressed)
    }
  }

  /// What stands behind the rows.
  public func ending(isEmpty: Bool) -> RowPiece {
    switch lines {
    case .csv(let rows): RowPiece(rows.ending(isEmpty: isEmpty), isCompressed: isCompressed)
    case .json: RowPiece([], isCompressed: isCompressed)
    }
  }
}

/// A text file, plain or gzip, that takes pieces in order and appears when it is complete.
public final class TableFile {
  private let path: String
  private let receiver: any ByteReceiver
  private let isCompressed: Bool
  private var total = DeflatedTotal()
  /// Where the bytes are until the file is complete; nil for standard output.
  public let temporaryPath: String?

  /// Opens a file, or standard output where the path is nil.
  /// - Throws: `DatasetError.cannotCreate`, `writeFailed`.
  public init(path: String?, isCompressed: Bool) throws(DatasetError) {
    self.path = path ?? StandardOutput.name
    self.isCompressed = isCompressed
    if let path {
      let file = try AtomicFile(path: path)
      (receiver, temporaryPath) = (file, file.temporaryPath)
    } else {
      (receiver, temporaryPath) = (StandardOutput(), nil)
    }
    // RFC 1952: deflated, no flags, no time, so that the same rows give the same bytes; Unix.
    if isCompressed { try receiver.write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]) }
  }

  /// Writes the next piece.
  public func append(_ piece: RowPiece) throws(DatasetError) {
    switch piece.content {
    case .plain(let bytes): try receiver.write(bytes[...])
    case .deflated(let piece):
      total.add(piece)
      try receiver.write(piece.bytes[...])
    }
  }

  /// Ends the file and gives it its name.
  public func finish() throws(DatasetError) {
    if isCompressed {
      let trailer =
        DeflatedPiece.end + Int(total.checksum).littleEndianBytes(4)
        + total.byteCount.littleEndianBytes(4)
      try receiver.write(trailer[...])
    }
    try receiver.commit()
  }
}
