/// A rule that is understood: bound to the columns of a table, and to its rows where it depends on them.
public protocol Constraint: Sendable {
  /// The rule that it stands for.
  var rule: ConstraintRule { get }
  /// The columns that it reads.
  var columns: [Int] { get }
  /// For every row, whether the rule holds; a missing cell breaks none but rules about what is missing.
  func isMet(_ table: Table) -> [Bool]
  /// The table with the rows that break the rule changed so that they meet it, as far as that can be done without
  /// changing the columns to keep.
  func mended(_ table: Table, keeping fixed: Set<Int>) -> Table
}

extension Constraint {
  /// The table as it is: most rules only tell rows that break them.
  public func mended(_ table: Table, keeping fixed: Set<Int>) -> Table { table }
}

extension Table {
  /// The numbers of a column, row by row; NaN for missing cells.
  func numbers(_ index: Int, _ schema: ColumnSchema) -> [Double] {
    let column = columns[index]
    let values = column.levels.map { schema.number($0) ?? .nan }
    return column.codes.map { values[Int($0)] }
  }
}

extension Column {
  /// For every row, whether its text holds; each distinct text is looked at once.
  func rows(where holds: (String) -> Bool) -> [Bool] {
    let answers = levels.map(holds)
    return codes.map { answers[Int($0)] }
  }

  /// The column with other texts in some rows.
  package func replacing(_ changes: [(row: Int, text: String)]) -> Column {
    guard !changes.isEmpty else { return self }
    var column = self
    var index: [String: Int32] = [:]
    for (code, level) in levels.enumerated() where index[level] == nil {
      index[level] = Int32(code)
    }
    for (row, text) in changes {
      let code = index[text] ?? Int32(column.levels.count)
      if Int(code) == column.levels.count {
        column.levels.append(text)
        index[text] = code
      }
      column.codes[row] = code
    }
    return column
  }
}
