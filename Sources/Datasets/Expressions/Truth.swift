/// A number for every row.
///
/// Moments are seconds, as `ColumnSchema.number` counts them; days are multiples of 86,400 of those.
indirect enum Arithmetic: Sendable, Equatable {
  case constant(Double)
  case column(Int)
  case combined(ArithmeticSign, Arithmetic, Arithmetic)

  /// The columns that are read.
  var columns: Set<Int> {
    switch self {
    case .constant: []
    case .column(let index): [index]
    case .combined(_, let left, let right): left.columns.union(right.columns)
    }
  }

  /// The number, worked out at once where both sides are constants.
  static func of(_ sign: ArithmeticSign, _ left: Arithmetic, _ right: Arithmetic) -> Arithmetic {
    guard case .constant(let first) = left, case .constant(let second) = right else {
      return .combined(sign, left, right)
    }
    return .constant(sign.value(first, second))
  }
}

extension ArithmeticSign {
  /// The result; NaN, which stands for a missing value, where there is no finite one.
  func value(_ left: Double, _ right: Double) -> Double {
    let value =
      switch self {
      case .plus: left + right
      case .minus: left - right
      case .times: left * right
      case .over: left / right
      }
    return value.isFinite ? value : .nan
  }
}

/// True or false for every row, checked against a schema.
///
/// There are two values, not three: a comparison with something missing is false, and `not` of it is true.
indirect enum Truth: Sendable, Equatable {
  case constant(Bool)
  case comparison(ComparisonSign, Arithmetic, Arithmetic)
  /// Whether a number is among others.
  case among(Arithmetic, [Arithmetic], isNegated: Bool)
  case range(Arithmetic, from: Arithmetic, to: Arithmetic, isNegated: Bool)
  /// Whether a cell's text is among these.
  case texts(column: Int, Set<String>, isNegated: Bool)
  /// Whether a cell's text, without regard to case and blanks around, is a word for true, or for false.
  case says(column: Int, Bool)
  /// Whether two cells have the same text.
  case sameText(Int, Int, isNegated: Bool)
  case missing(column: Int, isNegated: Bool)
  case missingNumber(Arithmetic, isNegated: Bool)
  case not(Truth)
  case all([Truth])
  case any([Truth])

  /// The columns that are read.
  var columns: Set<Int> {
    switch self {
    case .constant: []
    case .comparison(_, let left, let right): left.columns.union(right.columns)
    case .among(let value, let others, _):
      others.reduce(value.columns) { $0.union($1.columns) }
    case .range(let value, let low, let high, _):
      value.columns.union(low.columns).union(high.columns)
    case .texts(let column, _, _), .says(let column, _), .missing(let column, _): [column]
    case .sameText(let first, let second, _): [first, second]
    case .missingNumber(let value, _): value.columns
    case .not(let inner): inner.columns
    case .all(let parts), .any(let parts): parts.reduce([]) { $0.union($1.columns) }
    }
  }
}
