internal import CCSV

/// Drives libcsv over the bytes of a file and builds the columns.
///
/// libcsv runs in strict mode with its own trimming of blanks off, so a cell is exactly what stands
/// in the file; a quote in the middle of an unquoted field is text. Its callbacks cannot stop it:
/// after an error they ignore the rest of the chunk, and the error is thrown then.
final class RecordParser {
  private var parser = csv_parser()
  private let state: UnsafeMutablePointer<RecordState>
  /// Every line end is reported, so that lines are counted and blank ones seen.
  private static let options = UInt8(CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL)

  init(path: String, dialect: CSVDialect, options: ReadOptions) {
    state = .allocate(capacity: 1)
    state.initialize(to: RecordState(path: path, dialect: dialect, options: options))
    csv_init(&parser, Self.options)
    csv_set_delim(&parser, dialect.delimiter)
    // 0 cannot stand in a text file: as a quote it never matches.
    csv_set_quote(&parser, dialect.quote ?? 0)
    csv_set_blk_size(&parser, 1 << 16)
    if !dialect.trimsBlanks { csv_set_space_func(&parser) { _ in 0 } }
  }

  deinit {
    csv_free(&parser)
    state.pointee.destroy()
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// Takes the next bytes of the file.
  func parse(_ chunk: UnsafeRawBufferPointer) throws(DatasetError) {
    guard !chunk.isEmpty else { return }
    if state.pointee.dialect.quote == nil, chunk.contains(0) {
      throw .nulByte(path: state.pointee.path, line: state.pointee.line)
    }
    try parseAll(chunk)
    // The field under way lies in libcsv's buffer; between chunks is time enough to stop it
    // growing.
    if parser.entry_pos > state.pointee.maximumFieldBytes {
      throw .fieldTooLong(
        path: state.pointee.path, line: state.pointee.line, limit: state.pointee.maximumFieldBytes)
    }
  }

  /// Passes all bytes to libcsv, past quotes inside unquoted fields (`12' 7"`), which are ordinary
  /// characters: those single bytes are parsed with the strict mode off.
  private func parseAll(_ chunk: UnsafeRawBufferPointer) throws(DatasetError) {
    guard let base = chunk.baseAddress else { return }
    var start = 0
    while start < chunk.count {
      start += csv_parse(
        &parser, base + start, chunk.count - start, receiveField, receiveRecordEnd, state)
      if let failure = state.pointee.failure { throw failure }
      if start == chunk.count { return }
      guard csv_error(&parser) == CSV_EPARSE, parser.quoted == 0 else { throw parseFailure() }
      csv_set_opts(&parser, Self.options & ~UInt8(CSV_STRICT))
      start += csv_parse(&parser, base + start, 1, receiveField, receiveRecordEnd, state)
      csv_set_opts(&parser, Self.options)
    }
  }

  /// Ends the last record and hands over the table.
  func finish() throws(DatasetError) -> Table {
    let status = csv_fini(&parser, receiveField, receiveRecordEnd, state)
    if let failure = state.pointee.failure { throw failure }
    if status != 0 { throw parseFailure() }
    return try state.pointee.table()
  }

  /// What libcsv's refusal means.
  ///
  /// The quote that opened the field tells the line.
  private func parseFailure() -> DatasetError {
    let path = state.pointee.path
    let line = state.pointee.line
    guard csv_error(&parser) == CSV_EPARSE else {
      return .fieldTooLong(path: path, line: line, limit: state.pointee.maximumFieldBytes)
    }
    // In state 3 libcsv has seen a quote that might have closed the field, in state 2 it is inside
    // the field.
    let isOpen = parser.quoted != 0 && parser.pstate != 3
    return isOpen ? .unterminatedQuote(path: path, line: line) : .strayQuote(path: path, line: line)
  }
}

/// libcsv has read a field.
private func receiveField(
  _ bytes: UnsafeMutableRawPointer?, _ count: Int, _ context: UnsafeMutableRawPointer?
) {
  guard let state = context?.assumingMemoryBound(to: RecordState.self) else { return }
  state.pointee.append(UnsafeRawBufferPointer(start: bytes, count: count))
}

/// libcsv has met a line end (or -1, the end of the file).
private func receiveRecordEnd(_ terminator: Int32, _ context: UnsafeMutableRawPointer?) {
  guard let state = context?.assumingMemoryBound(to: RecordState.self) else { return }
  state.pointee.endLine(terminator)
}
