public import Datasets
public import Parallel

extension MetricTable {
  /// Metric tables of several tables with one schema, their codes shared.
  ///
  /// Columns are matched by name when the orders differ. The work is done once per distinct text, not per row.
  /// - Throws: `ValidationError.missingColumns` when a table lacks a column of the schema.
  public static func build(
    _ tables: [(name: String, table: Table)], schema: Schema, team: ThreadTeam
  ) throws -> [MetricTable] {
    let aligned = try tables.map { try align($0.table, to: schema, name: $0.name) }
    let columns = team.map(schema.columns.count) { index in
      sharedColumns(aligned.map { $0[index] }, schema: schema.columns[index])
    }
    return tables.indices.map { table in
      MetricTable(columns: columns.map { $0[table] }, rowCount: tables[table].table.rowCount)
    }
  }

  /// The table's columns in the schema's order.
  private static func align(
    _ table: Table, to schema: Schema, name: String
  ) throws -> [Datasets.Column] {
    let wanted = schema.columns.map(\.name)
    if table.columns.map(\.name) == wanted { return table.columns }
    let byName = Dictionary(
      table.columns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let missing = wanted.filter { byName[$0] == nil }
    guard missing.isEmpty else {
      throw ValidationError.missingColumns(table: name, names: missing)
    }
    return wanted.compactMap { byName[$0] }
  }

  /// One column of every table.
  private static func sharedColumns(
    _ columns: [Datasets.Column], schema: ColumnSchema
  ) -> [Column] {
    switch schema.kind {
    case .integer, .decimal, .temporal:
      return columns.map { column in
        let numbers = column.levels.map { number($0, schema) }
        let values = column.codes.map { numbers[Int($0)] }
        return Column(name: schema.name, kind: schema.kind, values: .numeric(values))
      }
    case .categorical, .boolean, .constant:
      let dictionary = LevelDictionary(columns, schema: schema, isSorted: true)
      return columns.map { dictionary.column($0) { .categorical($0) } }
    case .text:
      let dictionary = LevelDictionary(columns, schema: schema, isSorted: false)
      return columns.map { dictionary.column($0) { .text($0) } }
    case .identifier:
      return columns.map { _ in Column(name: schema.name, kind: schema.kind, values: .excluded) }
    }
  }

  /// The number of a cell; NaN when missing or unreadable.
  private static func number(_ text: String, _ schema: ColumnSchema) -> Double {
    if let number = schema.number(text) { return number }
    let trimmed = text.trimmed
    if trimmed.utf8.count == text.utf8.count || schema.isMissing(trimmed) { return .nan }
    return schema.number(trimmed) ?? .nan
  }
}

/// The distinct trimmed texts of one column over several tables, with a common code for each.
private struct LevelDictionary {
  private let schema: ColumnSchema
  private var levels: [String] = []
  private var missingCode: Int32?
  private var index: [String: Int32] = [:]

  /// Levels that no row uses are included: they cost a code and change nothing else.
  init(_ columns: [Datasets.Column], schema: ColumnSchema, isSorted: Bool) {
    self.schema = schema
    var seen: Set<String> = []
    for level in columns.lazy.flatMap(\.levels) {
      if Self.isMissing(level, schema) {
        missingCode = 0
      } else if seen.insert(level.trimmed).inserted {
        levels.append(level.trimmed)
      }
    }
    if isSorted { levels.sort() }
    if missingCode != nil { levels.insert("", at: 0) }
    index.reserveCapacity(levels.count)
    for (code, level) in levels.enumerated() where Int32(code) != missingCode {
      index[level] = Int32(code)
    }
  }

  func column(
    _ column: Datasets.Column, _ values: ([Int32]) -> MetricTable.Values
  ) -> MetricTable.Column {
    let shared = column.levels.map { level in
      Self.isMissing(level, schema) ? missingCode ?? 0 : index[level.trimmed] ?? 0
    }
    return MetricTable.Column(
      name: schema.name, kind: schema.kind, values: values(column.codes.map { shared[Int($0)] }),
      levels: levels, missingCode: missingCode)
  }

  private static func isMissing(_ text: String, _ schema: ColumnSchema) -> Bool {
    schema.isMissing(text) || schema.isMissing(text.trimmed)
  }
}

extension String {
  /// The text without white space at both ends.
  fileprivate var trimmed: String {
    guard let first, let last, first.isWhitespace || last.isWhitespace else { return self }
    guard let start = firstIndex(where: { !$0.isWhitespace }) else { return "" }
    let end = lastIndex { !$0.isWhitespace } ?? start
    return String(self[start...end])
  }
}
