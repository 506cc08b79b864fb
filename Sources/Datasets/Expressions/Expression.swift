/// What is true or false of every row of a table, as in `income = '>50K' and age between 60 and 70`.
///
/// An expression joins comparisons (`= <> < <= > >=`, `in (…)`, `between … and …`, `is missing`) by
/// `and`, `or`, `not` and parentheses. Both sides of a comparison may be worked out from columns of
/// numbers with `+ - * /`; moments differ by days. A column is named bare, or in double quotes or
/// backticks; text and moments stand in single quotes, a moment as its column spells it or after
/// ISO 8601. A comparison with a missing value is false, and `not` of it true.
public struct Expression: Sendable, Equatable {
  /// The expression as it was written.
  public let text: String
  let schema: Schema
  let truth: Truth

  /// Reads an expression and checks it against the columns of a table.
  ///
  /// With `table`, a text that none of a column's categories has is refused as well.
  /// - Throws: `ExpressionError` for what cannot be understood, at its place.
  public init(_ text: String, schema: Schema, table: Table? = nil) throws(ExpressionError) {
    let syntax = try ExpressionParser.syntax(text)
    truth = try ExpressionChecker(text: text, schema: schema, table: table).truth(syntax)
    self.text = text
    self.schema = schema
  }

  /// The columns that it reads, by index, ascending.
  public var columns: [Int] { truth.columns.sorted() }

  /// Whether it is true of each row; the table has the columns of the schema.
  ///
  /// What reads a single column is worked out once per distinct text, not once per row.
  public func isMet(_ table: Table) -> [Bool] {
    ExpressionRows(table, schema: schema, columns: truth.columns).truths(truth)
  }
}

/// A number for every row of a table, as in `fare + tip + tolls`.
///
/// It is written as the sides of a comparison are in an `Expression`.
public struct Formula: Sendable, Equatable {
  /// The formula as it was written.
  public let text: String
  let schema: Schema
  let arithmetic: Arithmetic

  /// Reads a formula and checks it against the columns of a table.
  /// - Throws: `ExpressionError` for what cannot be understood, at its place.
  public init(_ text: String, schema: Schema) throws(ExpressionError) {
    let syntax = try ExpressionParser.syntax(text)
    arithmetic = try ExpressionChecker(text: text, schema: schema, table: nil).arithmetic(syntax)
    self.text = text
    self.schema = schema
  }

  /// The columns that it reads, by index, ascending.
  public var columns: [Int] { arithmetic.columns.sorted() }

  /// The number of each row, moments in seconds as `ColumnSchema.number` counts them; nil where
  /// something is missing, or is divided by zero.
  public func values(_ table: Table) -> [Double?] {
    ExpressionRows(table, schema: schema, columns: arithmetic.columns).numbers(arithmetic).map {
      $0.isNaN ? nil : $0
    }
  }
}
