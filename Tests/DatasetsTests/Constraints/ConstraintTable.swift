import Datasets

/// A table of text cells with the schema that is found in it, for tests of constraints.
struct ConstraintTable {
  var table: Table
  var schema: Schema

  /// Columns by name, in order.
  init(_ columns: KeyValuePairs<String, [String]>) {
    table = Table(columns: columns.map { Column(name: $0.key, cells: $0.value) })
    schema = Schema.infer(table)
  }

  /// The same columns with other cells.
  func rows(_ columns: KeyValuePairs<String, [String]>) -> Table {
    Table(columns: columns.map { Column(name: $0.key, cells: $0.value) })
  }

  func set(_ rules: ConstraintRule...) throws -> ConstraintSet {
    try ConstraintSet(rules, schema: schema, table: table, seed: 7)
  }

  /// For every row, whether it meets a rule.
  func isMet(_ rule: ConstraintRule, _ rows: Table? = nil) throws -> [Bool] {
    try set(rule).constraints[0].isMet(rows ?? table)
  }

  /// The sentence with which rules are refused; nil when they are not.
  func refusal(_ rules: ConstraintRule...) -> String? {
    do throws(ConstraintFault) {
      _ = try ConstraintSet(rules, schema: schema, table: table)
      return nil
    } catch {
      return error.error.description
    }
  }
}

extension Table {
  /// The cells of a column.
  func cells(_ index: Int) -> [String] { (0..<rowCount).map { columns[index][$0] } }

  /// The cells of some rows, column by column.
  func cells(at rows: [Int]) -> [[String]] {
    columns.map { column in rows.map { column[$0] } }
  }
}
