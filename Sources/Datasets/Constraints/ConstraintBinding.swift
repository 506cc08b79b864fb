/// What rules are bound to: columns by name and kind, and real rows.
struct ConstraintBinding {
  let schema: Schema
  /// The real rows, by which names are checked.
  let table: Table
  /// Those by which texts are checked; nil where they are known to be right.
  let texts: Table?
  /// Those of them whose combinations are allowed.
  let rows: Table
  let rules: [ConstraintRule]
  let seed: UInt64

  /// The constraint of a rule.
  func constraint(_ rule: ConstraintRule) throws(ConstraintError) -> any Constraint {
    switch rule {
    case .range(let name, let minimum, let maximum):
      let column = try table.constrainedColumn(name)
      return try RangeConstraint(
        rule, column: column, schema: schema.columns[column], minimum: minimum, maximum: maximum)
    case .nonNegative(let names):
      let columns = try columns(names, rule, fewest: 1)
      return try RangeConstraint(nonNegative: rule, columns: columns, schemas: schemas(columns))
    case .compare(let text):
      return try OrderConstraint(rule, text, schema: schema, table: table)
    case .combinations(let names):
      let columns = try columns(names, rule, fewest: 2)
      let weights = columns.map { column in
        rules.count {
          chosenNames(in: $0).contains { (try? table.columnIndex(named: $0)) == column }
        }
      }
      return CombinationConstraint(
        rule, columns: columns, schemas: schemas(columns), rows: rows, weights: weights, seed: seed)
    case .formula(let text):
      return try FormulaConstraint(rule, text, schema: schema, table: table)
    case .unique(let names):
      let columns = try columns(names, rule, fewest: 1)
      return UniqueConstraint(rule, columns: columns, schemas: schemas(columns))
    case .pattern(let name, let expression):
      let column = try table.constrainedColumn(name)
      return try PatternConstraint(
        rule, column: column, schema: schema.columns[column], expression: expression)
    case .oneHot(let names):
      let columns = try columns(names, rule, fewest: 2)
      return try OneHotConstraint(
        rule, columns: columns, schemas: schemas(columns), rows: rows, seed: seed)
    case .condition(let text):
      return try ConditionConstraint(rule, text, schema: schema, table: texts)
    }
  }

  /// The columns of these names, each once.
  private func columns(_ names: [String], _ rule: ConstraintRule, fewest: Int)
    throws(ConstraintError) -> [Int]
  {
    if names.count < fewest {
      throw .wrongColumnCount(kind: rule.key, found: names.count, expected: fewest)
    }
    var columns: [Int] = []
    for name in names {
      let column = try table.constrainedColumn(name)
      if columns.contains(column) { throw .repeatedColumn(schema.columns[column].name) }
      columns.append(column)
    }
    return columns
  }

  private func schemas(_ columns: [Int]) -> [ColumnSchema] { columns.map { schema.columns[$0] } }

  /// The columns of which a rule lets cells be chosen.
  private func chosenNames(in rule: ConstraintRule) -> [String] {
    switch rule {
    case .combinations(let names), .oneHot(let names): names
    default: []
    }
  }
}
