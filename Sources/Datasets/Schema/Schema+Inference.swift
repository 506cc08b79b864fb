public import Parallel

extension Schema {
  /// What each column of a table holds, found from its cells.
  ///
  /// A kind is chosen only when every cell that is not missing fits it; a column of numbers with a
  /// few words in it is categorical or text. Work is done once per distinct text.
  /// - Parameters:
  ///   - table: At least one row.
  ///   - missingMarkers: The texts that mean "no value".
  ///   - team: The threads that share out the columns; nil to use the calling one.
  /// - Returns: One entry per column.
  public static func infer(
    _ table: Table, missingMarkers: MissingMarkers = .standard, team: ThreadTeam? = nil
  ) -> Schema {
    let infer = { (index: Int) in
      ColumnInference(column: table.columns[index], markers: missingMarkers).schema()
    }
    let count = table.columns.count
    return Schema(columns: team.map { $0.map(count, infer) } ?? (0..<count).map(infer))
  }
}

/// Decides what one column holds.
struct ColumnInference {
  let column: Column
  private let markers: MarkerLookup
  private let numericMarkers: MarkerLookup
  /// How often each level occurs; levels that no row has are ignored.
  private let counts: [Int]

  init(column: Column, markers: MissingMarkers) {
    self.column = column
    self.markers = MarkerLookup(markers.everywhere)
    numericMarkers = MarkerLookup(markers.everywhere + markers.amongNumbers)
    counts = column.levelCounts
  }

  /// The column's kind and formats.
  func schema() -> ColumnSchema {
    let used = column.levels.indices.filter { counts[$0] > 0 }
    if used.count <= 1 {
      let missing = used.filter { markers.contains(column.levels[$0]) }
      return schema(.constant, missing: missing)
    }
    if let numeric = numericSchema(used) { return numeric }
    let known = used.filter { !markers.contains(column.levels[$0]) }
    let missing = used.filter { markers.contains(column.levels[$0]) }
    return schema(wordKind(known), missing: missing)
  }

  /// A schema for numbers, dates and times, where the wider list of missing markers holds.
  private func numericSchema(_ used: [Int]) -> ColumnSchema? {
    let known = used.filter { !numericMarkers.contains(column.levels[$0]) }
    guard !known.isEmpty else { return nil }
    let missing = used.filter { numericMarkers.contains(column.levels[$0]) }
    let texts = known.map { column.levels[$0] }
    if let format = NumberInference.format(of: texts) {
      if isCompactDate(texts, format) {
        return schema(.temporal, missing: missing, temporal: TemporalFormat(pattern: "%Y%m%d"))
      }
      let isIdentifier =
        format.decimals == 0 && format.minimumDecimals == 0 && allDiffer(known)
        && IdentifierRule.isKey(column: column, known: known, format: format)
      let kind: ColumnKind = isIdentifier ? .identifier : format.decimals == 0 ? .integer : .decimal
      return schema(kind, missing: missing, number: isIdentifier ? nil : format)
    }
    guard let format = TemporalPatterns.firstMatch(texts) else { return nil }
    return schema(.temporal, missing: missing, temporal: format)
  }

  /// Whole numbers such as 20190323: dates when there are ten at least and all are days of 1900 to
  /// 2100.
  private func isCompactDate(_ texts: [String], _ format: NumberFormat) -> Bool {
    guard texts.count >= 10, format == NumberFormat() else { return false }
    let dates = TemporalFormat(pattern: "%Y%m%d")
    return texts.allSatisfy { text in
      text.utf8.count == 8 && text >= "19000101" && text < "21010101" && dates.number(text) != nil
    }
  }

  /// The kind of a column of words (or codes, or nothing but missing markers).
  private func wordKind(_ known: [Int]) -> ColumnKind {
    let rows = known.reduce(0) { $0 + counts[$1] }
    if known.count == 2, BooleanWords.arePair(column.levels[known[0]], column.levels[known[1]]) {
      return .boolean
    }
    guard rows >= Self.fewestRows else { return .categorical }
    if known.count == rows { return .identifier }
    if known.count * 2 > rows { return .text }
    return known.count > Self.mostCategories && known.count * 5 > rows ? .text : .categorical
  }

  /// Below this many known cells, all cells differing says nothing.
  private static let fewestRows = 50
  /// Above this many levels, a fifth of the rows being distinct makes a column text rather than
  /// categories.
  private static let mostCategories = 1_000

  private func allDiffer(_ known: [Int]) -> Bool {
    known.allSatisfy { counts[$0] == 1 }
  }

  private func schema(
    _ kind: ColumnKind, missing: [Int], number: NumberFormat? = nil, temporal: TemporalFormat? = nil
  ) -> ColumnSchema {
    let ordered = missing.sorted { (counts[$1], $0) < (counts[$0], $1) }
    return ColumnSchema(
      name: column.name, kind: kind, missingMarkers: ordered.map { column.levels[$0] },
      numberFormat: number, temporalFormat: temporal)
  }
}

/// Words that say true or false.
enum BooleanWords {
  /// The word for true, the word for false.
  private static let pairs = [
    ("true", "false"), ("t", "f"), ("yes", "no"), ("y", "n"), ("on", "off"),
  ]

  /// Whether these are the two sides of a truth value, case and blanks aside.
  static func arePair(_ first: String, _ second: String) -> Bool {
    let (one, other) = (first.trimmingBlanks.lowercased(), second.trimmingBlanks.lowercased())
    return pairs.contains { $0 == (one, other) || $0 == (other, one) }
  }

  /// What a word says; nil when it is none of them.
  static func meaning(of word: String) -> Bool? {
    let word = word.trimmingBlanks.lowercased()
    if pairs.contains(where: { $0.0 == word }) { return true }
    return pairs.contains { $0.1 == word } ? false : nil
  }
}
