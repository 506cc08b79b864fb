/// An expression that is true of every row.
///
/// A row in which a column of the expression is missing is left out of it, unless the expression itself asks whether that
/// column is missing.
struct ConditionConstraint: Constraint {
  let rule: ConstraintRule
  private let expression: Expression
  private let schema: Schema

  var columns: [Int] { expression.columns }

  init(_ rule: ConstraintRule, _ text: String, schema: Schema, table: Table?)
    throws(ConstraintError)
  {
    do throws(ExpressionError) {
      expression = try Expression(text, schema: schema, table: table)
    } catch {
      throw .wrongExpression(error)
    }
    self.rule = rule
    self.schema = schema
  }

  func isMet(_ table: Table) -> [Bool] {
    var isMet = expression.isMet(table)
    for index in expression.truth.columns.subtracting(expression.truth.columnsAskedForMissing) {
      let schema = schema.columns[index]
      let isMissing = table.columns[index].rows { schema.isMissing($0) }
      for row in isMet.indices where isMissing[row] { isMet[row] = true }
    }
    return isMet
  }
}

extension Truth {
  /// The columns of which it is asked whether they are missing.
  var columnsAskedForMissing: Set<Int> {
    switch self {
    case .missing(let column, _): [column]
    case .missingNumber(let value, _): value.columns
    case .not(let inner): inner.columnsAskedForMissing
    case .all(let parts), .any(let parts):
      parts.reduce([]) { $0.union($1.columnsAskedForMissing) }
    default: []
    }
  }
}
