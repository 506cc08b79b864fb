/// Why a constraint cannot be understood, or contradicts the table or another constraint.
///
/// Every description is one lower-case sentence: what was found, what is expected, a way out.
public enum ConstraintError: Error, Equatable, Sendable {
  /// No column of this name.
  case unknownColumn(DatasetError)
  /// A column whose kind the constraint cannot be about.
  case wrongKind(column: String, found: ColumnKind, expected: String)
  /// Columns that cannot be held against each other.
  case incomparable(first: String, second: String)
  /// A limit that is no value of its column.
  case wrongLimit(column: String, text: String, expected: String)
  /// Limits that leave no value between them.
  case emptyRange(column: String, minimum: String, maximum: String)
  /// A list of columns that is too short or has one twice.
  case wrongColumnCount(kind: String, found: Int, expected: Int)
  /// A column that stands twice where it makes no sense.
  case repeatedColumn(String)
  /// A regular expression that cannot be read.
  case wrongPattern(String)
  /// A cell of a one-hot column that says neither true nor false.
  case notTruth(column: String, cell: String)
  /// A text that is no expression.
  case wrongExpression(ExpressionError)
  /// A text that is no order of columns.
  case notAnOrder(String)
  /// A text that is no equation.
  case notAnEquation(String)
  /// Columns that are computed from each other.
  case circle([String])
  /// A column with two formulas.
  case computedTwice(String)
}

extension ConstraintError: CustomStringConvertible {
  /// The error in one sentence, with what to do.
  public var description: String {
    switch self {
    case .unknownColumn(let error): error.description
    case .wrongKind(let column, let found, let expected):
      "the column '\(column)' is \(found.rawValue) where \(expected) is expected; name another, or change its kind"
    case .incomparable(let first, let second):
      "'\(first)' and '\(second)' are not of one kind; compare numbers with numbers, dates with dates, times with times"
    case .wrongLimit(let column, let text, let expected):
      "'\(text)' is no value of the column '\(column)'; write \(expected)"
    case .emptyRange(let column, let minimum, let maximum):
      "no '\(column)' is at least \(minimum) and at most \(maximum); exchange the two"
    case .wrongColumnCount(let kind, let found, let expected):
      "\(found == 1 ? "1 column" : "\(found) columns") where \(kind) needs at least \(expected); name more"
    case .repeatedColumn(let name): "the column '\(name)' stands here twice; name it once"
    case .wrongPattern(let expression):
      "'\(expression)' is no regular expression; check brackets and backslashes"
    case .notTruth(let column, let cell):
      "the column '\(column)' has the cell '\(cell)' where only 1 and 0, or true and false, are expected; "
        + "name another column"
    case .wrongExpression(let error):
      "in '\(error.text)', character \(error.position): \(error.message)"
    case .notAnOrder(let text):
      "'\(text)' is no order of columns; write two or more with <, <=, >, >= or = between, such as start <= end"
    case .notAnEquation(let text):
      "'\(text)' is no formula; write a column, then =, >= or <=, then what is worked out, such as total = fare + tip"
    case .circle(let names):
      "\(names.map { "'\($0)'" }.joined(separator: ", ")) \(names.count == 1 ? "is computed from itself" : "are computed from each other"); "
        + "write one of the formulas with >= or <=, or leave it out"
    case .computedTwice(let name):
      "'\(name)' is computed by an earlier formula already; keep one of the two"
    }
  }
}
