internal import _StringProcessing

/// Cells that match a regular expression from beginning to end.
struct PatternConstraint: Constraint {
  let rule: ConstraintRule
  let columns: [Int]
  private let schema: ColumnSchema
  private let expression: String

  init(_ rule: ConstraintRule, column: Int, schema: ColumnSchema, expression: String)
    throws(ConstraintError)
  {
    guard (try? Regex(expression)) != nil else { throw .wrongPattern(expression) }
    self.rule = rule
    columns = [column]
    self.schema = schema
    self.expression = expression
  }

  func isMet(_ table: Table) -> [Bool] {
    // Compiled anew for every table, as regular expressions may not be shared between threads.
    let regex = try? Regex(expression)
    return table.columns[columns[0]].rows { text in
      guard let regex, !schema.isMissing(text) else { return true }
      return (try? regex.wholeMatch(in: text)) != nil
    }
  }
}
