/// Finds out what an expression means in a table: which columns its names are, and whether sides fit each other.
struct ExpressionChecker {
  let text: String
  let schema: Schema
  /// A table whose texts are all that may occur in columns of categories; nil when they are not known.
  let table: Table?

  /// What a part of an expression stands for.
  enum Value {
    case number(Arithmetic)
    /// Seconds since 1970-01-01, or since midnight; the column tells how they are spelled.
    case moment(Arithmetic, column: Int)
    /// A column of texts.
    case texts(Int)
    case text(String)
    case truthWord(Bool)
    case truth(Truth)
  }

  /// An expression that is true or false.
  func truth(_ syntax: ExpressionSyntax) throws(ExpressionError) -> Truth {
    switch try value(syntax) {
    case .truth(let truth): return truth
    case .truthWord(let word): return .constant(word)
    case .texts(let column) where schema.columns[column].kind == .boolean:
      return try says(column, true, at: syntax.place)
    case .texts(let column):
      throw fault(
        syntax.place,
        "the column '\(name(column))' alone is neither true nor false; compare it, as in \(written(column)) = 'text'"
      )
    case .text(let text):
      throw fault(
        syntax.place,
        "\(text.quotedForExpression) alone is neither true nor false; compare a column with it")
    case .number, .moment:
      throw fault(
        syntax.place, "a number alone is neither true nor false; compare it, as in … > 0")
    }
  }

  /// An expression that is a number, or a moment in seconds.
  func arithmetic(_ syntax: ExpressionSyntax) throws(ExpressionError) -> Arithmetic {
    switch try value(syntax) {
    case .number(let arithmetic), .moment(let arithmetic, _): return arithmetic
    case .texts(let column):
      throw fault(
        syntax.place,
        "the column '\(name(column))' is \(kindWords(column)) where a number is expected; "
          + "name a column of numbers or dates")
    case .text(let text): throw textForNumber(text, at: syntax.place)
    case .truthWord, .truth:
      throw fault(
        syntax.place,
        "a condition where a number is expected; name columns of numbers joined by + - * /")
    }
  }

  private func value(_ syntax: ExpressionSyntax) throws(ExpressionError) -> Value {
    switch syntax.kind {
    case .number(let number): return .number(.constant(number))
    case .text(let text): return .text(text)
    case .truth(let word): return .truthWord(word)
    case .column(let name, let isQuoted):
      return columnValue(try column(name, isQuoted: isQuoted, at: syntax.place))
    case .negated(let inner):
      return .number(.of(.minus, .constant(0), try number(inner)))
    case .arithmetic(let sign, let left, let right): return try combined(sign, left, right)
    case .comparison(let sign, let left, let right):
      return .truth(try comparison(sign, left, right))
    case .membership(let value, let others, let isNegated):
      return .truth(try membership(value, others, isNegated))
    case .range(let value, let low, let high, let isNegated):
      return .truth(try range(value, low, high, isNegated))
    case .missing(let inner, let isNegated): return .truth(try missing(inner, isNegated))
    case .not(let inner): return .truth(.not(try truth(inner)))
    case .all(let parts): return .truth(.all(try truths(parts)))
    case .any(let parts): return .truth(.any(try truths(parts)))
    }
  }

  private func truths(_ parts: [ExpressionSyntax]) throws(ExpressionError) -> [Truth] {
    var truths: [Truth] = []
    for part in parts { truths.append(try truth(part)) }
    return truths
  }

  private func columnValue(_ index: Int) -> Value {
    let column = schema.columns[index]
    if !column.isNumeric { return .texts(index) }
    return column.kind == .temporal
      ? .moment(.column(index), column: index) : .number(.column(index))
  }

  /// A plain number.
  private func number(_ syntax: ExpressionSyntax) throws(ExpressionError) -> Arithmetic {
    let found = try value(syntax)
    if case .moment(_, let column) = found {
      throw fault(
        syntax.place,
        "'\(name(column))' holds moments where a number is expected; take one moment off another "
          + "for a number of days")
    }
    return try arithmetic(syntax)
  }

  // MARK: Arithmetic

  /// Moments differ by days, and are moved by them.
  private func combined(
    _ sign: ArithmeticSign, _ left: ExpressionSyntax, _ right: ExpressionSyntax
  ) throws(ExpressionError) -> Value {
    let (first, second) = try aligned(left, right)
    switch (first, second) {
    case (.moment(let one, _), .moment(let other, _)) where sign == .minus:
      return .number(.of(.over, .of(.minus, one, other), .constant(Self.day)))
    case (.moment(let moment, let column), .number(let days)) where sign == .plus || sign == .minus:
      return .moment(.of(sign, moment, .of(.times, days, .constant(Self.day))), column: column)
    case (.number(let days), .moment(let moment, let column)) where sign == .plus:
      return .moment(.of(.plus, moment, .of(.times, days, .constant(Self.day))), column: column)
    case (.moment, .moment):
      throw fault(
        right.place,
        "moments cannot be joined by '\(sign.rawValue)'; take one off another with - for the days between"
      )
    default:
      return .number(.of(sign, try number(left), try number(right)))
    }
  }

