/// Reads CSV files into tables.
///
/// The file is parsed by libcsv as it streams in, 256 KiB at a time; every cell goes straight into
/// its column's dictionary, so the memory needed is 4 bytes per cell and the distinct texts.
public enum CSVReader {
  /// How much is read at a time, and how much the dialect is found from, in bytes.
  static let chunkBytes = 1 << 18

  /// Reads a whole file.
  /// - Parameters:
  ///   - path: A file, plain or gzip; `-` is standard input.
  ///   - options: What is known about the file.
  /// - Returns: The table, and how the file is spelled.
  /// - Throws: `DatasetError`.
  public static func read(
    path: String, options: ReadOptions = ReadOptions()
  ) throws(DatasetError) -> (table: Table, dialect: CSVDialect) {
    let source = try ByteSource(path: path)
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkBytes, alignment: 64)
    defer { chunk.deallocate() }
    var count = try source.read(into: chunk)
    let head = UnsafeRawBufferPointer(rebasing: chunk[..<count])
    let mark = try byteOrderMark(of: head, path: path)
    let start = UnsafeRawBufferPointer(rebasing: head[mark...])
    var dialect = DialectDetection.dialect(
      of: Array(start), isWhole: count < chunkBytes, options: options)
    dialect.hasByteOrderMark = mark > 0
    dialect.isCompressed = source.isCompressed
    let parser = RecordParser(path: path, dialect: dialect, options: options)
    try parser.parse(start)
    var lastByte = start.last
    while count == chunkBytes {
      count = try source.read(into: chunk)
      try parser.parse(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
      if count > 0 { lastByte = chunk[count - 1] }
    }
    let table = try parser.finish()
    dialect.endsWithTerminator = lastByte == UInt8(ascii: "\n") || lastByte == UInt8(ascii: "\r")
    return (table, dialect)
  }

  /// The length of a UTF-8 byte order mark; other marks are refused.
  private static func byteOrderMark(
    of head: UnsafeRawBufferPointer, path: String
  ) throws(DatasetError) -> Int {
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return 3 }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      throw .unsupportedEncoding(path: path, encoding: "UTF-16")
    }
    return 0
  }
}
