/// Turns cells into the bytes of a file.
struct CellSpelling {
  let dialect: CSVDialect
  /// Whether the column is the only one: an empty cell is then quoted, as a blank line may be taken
  /// for nothing.
  let isSole: Bool

  /// The bytes of one cell, quoted if asked for or needed.
  func bytes(of cell: String, isQuoted: Bool, column: String) throws(DatasetError) -> [UInt8] {
    let text = try encoded(cell, column: column)
    guard let quote = dialect.quote, isQuoted || needsQuotes(text, quote) else { return text }
    var bytes: [UInt8] = [quote]
    for byte in text {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
    return bytes
  }

  private func needsQuotes(_ text: [UInt8], _ quote: UInt8) -> Bool {
    if text.isEmpty { return isSole }
    if dialect.trimsBlanks, isBlank(text[0]) || isBlank(text[text.count - 1]) { return true }
    // A line of blanks alone would be taken for nothing.
    if isSole, text.allSatisfy({ isBlank($0) }) { return true }
    return text.contains { $0 == dialect.delimiter || $0 == quote || $0 == 0x0A || $0 == 0x0D }
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private func encoded(_ cell: String, column: String) throws(DatasetError) -> [UInt8] {
    guard dialect.encoding == .latin1 else { return Array(cell.utf8) }
    var bytes: [UInt8] = []
    for scalar in cell.unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value) else {
        throw .unencodable(column: column, cell: cell)
      }
      bytes.append(byte)
    }
    return bytes
  }
}