  /// Seconds of a day.
  private static let day = 86_400.0

  // MARK: Comparisons

  private func comparison(
    _ sign: ComparisonSign, _ left: ExpressionSyntax, _ right: ExpressionSyntax
  ) throws(ExpressionError) -> Truth {
    let (first, second) = try aligned(left, right)
    switch (first, second) {
    case (.number(let one), .number(let other)), (.moment(let one, _), .moment(let other, _)):
      return .comparison(sign, one, other)
    case (.texts(let column), .text(let text)), (.text(let text), .texts(let column)):
      try requireEquality(sign, at: left.place)
      let place = if case .text = left.kind { left.place } else { right.place }
      return .texts(
        column: column, [try level(text, of: column, at: place)], isNegated: sign == .different)
    case (.texts(let column), .texts(let other)):
      try requireEquality(sign, at: left.place)
      return .sameText(column, other, isNegated: sign == .different)
    case (.texts(let column), .truthWord(let word)), (.truthWord(let word), .texts(let column)):
      try requireEquality(sign, at: left.place)
      return try says(column, word == (sign == .equal), at: left.place)
    default: throw mismatch(first, left, second, right)
    }
  }

  private func requireEquality(_ sign: ComparisonSign, at place: Int) throws(ExpressionError) {
    if sign.isOrder {
      throw fault(
        place,
        "'\(sign.rawValue)' compares numbers and dates, and this is text; use =, <> or in (…)")
    }
  }

  private func membership(
    _ syntax: ExpressionSyntax, _ others: [ExpressionSyntax], _ isNegated: Bool
  ) throws(ExpressionError) -> Truth {
    if case .texts(let column) = try value(syntax) {
      var texts: Set<String> = []
      for other in others {
        guard case .text(let text) = other.kind else {
          throw mismatch(.texts(column), syntax, try value(other), other)
        }
        texts.insert(try level(text, of: column, at: other.place))
      }
      return .texts(column: column, texts, isNegated: isNegated)
    }
    var first: Arithmetic?
    var values: [Arithmetic] = []
    for other in others {
      let (one, second) = try numbers(syntax, other)
      first = one
      values.append(second)
    }
    guard let first else { return .constant(false) }
    return .among(first, values, isNegated: isNegated)
  }

  private func range(
    _ syntax: ExpressionSyntax, _ low: ExpressionSyntax, _ high: ExpressionSyntax,
    _ isNegated: Bool
  ) throws(ExpressionError) -> Truth {
    if case .texts(let column) = try value(syntax) {
      throw fault(
        syntax.place,
        "between compares numbers and dates, and '\(name(column))' is \(kindWords(column)); use in (…)"
      )
    }
    let (first, lowest) = try numbers(syntax, low)
    let (second, highest) = try numbers(syntax, high)
    // A text before `between` takes its meaning from the ends: of the same kind both times.
    guard first == second else {
      throw fault(
        high.place, "the ends of between are of different kinds; give two numbers or two dates")
    }
    return .range(first, from: lowest, to: highest, isNegated: isNegated)
  }

  /// Two sides that are both numbers or both moments.
  private func numbers(
    _ left: ExpressionSyntax, _ right: ExpressionSyntax
  ) throws(ExpressionError) -> (Arithmetic, Arithmetic) {
    let (first, second) = try aligned(left, right)
    switch (first, second) {
    case (.number(let one), .number(let other)), (.moment(let one, _), .moment(let other, _)):
      return (one, other)
    default: throw mismatch(first, left, second, right)
    }
  }

  private func missing(
    _ syntax: ExpressionSyntax, _ isNegated: Bool
  ) throws(ExpressionError) -> Truth {
    if case .column(let name, let isQuoted) = syntax.kind {
      let index = try column(name, isQuoted: isQuoted, at: syntax.place)
      return .missing(column: index, isNegated: isNegated)
    }
    return .missingNumber(try arithmetic(syntax), isNegated: isNegated)
  }

  /// Both sides, a text beside a moment read as one.
  private func aligned(
    _ left: ExpressionSyntax, _ right: ExpressionSyntax
  ) throws(ExpressionError) -> (Value, Value) {
    let (first, second) = (try value(left), try value(right))
    if case .moment(_, let column) = first, case .text(let text) = second {
      return (first, try moment(text, of: column, at: right.place))
    }
    if case .text(let text) = first, case .moment(_, let column) = second {
      return (try moment(text, of: column, at: left.place), second)
    }
    return (first, second)
  }

  func fault(_ place: Int, _ message: String) -> ExpressionError {
    ExpressionError(text: text, position: place + 1, message: message)
  }

  func name(_ column: Int) -> String { schema.columns[column].name }
}
