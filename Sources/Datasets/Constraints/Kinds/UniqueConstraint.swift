/// Cells, or combinations of cells, that no two rows share; rows with a missing one are left out of it.
struct UniqueConstraint: Constraint {
  let rule: ConstraintRule
  let columns: [Int]
  private let schemas: [ColumnSchema]

  init(_ rule: ConstraintRule, columns: [Int], schemas: [ColumnSchema]) {
    self.rule = rule
    self.columns = columns
    self.schemas = schemas
  }

  /// For every row, whether no earlier one has the same cells.
  func isMet(_ table: Table) -> [Bool] {
    var index = CellCombinations(columnCount: columns.count)
    let cells = index.adding(table, columns: columns, schemas: schemas)
    var seen = Set<Int32>()
    return cells.map { $0 < 0 || seen.insert($0).inserted }
  }
}
