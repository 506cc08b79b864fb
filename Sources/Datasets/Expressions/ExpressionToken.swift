/// A word, number, text or sign of an expression.
struct ExpressionToken: Equatable {
  enum Kind: Equatable {
    /// A bare word, or a column in double quotes or backticks.
    case name(String, isQuoted: Bool)
    case number(Double)
    /// A text in single quotes.
    case text(String)
    case sign(String)
    case end
  }

  var kind: Kind
  /// The index of its first character, from 0.
  var place: Int

  /// The token as a message shows it.
  var shown: String {
    switch kind {
    case .name(let name, let isQuoted): isQuoted ? "\"\(name)\"" : "'\(name)'"
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    case .text(let text): text.quotedForExpression
    case .sign(let sign): "'\(sign)'"
    case .end: "the end"
    }
  }
}

/// Cuts an expression into tokens.
struct ExpressionLexer {
  private let text: String
  private let characters: [Character]
  private var position = 0

  init(_ text: String) {
    self.text = text
    characters = Array(text)
  }

  /// Every token, the end last.
  static func tokens(_ text: String) throws(ExpressionError) -> [ExpressionToken] {
    var lexer = ExpressionLexer(text)
    var tokens: [ExpressionToken] = []
    while let token = try lexer.next() { tokens.append(token) }
    tokens.append(ExpressionToken(kind: .end, place: lexer.characters.count))
    return tokens
  }

  private mutating func next() throws(ExpressionError) -> ExpressionToken? {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
    guard position < characters.count else { return nil }
    let start = position
    let character = characters[position]
    let kind: ExpressionToken.Kind
    if character == "'" {
      kind = .text(try quoted("'", "text"))
    } else if character == "\"" || character == "`" {
      kind = .name(try quoted(character, "column name"), isQuoted: true)
    } else if isDigit(start) || (character == "." && isDigit(start + 1)) {
      kind = .number(try number())
    } else if character.isLetter || character == "_" {
      kind = .name(word(), isQuoted: false)
    } else {
      kind = .sign(try sign())
    }
    return ExpressionToken(kind: kind, place: start)
  }

  /// What stands between two quotes; a quote inside is written twice.
  private mutating func quoted(_ quote: Character, _ what: String) throws(ExpressionError) -> String
  {
    let start = position
    var content = ""
    position += 1
    while position < characters.count {
      let character = characters[position]
      position += 1
      if character != quote {
        content.append(character)
      } else if position < characters.count, characters[position] == quote {
        content.append(quote)
        position += 1
      } else {
        return content
      }
    }
    throw fault(start, "a \(what) begins with \(quote) and does not end; close it with \(quote)")
  }

  private func isDigit(_ index: Int) -> Bool {
    index < characters.count && characters[index].isASCII && characters[index].isNumber
  }

  private mutating func number() throws(ExpressionError) -> Double {
    let start = position
    while isDigit(position) { position += 1 }
    if position < characters.count, characters[position] == "." {
      position += 1
      while isDigit(position) { position += 1 }
    }
    if position < characters.count, characters[position] == "e" || characters[position] == "E" {
      let isSigned = position + 1 < characters.count && "+-".contains(characters[position + 1])
      if isDigit(position + (isSigned ? 2 : 1)) {
        position += isSigned ? 2 : 1
        while isDigit(position) { position += 1 }
      }
    }
    let spelling = String(characters[start..<position])
    if position < characters.count,
      characters[position].isLetter || "_.".contains(characters[position])
    {
      let rest = characters[position...].prefix { $0.isLetter || $0.isNumber || "_.".contains($0) }
      throw fault(
        start,
        "'\(spelling)\(String(rest))' is neither a number nor a column name; "
          + "a column name that begins with a digit goes in double quotes, text in single ones")
    }
    guard let value = Double(spelling), value.isFinite else {
      throw fault(start, "'\(spelling)' is beyond the range of numbers; write a smaller one")
    }
    return value
  }

  private mutating func word() -> String {
    let start = position
    while position < characters.count,
      characters[position].isLetter || characters[position].isNumber
        || "_.".contains(characters[position])
    { position += 1 }
    return String(characters[start..<position])
  }

  private static let signs = [
    "==", "!=", "<>", "<=", ">=", "=", "<", ">", "(", ")", ",", "+", "-", "*", "/",
  ]

  /// Signs that stand for others, by what is understood.
  private static let synonyms: [Character: String] = [
    "≤": "<=", "≥": ">=", "≠": "<>", "−": "-", "×": "*",
  ]

  /// What to write instead of signs of other languages.
  private static let replacements: [(sign: String, words: String)] = [
    ("&", "write and"), ("|", "write or"), ("!", "write not"),
    ("‘", "put text in straight single quotes: '…'"),
    ("’", "put text in straight single quotes: '…'"),
    ("“", "put text in straight single quotes: '…'"),
    ("”", "put text in straight single quotes: '…'"),
  ]

  private mutating func sign() throws(ExpressionError) -> String {
    let rest = String(characters[position...].prefix(2))
    if let sign = Self.signs.first(where: { rest.hasPrefix($0) }) {
      position += sign.count
      return sign
    }
    let character = characters[position]
    if let synonym = Self.synonyms[character] {
      position += 1
      return synonym
    }
    let wayOut =
      Self.replacements.first { $0.sign == String(character) }?.words
      ?? "a column name with such a character goes in double quotes, text in single ones"
    throw fault(position, "'\(character)' is no sign of an expression; \(wayOut)")
  }

  private func fault(_ place: Int, _ message: String) -> ExpressionError {
    ExpressionError(text: text, position: place + 1, message: message)
  }
}
