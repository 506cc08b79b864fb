/// Numbers, dates or times between limits, both included.
struct RangeConstraint: Constraint {
  let rule: ConstraintRule
  let columns: [Int]
  private let schemas: [ColumnSchema]
  private let minimum: Double
  private let maximum: Double

  /// A range of one column.
  init(
    _ rule: ConstraintRule, column: Int, schema: ColumnSchema, minimum: String?, maximum: String?
  ) throws(ConstraintError) {
    guard schema.isNumeric else {
      throw .wrongKind(
        column: schema.name, found: schema.kind, expected: "a column of numbers, dates or times")
    }
    let low = try Self.limit(minimum, schema) ?? -.infinity
    let high = try Self.limit(maximum, schema) ?? .infinity
    if low > high {
      throw .emptyRange(column: schema.name, minimum: minimum ?? "", maximum: maximum ?? "")
    }
    self.rule = rule
    columns = [column]
    schemas = [schema]
    (self.minimum, self.maximum) = (low, high)
  }

  /// Columns of numbers from zero on.
  init(nonNegative rule: ConstraintRule, columns: [Int], schemas: [ColumnSchema])
    throws(ConstraintError)
  {
    for schema in schemas where schema.numberFormat == nil {
      throw .wrongKind(column: schema.name, found: schema.kind, expected: "a column of numbers")
    }
    self.rule = rule
    self.columns = columns
    self.schemas = schemas
    (minimum, maximum) = (0, .infinity)
  }

  /// A limit in the column's own spelling, as a plain number, or in any usual spelling of a date or time.
  private static func limit(_ text: String?, _ schema: ColumnSchema) throws(ConstraintError)
    -> Double?
  {
    guard let text else { return nil }
    if let number = schema.number(text) { return number }
    guard let format = schema.temporalFormat else {
      if let number = NumberScanner.scan(text.trimmingBlanks)?.value { return number }
      throw .wrongLimit(column: schema.name, text: text, expected: "a number")
    }
    if let found = TemporalPatterns.firstMatch([text]), found.hasDate == format.hasDate,
      let number = found.number(text)
    {
      return number
    }
    throw .wrongLimit(
      column: schema.name, text: text, expected: "it as \(format.pattern), as the column does")
  }

  func isMet(_ table: Table) -> [Bool] {
    var met = [Bool](repeating: true, count: table.rowCount)
    for (index, schema) in zip(columns, schemas) {
      let isInside = table.columns[index].rows { text in
        guard let number = schema.number(text) else { return true }
        return number >= minimum && number <= maximum
      }
      for row in met.indices where !isInside[row] { met[row] = false }
    }
    return met
  }
}
