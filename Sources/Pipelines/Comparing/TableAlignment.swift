/// A further table brought beside the real one: its columns in the real table's order, its cells of the same kinds.
///
/// Columns are matched by name, then by name regardless of case and punctuation. A cell that cannot be read as its column's kind counts as missing and is noted; where most
/// cells of a column cannot, the tables do not belong together.
struct TableAlignment {
  /// The columns of the real table, in its order.
  let table: Table
  /// The schema with the spellings of missing values that only this table has.
  let schema: Schema
  /// What a person should know.
  private(set) var notes: [String] = []

  /// Above this share of present cells of another kind, the column is refused.
  private static let foreignShareLimit = 0.5

  /// - Throws: `PipelineError.missingColumns` or `columnValues`.
  init(
    _ table: Table, path: String, real: Table, schema: Schema, missingMarkers: MissingMarkers
  ) throws(PipelineError) {
    let matches = ColumnMatches(table.columns.map(\.name), wanted: real.columns.map(\.name))
    if !matches.missing.isEmpty {
      throw .missingColumns(path: path, missing: matches.missing, further: matches.further)
    }
    let further = matches.further
    let columns = zip(real.columns, matches.indices).map { real, index in
      Column(
        name: real.name, levels: table.columns[index].levels, codes: table.columns[index].codes)
    }
    for (name, index) in zip(real.columns.map(\.name), matches.indices)
    where table.columns[index].name != name {
      notes.append(
        "\(path): column '\(table.columns[index].name.shown())' taken for '\(name.shown())'")
    }
    var schema = schema
    if !further.isEmpty {
      notes.append(
        "\(path): \(further.count.counted("column")) left out that the real table lacks: "
          + further.prefix(10).map { "'\($0.shown())'" }.joined(separator: ", "))
    }
    for index in columns.indices {
      schema.columns[index].addMissingMarkers(
        of: columns[index], besides: real.columns[index], missingMarkers)
      let cells = ForeignCells(
        of: columns[index], schema.columns[index], real: real.columns[index])
      guard let example = cells.example else { continue }
      if Double(cells.count) > Self.foreignShareLimit * Double(cells.presentCount) {
        throw .columnValues(
          path: path, column: columns[index].name, expected: cells.expected, cell: example,
          count: cells.count, total: cells.presentCount)
      }
      if schema.columns[index].isNumeric {
        notes.append(
          "\(path): column '\(columns[index].name.shown())': \(cells.count.counted("cell")) such as "
            + "'\(example.shown(40))' where \(cells.expected) expected; counted as missing")
      }
    }
    self.table = Table(columns: columns)
    self.schema = schema
  }
}

/// Which columns of a table are those of another, by name.
private struct ColumnMatches {
  /// For every wanted name that was found, where.
  private(set) var indices: [Int] = []
  /// Wanted names that were not found.
  private(set) var missing: [String] = []
  /// Names that nothing wanted.
  let further: [String]

  init(_ names: [String], wanted: [String]) {
    var exact: [String: Int] = [:]
    var alike: [String: [Int]] = [:]
    for (index, name) in names.enumerated() {
      exact[name] = exact[name] ?? index
      alike[Self.essence(name), default: []].append(index)
    }
    let taken = Set(wanted.compactMap { exact[$0] })
    for name in wanted {
      let candidates = (alike[Self.essence(name)] ?? []).filter { !taken.contains($0) }
      if let index = exact[name] ?? (candidates.count == 1 ? candidates[0] : nil) {
        indices.append(index)
      } else {
        missing.append(name)
      }
    }
    let used = Set(indices)
    further = names.indices.filter { !used.contains($0) }.map { names[$0] }
  }

  /// Letters and digits alone, in lower case.
  private static func essence(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}

/// The cells of a column that are not what the real column holds.
private struct ForeignCells {
  private(set) var count = 0
  private(set) var presentCount = 0
  private(set) var example: String?
  /// What was expected, with a verb: `numbers are`.
  let expected: String

  init(of column: Column, _ schema: ColumnSchema, real: Column) {
    switch schema.kind {
    case .integer, .decimal: expected = "numbers are"
    case .temporal: expected = "dates or times as in the real table are"
    case .categorical, .boolean:
      let known = real.levels.lazy.filter { !schema.isMissing($0) }.prefix(3)
      expected =
        "values such as " + known.map { "'\($0.shown(30))'" }.joined(separator: ", ")
        + " are"
    case .constant, .text, .identifier:
      expected = "any text is"
      return
    }
    let known = schema.isNumeric ? [] : Set(real.levels.map(\.withoutBlanks))
    for (level, rowCount) in zip(column.levels, column.levelCounts) where rowCount > 0 {
      let text = level.withoutBlanks
      if schema.isMissing(level) || schema.isMissing(text) { continue }
      presentCount += rowCount
      let isKnown =
        schema.isNumeric
        ? (schema.number(level) ?? schema.number(text)) != nil : known.contains(text)
      if isKnown { continue }
      count += rowCount
      example = example ?? level
    }
  }
}

extension ColumnSchema {
  /// Adds what means "no value" in another table's column; a text that the real column holds stays what it is there.
  fileprivate mutating func addMissingMarkers(
    of column: Column, besides real: Column, _ markers: MissingMarkers
  ) {
    let known = Set(real.levels)
    for level in column.levels where !isMissing(level) && !known.contains(level) {
      let isMarker = isNumeric ? markers.containsAmongNumbers(level) : markers.contains(level)
      if isMarker { missingMarkers.append(level) }
    }
  }
}

extension String {
  /// The text without white space at its ends.
  fileprivate var withoutBlanks: String {
    guard let first, let last, first.isWhitespace || last.isWhitespace else { return self }
    guard let start = firstIndex(where: { !$0.isWhitespace }) else { return "" }
    let end = lastIndex { !$0.isWhitespace } ?? start
    return String(self[start...end])
  }
}
