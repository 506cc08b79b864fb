/// Rows as JSON Lines: an object per row, its keys in the order of the columns.
///
/// A cell of a numeric column is a number where its spelling is one in JSON, and a text otherwise; a missing one is `null`, one of a
/// truth column `true` or `false`. All other cells are texts.
struct JSONRows: Sendable {
  private let schema: Schema
  private let sourceColumnName: String?

  init(schema: Schema, sourceColumnName: String? = nil) {
    (self.schema, self.sourceColumnName) = (schema, sourceColumnName)
  }

  /// The rows of a table; `source` is the value of the source column.
  func spelled(_ table: Table, source: String) throws(DatasetError) -> SpelledRows {
    var columns: [SpelledColumn] = []
    for (index, column) in table.columns.enumerated() {
      let key = Self.quoted(column.name) + [0x3A]
      let own = schema.columns[index]
      columns.append(
        try SpelledColumn(column) { cell throws(DatasetError) in key + Self.value(cell, own) })
    }
    if let sourceColumnName {
      let codes = [Int32](repeating: 0, count: table.rowCount)
      let key = Self.quoted(sourceColumnName) + [0x3A]
      columns.append(
        try SpelledColumn(Column(name: sourceColumnName, levels: [source], codes: codes)) {
          cell throws(DatasetError) in key + Self.quoted(cell)
        })
    }
    return SpelledRows(columns, opening: [0x7B], separator: [0x2C], closing: [0x7D, 0x0A])
  }

  /// A cell as a JSON value.
  static func value(_ cell: String, _ schema: ColumnSchema) -> [UInt8] {
    if schema.isMissing(cell) { return Array("null".utf8) }
    switch schema.kind {
    case .integer, .decimal: return isNumber(cell.utf8) ? Array(cell.utf8) : quoted(cell)
    case .boolean:
      return BooleanWords.meaning(of: cell).map { Array(($0 ? "true" : "false").utf8) }
        ?? quoted(cell)
    case .categorical, .temporal, .text, .identifier, .constant: return quoted(cell)
    }
  }

  /// Whether a text is a number by JSON's grammar (RFC 8259, section 6).
  static func isNumber(_ text: some Collection<UInt8>) -> Bool {
    var rest = text[...]
    func digits() -> Int {
      let count = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    guard whole == 1 || (whole > 1 && !startsWithZero) else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits() > 0 else { return false }
    }
    if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        rest = rest.dropFirst()
      }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  /// A text between quotes, with what JSON does not allow inside as escapes.
  static func quoted(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = [0x22]
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C: bytes += [0x5C, byte]
      case 0x0A: bytes += Array("\\n".utf8)
      case 0x0D: bytes += Array("\\r".utf8)
      case 0x09: bytes += Array("\\t".utf8)
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
    return bytes
  }
}
