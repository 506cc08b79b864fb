/// Numbers for combinations of cells, in order of first appearance.
///
/// Rows with a missing cell belong to no combination. A combination is found column by column: the number of what
/// stands so far and the text of the next cell give the next number.
struct CellCombinations: Sendable {
  /// For every column, its texts by number.
  private(set) var texts: [[String]]
  private var textIndex: [[String: Int32]]
  private var steps: [[UInt64: Int32]]
  /// For every combination, the number of each column's text.
  private(set) var combinations: [[Int32]] = []

  init(columnCount: Int) {
    texts = Array(repeating: [], count: columnCount)
    textIndex = Array(repeating: [:], count: columnCount)
    steps = Array(repeating: [:], count: columnCount)
  }

  /// Takes up a table's combinations and gives their numbers row by row; −1 where a cell is missing.
  mutating func adding(_ table: Table, columns: [Int], schemas: [ColumnSchema]) -> [Int32] {
    var rows = [Int32](repeating: 0, count: table.rowCount)
    var cells: [[Int32]] = []
    for place in columns.indices {
      let column = table.columns[columns[place]]
      let codes = column.levels.map { text -> Int32 in
        if schemas[place].isMissing(text) { return -1 }
        let text = schemas[place].usualSpelling(text)
        if let code = textIndex[place][text] { return code }
        let code = Int32(texts[place].count)
        textIndex[place][text] = code
        texts[place].append(text)
        return code
      }
      let own = column.codes.map { codes[Int($0)] }
      cells.append(own)
      for row in rows.indices where rows[row] >= 0 {
        guard own[row] >= 0 else {
          rows[row] = -1
          continue
        }
        let key = Self.key(rows[row], own[row])
        let next = Int32(steps[place].count)
        if let known = steps[place][key] {
          rows[row] = known
        } else {
          steps[place][key] = next
          rows[row] = next
        }
      }
    }
    for row in rows.indices where Int(rows[row]) == combinations.count {
      combinations.append(cells.map { $0[row] })
    }
    return rows
  }

  /// The number of the text of every level of a column; −1 for missing ones, −2 for texts that no combination has.
  func codes(of column: Column, place: Int, schema: ColumnSchema) -> [Int32] {
    column.levels.map { text in
      schema.isMissing(text) ? -1 : textIndex[place][schema.usualSpelling(text)] ?? -2
    }
  }

  /// The number of a combination; nil when it is not among them.
  func number(of cells: [Int32]) -> Int32? {
    var number: Int32 = 0
    for (place, cell) in cells.enumerated() {
      guard cell >= 0, let next = steps[place][Self.key(number, cell)] else { return nil }
      number = next
    }
    return number
  }

  private static func key(_ number: Int32, _ cell: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: number)) << 32 | UInt64(UInt32(bitPattern: cell))
  }
}

extension ColumnSchema {
  /// The text as the column spells the same number elsewhere; other texts are as they are.
  fileprivate func usualSpelling(_ text: String) -> String {
    guard isNumeric, let number = number(text) else { return text }
    return self.text(number)
  }
}
