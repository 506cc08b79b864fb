extension ExpressionChecker {
  /// The column of this name: exactly, or else the only one that differs in case and outer blanks alone.
  func column(_ typed: String, isQuoted: Bool, at place: Int) throws(ExpressionError) -> Int {
    let names = schema.columns.map(\.name)
    if let index = names.firstIndex(of: typed) { return index }
    let key = typed.trimmingBlanks.lowercased()
    let alike = names.indices.filter { names[$0].trimmingBlanks.lowercased() == key }
    if alike.count == 1 { return alike[0] }
    throw fault(place, "there is no column '\(typed)'" + hint(typed, isQuoted, names, place))
  }

  private func hint(_ typed: String, _ isQuoted: Bool, _ names: [String], _ place: Int) -> String {
    // `hours-per-week` reads as a difference until it is quoted.
    let rest = text.dropFirst(place).lowercased()
    let whole = names.filter { $0.count > typed.count && rest.hasPrefix($0.lowercased()) }
      .max { $0.count < $1.count }
    if !isQuoted, let whole { return "; a name with signs goes in double quotes: \"\(whole)\"" }
    if let nearest = nearestName(to: typed, among: names) {
      return "; did you mean '\(nearest)'?"
    }
    if let table {
      let holders = table.columns.filter { $0.levels.contains(typed) }
      if !holders.isEmpty { return "; text goes in single quotes: \(typed.quotedForExpression)" }
    }
    let list = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
    return "; there are \(list)" + (isQuoted ? "; text goes in single quotes" : "")
  }

  /// A text that a column may hold.
  func level(_ text: String, of column: Int, at place: Int) throws(ExpressionError) -> String {
    let described = schema.columns[column]
    if described.isMissing(text) && described.kind != .constant {
      throw fault(
        place,
        "\(text.quotedForExpression) means no value in the column '\(described.name)'; "
          + "write \(written(column)) is missing")
    }
    guard let table, [.categorical, .boolean, .constant].contains(described.kind) else {
      return text
    }
    let levels = table.columns[column].levels
    if levels.contains(text) { return text }
    let known = levels.filter { !described.isMissing($0) }
    let wayOut =
      nearestName(to: text, among: known).map { "did you mean \($0.quotedForExpression)?" }
      ?? "it holds "
      + known.prefix(8).map(\.quotedForExpression).joined(separator: ", ")
      + (known.count > 8 ? " and \(known.count - 8) more" : "")
    throw fault(
      place, "the column '\(described.name)' does not hold \(text.quotedForExpression); \(wayOut)")
  }

  /// Whether a column says true, or false; only where its texts are words for them.
  func says(_ column: Int, _ word: Bool, at place: Int) throws(ExpressionError) -> Truth {
    let described = schema.columns[column]
    let levels = table?.columns[column].levels.filter { !described.isMissing($0) }
    let isKnown = levels?.allSatisfy { BooleanWords.meaning($0) != nil } ?? true
    guard described.kind == .boolean, isKnown else {
      throw fault(
        place,
        "the column '\(described.name)' holds no words for true and false; compare it with its text, "
          + "as in \(written(column)) = \((levels?.first ?? "text").quotedForExpression)")
    }
    return .says(column: column, word)
  }

  /// A text as a moment: in the column's own spelling, or after ISO 8601.
  func moment(_ text: String, of column: Int, at place: Int) throws(ExpressionError) -> Value {
    let described = schema.columns[column]
    let formats = [described.temporalFormat].compactMap { $0 }
    let hasDate = formats.first?.hasDate ?? true
    let standard = hasDate ? Self.standardDates : Self.standardTimes
    for format in formats + standard.map({ TemporalFormat(pattern: $0) }) {
      if let seconds = format.number(text) { return .moment(.constant(seconds), column: column) }
    }
    let example = described.text(hasDate ? 1_583_020_800 : 45_000)
    throw fault(
      place,
      "\(text.quotedForExpression) is no \(hasDate ? "date" : "time") for the column '\(described.name)'; "
        + "write it as the column does, such as \(example.quotedForExpression)"
        + (hasDate ? ", or as year-month-day" : ""))
  }

  private static let standardDates = [
    "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%SZ", "%Y-%m",
  ]
  private static let standardTimes = ["%H:%M:%S", "%H:%M"]

  // MARK: Sides that do not fit

  func mismatch(
    _ first: Value, _ left: ExpressionSyntax, _ second: Value, _ right: ExpressionSyntax
  ) -> ExpressionError {
    switch (first, second) {
    case (.texts(let column), .number(let number)), (.number(let number), .texts(let column)):
      let place = if case .texts = first { right.place } else { left.place }
      guard case .constant(let value) = number else {
        return fault(
          place,
          "the column '\(name(column))' is \(kindWords(column)) and this is a number; compare like with like"
        )
      }
      let levels = table?.columns[column].levels ?? []
      let spelled = NumberFormat(decimals: 15, isFixed: false).text(value)
      let level = levels.first { NumberScanner.scan($0.trimmingBlanks)?.value == value } ?? spelled
      return fault(
        place,
        "the column '\(name(column))' is \(kindWords(column)), and \(spelled) is a number; write \(level.quotedForExpression)"
      )
    case (.text(let text), .number): return textForNumber(text, at: left.place)
    case (.number, .text(let text)): return textForNumber(text, at: right.place)
    case (.moment(_, let column), .number), (.number, .moment(_, let column)):
      let place = if case .moment = first { right.place } else { left.place }
      return fault(
        place,
        "a number where a \(dateWord(column)) is expected beside '\(name(column))'; "
          + "put a \(dateWord(column)) in single quotes")
    case (.text, .text):
      return fault(
        left.place,
        "two texts are compared where one side must be a column; "
          + "a column name goes without single quotes")
    default:
      return fault(
        right.place,
        "the two sides cannot be compared; compare a column with values of its own kind")
    }
  }

  func textForNumber(_ text: String, at place: Int) -> ExpressionError {
    let isNumber = NumberScanner.scan(text.trimmingBlanks) != nil
    return fault(
      place,
      "\(text.quotedForExpression) is text where a number is expected; "
        + (isNumber
          ? "write \(text.trimmingBlanks.replacing(",", with: "")) without quotes"
          : "write one without quotes"))
  }

  private func dateWord(_ column: Int) -> String {
    schema.columns[column].temporalFormat?.hasDate == false ? "time" : "date"
  }

  /// What a column holds, in words.
  func kindWords(_ column: Int) -> String {
    switch schema.columns[column].kind {
    case .integer, .decimal: "a column of numbers"
    case .temporal: "a column of dates or times"
    case .boolean: "a column of words for true and false"
    case .categorical, .text, .identifier, .constant: "a column of text"
    }
  }

  /// A column's name as an expression spells it.
  func written(_ column: Int) -> String {
    let name = name(column)
    let isBare =
      name.first.map { $0.isLetter || $0 == "_" } == true
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      && !ExpressionParser.reservedWords.contains(name.lowercased())
    return isBare ? name : "\"" + name.replacing("\"", with: "\"\"") + "\""
  }
}

extension BooleanWords {
  /// Whether a text says true or false, case and blanks aside; nil when it says neither.
  static func meaning(_ text: String) -> Bool? {
    switch text.trimmingBlanks.lowercased() {
    case "true", "t", "yes", "y", "on", "1": true
    case "false", "f", "no", "n", "off", "0": false
    default: nil
    }
  }
}
