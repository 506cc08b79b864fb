/// Which column the classes are made from, and why.
public struct LabelChoice: Sendable, Equatable {
  /// The column's index; nil when the table has no label.
  public var columnIndex: Int?
  /// Why, as a sentence for people.
  public var reason: String

  /// A choice and its reason.
  public init(columnIndex: Int?, reason: String) {
    self.columnIndex = columnIndex
    self.reason = reason
  }

  /// Chooses the label: the requested column, else one with a usual name, else the last one when it
  /// has few values (or the first one when it alone holds names), else none.
  /// - Parameters:
  ///   - table: The table.
  ///   - schema: What its columns hold.
  ///   - requested: A name, compared as `Table.columnIndex(named:)` does; nil to choose.
  /// - Returns: The column, if any, and the reason.
  /// - Throws: `DatasetError.unknownColumn`, or `unsuitableLabel` for a requested key, constant or
  ///   free text.
  public static func choose(
    table: Table, schema: Schema, requested: String? = nil
  ) throws(DatasetError) -> LabelChoice {
    if let requested {
      let index = try table.columnIndex(named: requested)
      try check(schema.columns[index])
      return LabelChoice(columnIndex: index, reason: "'\(table.columns[index].name)', as requested")
    }
    if let index = usualColumn(table, schema) {
      let name = table.columns[index].name
      return LabelChoice(
        columnIndex: index,
        reason: "'\(name)', because labels are often called that; --label changes it")
    }
    if let index = placedColumn(table, schema) {
      let count = knownCount(table, schema, index)
      let place = index == 0 && table.columns.count > 1 ? "first" : "last"
      return LabelChoice(
        columnIndex: index,
        reason:
          "'\(table.columns[index].name)', the \(place) column, as it has only \(count) values; "
          + "--label changes it")
    }
    return LabelChoice(
      columnIndex: nil, reason: "none, as no column looks like a class; --label names one")
  }

  private static func check(_ column: ColumnSchema) throws(DatasetError) {
    let reason: String
    switch column.kind {
    case .identifier: reason = "it is a key that differs in every row"
    case .constant: reason = "it has the same value in every row"
    case .text: reason = "it is free text whose values hardly repeat"
    default: return
    }
    throw .unsuitableLabel(name: column.name, reason: reason)
  }

  /// Names that mean a label anywhere, the most telling first.
  private static let certainNames = [
    "label", "labels", "class", "classes", "target", "outcome", "y",
  ]

  /// Names that mean a label when the column is a class or stands last.
  private static let usualNames = [
    "income", "species", "diagnosis", "churn", "churned", "exited", "survived", "has default",
    "is fraud", "fraud", "attrition", "readmitted", "deposit", "is churn",
  ]

  /// Names that mean a label in the first or last column only, where tables put it.
  private static let vagueNames = [
    "default", "type", "quality", "category", "response", "result", "status",
  ]

  /// Last words that say "label" in longer names, such as `target_class`.
  private static let usualEndings: Set<String> = [
    "label", "class", "target", "outcome", "diagnosis", "churn", "default", "fraud",
  ]

  private static func usualColumn(_ table: Table, _ schema: Schema) -> Int? {
    let names = table.columns.map { IdentifierRule.words(of: $0.name).joined(separator: " ") }
    let last = names.count - 1
    let suitable = names.indices.reversed().filter { isSuitable(table, schema, $0) }
    for name in certainNames {
      // Beside an x, a y is a coordinate.
      if name == "y", names.contains("x") { continue }
      if let index = suitable.first(where: { names[$0] == name }) { return index }
    }
    let likely = suitable.filter { $0 == last || isClassLike(table, schema, $0) }
    for name in usualNames {
      if let index = likely.first(where: { names[$0] == name }) { return index }
    }
    for name in vagueNames {
      if let index = likely.first(where: { names[$0] == name && ($0 == 0 || $0 == last) }) {
        return index
      }
    }
    return likely.first { index in
      let words = names[index].split(separator: " ")
      return words.count > 1 && words.last.map { usualEndings.contains(String($0)) } ?? false
    }
  }

  /// The column that stands where labels stand: the last one when it is a class; or the first one,
  /// when the last is a number with several values and the first alone holds names.
  private static func placedColumn(_ table: Table, _ schema: Schema) -> Int? {
    let last = table.columns.count - 1
    guard last >= 0, isClassLike(table, schema, last) else { return nil }
    let isNamed = { (index: Int) in
      schema.columns[index].kind == .categorical || schema.columns[index].kind == .boolean
    }
    let firstCount = knownCount(table, schema, 0)
    if last > 0, isNamed(0), !(1...last).contains(where: isNamed),
      knownCount(table, schema, last) > 2,
      firstCount >= 2, firstCount <= 100, firstCount * 10 <= table.rowCount
    {
      return 0
    }
    return last
  }

  /// Whether a column could be a label: not a key, constant or text, and at least two known values.
  private static func isSuitable(_ table: Table, _ schema: Schema, _ index: Int) -> Bool {
    switch schema.columns[index].kind {
    case .identifier, .constant, .text: false
    default: knownCount(table, schema, index) >= 2
    }
  }

  /// Whether a column without a telling name is a class: few values (20 at most), each of ten rows
  /// on average.
  private static func isClassLike(_ table: Table, _ schema: Schema, _ index: Int) -> Bool {
    guard isSuitable(table, schema, index), schema.columns[index].kind != .temporal else {
      return false
    }
    let count = knownCount(table, schema, index)
    return count <= 20 && count * 10 <= table.rowCount
  }

  /// The number of distinct values that occur and are not missing.
  private static func knownCount(_ table: Table, _ schema: Schema, _ index: Int) -> Int {
    let column = table.columns[index]
    let missing = Set(schema.columns[index].missingMarkers)
    return zip(column.levels, column.levelCounts).count { $1 > 0 && !missing.contains($0) }
  }
}
