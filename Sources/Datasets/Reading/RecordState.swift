/// What has been read so far: the names, the columns under way, the place in the file.
struct RecordState {
  let path: String
  let dialect: CSVDialect
  let maximumFieldBytes: Int
  /// The line that the next field begins in, from 1.
  private(set) var line = 1
  /// The first thing that went wrong; nothing is taken in afterwards.
  private(set) var failure: DatasetError? { didSet { hasFailed = failure != nil } }

  /// `failure != nil`, asked once per field.
  private var hasFailed = false
  private let maximumColumnCount: Int
  private var recordLine = 1
  private var first: [[UInt8]] = []
  private var firstBytes = 0
  private var names: [String] = []
  private var columns = UnsafeMutableBufferPointer<LevelTable>(start: nil, count: 0)
  private var field = 0
  private var isAfterCarriageReturn = false
  private let seed = LevelTable.freshSeed()

  /// The most bytes that the first record may have: its columns are unknown, so nothing else bounds
  /// it.
  private static let maximumFirstRecordBytes = 1 << 26
  /// How many fields too many are still counted for the error.
  private static let countedExcess = 10_000

  init(path: String, dialect: CSVDialect, options: ReadOptions) {
    self.path = path
    self.dialect = dialect
    maximumFieldBytes = options.maximumFieldBytes
    maximumColumnCount = options.maximumColumnCount
  }

  /// Gives the columns' memory back; the state is of no use afterwards.
  mutating func destroy() {
    columns.deinitialize()
    columns.deallocate()
    columns = .init(start: nil, count: 0)
  }

  /// Takes one field of the record under way.
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if hasFailed { return }
    isAfterCarriageReturn = false
    if bytes.count > maximumFieldBytes {
      failure = .fieldTooLong(path: path, line: line, limit: maximumFieldBytes)
    } else if columns.isEmpty {
      keepFirst(bytes)
    } else if field < columns.count {
      store(bytes, in: field)
    } else if field > columns.count + Self.countedExcess {
      fail(fieldCount: field + 1)
    }
    field += 1
  }

  @inline(__always)
  private mutating func store(_ bytes: UnsafeRawBufferPointer, in column: Int) {
    let hash = LevelTable.hash(bytes, seed: seed)
    if let code = columns[column].find(bytes, hash: hash) {
      columns[column].codes.append(code)
      if !columns[column].innerLines.isEmpty { line += columns[column].innerLines[code] ?? 0 }
    } else if let level = text(bytes, column: column) {
      let code = columns[column].insert(bytes, hash: hash, level: level)
      columns[column].codes.append(code)
      let lines = Self.lineCount(bytes)
      if lines > 0 {
        columns[column].innerLines[code] = lines
        line += lines
      }
    }
  }

  /// Keeps a field of the first record, which may be names or data.
  private mutating func keepFirst(_ bytes: UnsafeRawBufferPointer) {
    first.append(Array(bytes))
    firstBytes += bytes.count
    line += Self.lineCount(bytes)
    if first.count > maximumColumnCount {
      failure = .tooManyColumns(path: path, limit: maximumColumnCount)
    } else if firstBytes > Self.maximumFirstRecordBytes {
      failure = .fieldTooLong(path: path, line: recordLine, limit: Self.maximumFirstRecordBytes)
    }
  }

  /// Ends a line, and the record if there is one.
  ///
  /// `terminator` is the byte, or -1 at the end of the file.
  mutating func endLine(_ terminator: Int32) {
    if hasFailed { return }
    let isSecondHalf = isAfterCarriageReturn && terminator == 0x0A && field == 0
    isAfterCarriageReturn = terminator == 0x0D
    if isSecondHalf { return }
    if field == 0 {
      // A blank line is the empty cell of a table of one column, and nothing in any other.
      if columns.count == 1 && terminator >= 0 {
        store(UnsafeRawBufferPointer(start: nil, count: 0), in: 0)
      }
    } else if columns.isEmpty {
      endFirst()
    } else if field != columns.count {
      endRagged()
    }
    line += 1
    recordLine = line
    field = 0
  }

  /// A line of blanks alone is taken as a blank line; any other wrong number of fields is refused.
  private mutating func endRagged() {
    if field == 1, let code = columns[0].codes.last,
      columns[0].levels[Int(code)].trimmingBlanks.isEmpty
    {
      columns[0].codes.removeLast()
    } else {
      fail(fieldCount: field)
    }
  }

  private mutating func fail(fieldCount: Int) {
    failure = .raggedRow(
      path: path, line: recordLine, found: fieldCount, expected: columns.count,
      hasHeader: dialect.hasHeader)
  }

  /// The first record is complete: it names the columns, or is the first row.
  private mutating func endFirst() {
    let record = first
    columns = .allocate(capacity: record.count)
    columns.initialize(repeating: LevelTable())
    if dialect.hasHeader {
      for (index, bytes) in record.enumerated() {
        guard let name = bytes.withUnsafeBytes({ text($0, column: index) }) else { return }
        names.append(name)
      }
      failure = nameFailure()
    } else {
      names = record.indices.map { "column_\($0 + 1)" }
      let end = line
      for (index, bytes) in record.enumerated() where failure == nil {
        bytes.withUnsafeBytes { store($0, in: index) }
      }
      line = end
    }
    first = []
  }

  /// Two columns of one name, or a name that is missing anywhere but in first place.
  private func nameFailure() -> DatasetError? {
    var seen: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      if name.trimmingBlanks.isEmpty && index > 0 {
        return .emptyName(path: path, column: index + 1)
      }
      if let earlier = seen.updateValue(index, forKey: name) {
        return .duplicateName(path: path, name: name, first: earlier + 1, second: index + 1)
      }
    }
    return nil
  }

  /// The text of a new level; nil, with the failure noted, when its bytes are not text.
  private mutating func text(_ bytes: UnsafeRawBufferPointer, column: Int) -> String? {
    if bytes.contains(0) {
      failure = .nulByte(path: path, line: line)
      return nil
    }
    if dialect.encoding == .latin1 {
      var scalars = String.UnicodeScalarView()
      scalars.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
      return String(scalars)
    }
    if let level = String(validating: bytes, as: UTF8.self) { return level }
    let offset = UTF8Check.firstInvalidByte(in: bytes) ?? 0
    let lines = Self.lineCount(UnsafeRawBufferPointer(rebasing: bytes[..<offset]))
    failure = .invalidUTF8(path: path, line: line + lines, column: column + 1, byte: bytes[offset])
    return nil
  }

  /// The lines that end inside a field.
  private static func lineCount(_ bytes: UnsafeRawBufferPointer) -> Int {
    let feeds = bytes.count { $0 == 0x0A }
    return feeds > 0 ? feeds : bytes.count { $0 == 0x0D }
  }

  /// The finished table.
  mutating func table() throws(DatasetError) -> Table {
    guard !columns.isEmpty else { throw .emptyInput(path: path) }
    guard columns[0].codes.count > 0 else {
      throw .noRows(path: path)
    }
    return Table(
      columns: zip(names, columns).map { name, column in
        Column(name: name, levels: column.levels, codes: column.codes)
      })
  }
}
