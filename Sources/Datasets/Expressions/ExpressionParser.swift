/// Reads an expression; the loosest bond comes first in the grammar.
///
///     either      = both { "or" both }
///     both        = denial { "and" denial }
///     denial      = "not" denial | relation
///     relation    = sum [ sign sum | [ "not" ] "in" "(" sum { "," sum } ")"
///                   | [ "not" ] "between" sum "and" sum | "is" [ "not" ] ( "missing" | "null" ) ]
///     sum         = product { ( "+" | "-" ) product }
///     product     = factor { ( "*" | "/" ) factor }
///     factor      = "-" factor | number | text | "true" | "false" | column | "(" either ")"
struct ExpressionParser {
  private let text: String
  private let tokens: [ExpressionToken]
  private var index = 0
  private var depth = 0

  /// More parentheses, denials or signs inside each other than this are refused, before they could exhaust the stack.
  private static let maximumDepth = 200

  /// The syntax of a whole text.
  static func syntax(_ text: String) throws(ExpressionError) -> ExpressionSyntax {
    var parser = ExpressionParser(text: text, tokens: try ExpressionLexer.tokens(text))
    if parser.token.kind == .end {
      throw parser.fault("nothing is written; name a column and what it is compared with")
    }
    let syntax = try parser.either()
    guard parser.token.kind == .end else { throw parser.unexpected() }
    return syntax
  }

  private init(text: String, tokens: [ExpressionToken]) {
    self.text = text
    self.tokens = tokens
  }

  private var token: ExpressionToken { tokens[index] }

  private mutating func either() throws(ExpressionError) -> ExpressionSyntax {
    try deeper()
    defer { depth -= 1 }
    let place = token.place
    var parts = [try both()]
    while take(word: "or") { parts.append(try both()) }
    return parts.count == 1 ? parts[0] : ExpressionSyntax(kind: .any(parts), place: place)
  }

  private mutating func both() throws(ExpressionError) -> ExpressionSyntax {
    let place = token.place
    var parts = [try denial()]
    while take(word: "and") { parts.append(try denial()) }
    return parts.count == 1 ? parts[0] : ExpressionSyntax(kind: .all(parts), place: place)
  }

  private mutating func denial() throws(ExpressionError) -> ExpressionSyntax {
    let place = token.place
    guard take(word: "not") else { return try relation() }
    try deeper()
    defer { depth -= 1 }
    return ExpressionSyntax(kind: .not(try denial()), place: place)
  }

  private mutating func relation() throws(ExpressionError) -> ExpressionSyntax {
    let left = try sum()
    if case .sign(let sign) = token.kind, let comparison = ComparisonSign(sign: sign) {
      index += 1
      let right = try sum()
      if case .sign(let next) = token.kind, ComparisonSign(sign: next) != nil {
        throw fault(
          "a second comparison, '\(next)', where the first has ended; write them apart, joined by and"
        )
      }
      return ExpressionSyntax(kind: .comparison(comparison, left, right), place: left.place)
    }
    if take(word: "is") {
      let isNegated = take(word: "not")
      guard take(word: "missing") || take(word: "null") else {
        throw fault("\(token.shown) where missing is expected; write is missing or is not missing")
      }
      return ExpressionSyntax(kind: .missing(left, isNegated: isNegated), place: left.place)
    }
    let isNegated = isWord("not") && take(word: "not")
    if take(word: "in") {
      return ExpressionSyntax(
        kind: .membership(left, try list(), isNegated: isNegated), place: left.place)
    }
    if take(word: "between") {
      let low = try sum()
      guard take(word: "and") else {
        throw fault("\(token.shown) where and is expected; write between a and b")
      }
      return ExpressionSyntax(
        kind: .range(left, from: low, to: try sum(), isNegated: isNegated), place: left.place)
    }
    if isNegated {
      throw fault(
        "\(token.shown) where in or between is expected behind not; put not before the column")
    }
    return left
  }

  private mutating func list() throws(ExpressionError) -> [ExpressionSyntax] {
    guard take(sign: "(") else {
      throw fault("\(token.shown) where a list is expected; write in (…) with commas between")
    }
    var values: [ExpressionSyntax] = []
    repeat { values.append(try sum()) } while take(sign: ",")
    guard take(sign: ")") else {
      throw fault("\(token.shown) where a comma or ')' is expected in the list; close it with ')'")
    }
    return values
  }

  private mutating func sum() throws(ExpressionError) -> ExpressionSyntax {
    try chain([.plus, .minus]) { (parser) throws(ExpressionError) in try parser.product() }
  }

