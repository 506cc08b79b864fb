/// Rules that the rows of a table keep and that are unlikely to be kept by chance.
///
/// Candidates are looked for in at most `sampleCount` rows and verified on all. A rule is worth a suggestion when rows whose
/// cells were dealt out independently would be expected to break it at least `fewestExpectedBreaks` times.
public struct ConstraintSuggestions: Sendable, Equatable {
  /// The rules, those that say most first.
  public let rules: [ConstraintRule]

  /// Rows in which candidates are looked for.
  static let sampleCount = 2_000
  /// Rows that chance would break, for a rule to be more than a coincidence.
  static let fewestExpectedBreaks = 25.0
  /// Tables with fewer rows say too little.
  static let fewestRows = 60
  /// Columns further right than this are not held against each other.
  static let mostColumns = 200

  /// Looks for rules.
  /// - Parameters:
  ///   - table: The real rows.
  ///   - schema: What its columns hold.
  ///   - labelIndex: The label: others depend on it without there being a rule.
  public init(_ table: Table, schema: Schema, labelIndex: Int? = nil) {
    guard table.rowCount >= Self.fewestRows else {
      rules = []
      return
    }
    let rows = SuggestionRows(table, schema: schema)
    let sums = SumSuggestions(rows)
    let orders = OrderSuggestions(rows, besides: sums)
    let groups = OneHotSuggestions(rows)
    let combinations = CombinationSuggestions(
      rows, labelIndex: labelIndex, besides: groups.columns)
    rules =
      sums.rules + orders.rules + combinations.rules + groups.rules + Self.nonNegative(rows)
      + Self.unique(schema)
  }

  /// Columns whose smallest number lies at zero or just above.
  private static func nonNegative(_ rows: SuggestionRows) -> [ConstraintRule] {
    let names = rows.schema.columns.indices.compactMap { index -> String? in
      let schema = rows.schema.columns[index]
      guard schema.numberFormat != nil else { return nil }
      let numbers = rows.table.usedNumbers(index, schema)
      guard numbers.count > 2, let least = numbers.min(), let most = numbers.max(), least >= 0,
        least <= most / 20
      else { return nil }
      return schema.name
    }
    return names.isEmpty ? [] : [.nonNegative(columns: names)]
  }

  private static func unique(_ schema: Schema) -> [ConstraintRule] {
    schema.columns.filter { $0.kind == .identifier }.map { .unique(columns: [$0.name]) }
  }
}

/// A table of which rules are looked for, and some of its rows.
struct SuggestionRows {
  let table: Table
  let schema: Schema
  /// Rows spread evenly over the table.
  let sample: Table

  init(_ table: Table, schema: Schema) {
    self.table = table
    self.schema = schema
    let count = min(table.rowCount, ConstraintSuggestions.sampleCount)
    sample = table.rows(at: (0..<count).map { $0 * table.rowCount / count })
  }

  /// The first columns of which this holds.
  func columns(where holds: (ColumnSchema) -> Bool) -> [Int] {
    Array(
      schema.columns.indices.filter { holds(schema.columns[$0]) }
        .prefix(ConstraintSuggestions.mostColumns))
  }

  /// A column's name as expressions spell it.
  func name(_ index: Int) -> String {
    let name = schema.columns[index].name
    let isBare =
      (name.first.map { $0.isLetter || $0 == "_" } ?? false)
      && name.allSatisfy { $0.isLetter || $0.isNumber || "_.".contains($0) }
      && !Self.words.contains(name.lowercased())
    return isBare ? name : "\"" + name.replacing("\"", with: "\"\"") + "\""
  }

  private static let words: Set<String> = [
    "and", "or", "not", "in", "between", "is", "missing", "null", "true", "false",
  ]
}

extension Table {
  /// The distinct numbers that a column holds.
  func usedNumbers(_ index: Int, _ schema: ColumnSchema) -> [Double] {
    let column = columns[index]
    return zip(column.levels, column.levelCounts).compactMap { text, count in
      count > 0 ? schema.number(text) : nil
    }
  }
}