  private mutating func product() throws(ExpressionError) -> ExpressionSyntax {
    try chain([.times, .over]) { (parser) throws(ExpressionError) in try parser.factor() }
  }

  /// Operands of equally strong signs, from left to right.
  private mutating func chain(
    _ signs: [ArithmeticSign],
    _ operand: (inout ExpressionParser) throws(ExpressionError) -> ExpressionSyntax
  ) throws(ExpressionError) -> ExpressionSyntax {
    var left = try operand(&self)
    var length = 0
    while case .sign(let name) = token.kind, let sign = ArithmeticSign(rawValue: name),
      signs.contains(sign)
    {
      length += 1
      if depth + length > Self.maximumDepth { throw tooDeep() }
      index += 1
      let right = try operand(&self)
      left = ExpressionSyntax(kind: .arithmetic(sign, left, right), place: left.place)
    }
    return left
  }

  private mutating func factor() throws(ExpressionError) -> ExpressionSyntax {
    let (place, found) = (token.place, token.kind)
    if take(sign: "-") {
      try deeper()
      defer { depth -= 1 }
      return ExpressionSyntax(kind: .negated(try factor()), place: place)
    }
    if take(sign: "(") {
      var inner = try either()
      guard take(sign: ")") else {
        throw fault(
          "\(token.shown) where ')' is expected; close the parenthesis of character \(place + 1)")
      }
      inner.place = place
      return inner
    }
    switch found {
    case .number(let number):
      index += 1
      return ExpressionSyntax(kind: .number(number), place: place)
    case .text(let text):
      index += 1
      return ExpressionSyntax(kind: .text(text), place: place)
    case .name(let name, let isQuoted):
      return try named(name, isQuoted: isQuoted, place: place)
    case .sign, .end: throw unexpected()
    }
  }

  private mutating func named(
    _ name: String, isQuoted: Bool, place: Int
  ) throws(ExpressionError) -> ExpressionSyntax {
    let word = name.lowercased()
    if !isQuoted {
      if word == "null" || word == "missing" {
        throw fault("'\(name)' is no value to compare with; write is missing or is not missing")
      }
      if word != "true", word != "false", Self.reservedWords.contains(word) { throw unexpected() }
    }
    index += 1
    if !isQuoted, word == "true" || word == "false" {
      return ExpressionSyntax(kind: .truth(word == "true"), place: place)
    }
    return ExpressionSyntax(kind: .column(name, isQuoted: isQuoted), place: place)
  }

  /// Bare words that are no columns.
  static let reservedWords: Set<String> = [
    "and", "or", "not", "in", "between", "is", "true", "false", "null", "missing",
  ]

  private func isWord(_ word: String) -> Bool {
    if case .name(let name, false) = token.kind { return name.lowercased() == word }
    return false
  }

  private mutating func take(word: String) -> Bool {
    guard isWord(word) else { return false }
    index += 1
    return true
  }

  private mutating func take(sign: String) -> Bool {
    guard token.kind == .sign(sign) else { return false }
    index += 1
    return true
  }

  private mutating func deeper() throws(ExpressionError) {
    depth += 1
    if depth > Self.maximumDepth { throw tooDeep() }
  }

  private func tooDeep() -> ExpressionError {
    fault("more than \(Self.maximumDepth) parts inside each other; write the expression flatter")
  }

  private func unexpected() -> ExpressionError {
    switch token.kind {
    case .end:
      return fault("the expression ends where a column or a value is expected; complete it")
    case .sign(")"):
      return fault(
        "')' where no parenthesis is open or a value is expected; balance the parentheses")
    case .name(let name, true) where index > 0:
      return fault(
        "\"\(name)\" where a comparison, and, or or is expected; text goes in single quotes: \(name.quotedForExpression)"
      )
    default:
      let isValue = index == 0 || !isBehindValue
      return fault(
        isValue
          ? "\(token.shown) where a column or a value is expected; a column of that name goes in double quotes"
          : "\(token.shown) where a comparison, and, or or is expected; join conditions by and or or"
      )
    }
  }

  /// Whether the token before is the end of a value.
  private var isBehindValue: Bool {
    switch tokens[index - 1].kind {
    case .number, .text: true
    case .name(let name, let isQuoted): isQuoted || !Self.reservedWords.contains(name.lowercased())
    case .sign(let sign): sign == ")"
    case .end: false
    }
  }

  private func fault(_ message: String) -> ExpressionError {
    ExpressionError(text: text, position: token.place + 1, message: message)
  }
}
