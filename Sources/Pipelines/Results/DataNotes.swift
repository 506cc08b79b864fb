/// What a person should know about a table before it is learned from: columns that carry nothing, classes too small to
/// learn.
struct DataNotes {
  let sentences: [String]

  /// Classes with fewer rows than this can only be repeated, not learned.
  private static let fewestClassRows = 10

  init(_ dataset: Dataset) {
    sentences =
      Self.constantColumns(dataset) + Self.redrawnColumns(dataset) + Self.smallClasses(dataset)
      + Self.brokenConstraints(dataset)
  }

  private static func constantColumns(_ dataset: Dataset) -> [String] {
    zip(dataset.table.columns, dataset.schema.columns).compactMap { column, schema in
      guard schema.kind == .constant else { return nil }
      let text = column.rowOrEmpty
      return schema.isMissing(text)
        ? "column '\(column.name.shown())' is empty in every row and stays so"
        : "column '\(column.name.shown())' is '\(text.shown())' in every row and stays so"
    }
  }

  private static func redrawnColumns(_ dataset: Dataset) -> [String] {
    dataset.schema.columns.compactMap { schema in
      switch schema.kind {
      case .identifier:
        "column '\(schema.name.shown())' is a key: new ones are made in the same pattern"
      case .text:
        "column '\(schema.name.shown())' is free text: it is not modelled together with the others"
      default: nil
      }
    }
  }

  private static func smallClasses(_ dataset: Dataset) -> [String] {
    guard let index = dataset.label.columnIndex, !dataset.schema.columns[index].isNumeric else {
      return []
    }
    let column = dataset.table.columns[index]
    let small = zip(column.levels, column.levelCounts).filter {
      $1 > 0 && $1 < fewestClassRows && !dataset.schema.columns[index].isMissing($0)
    }
    guard let (name, count) = small.min(by: { $0.1 < $1.1 }) else { return [] }
    let rows = count.counted("row")
    if small.count == 1 {
      return ["class '\(name.shown())' has only \(rows): its synthetic rows will be much alike"]
    }
    return [
      "\(small.count) classes have fewer than \(fewestClassRows) rows ('\(name.shown())' has \(rows)): "
        + "their synthetic rows will be much alike"
    ]
  }
}

extension DataNotes {
  /// Constraints that real rows break; the rows are learned from all the same.
  private static func brokenConstraints(_ dataset: Dataset) -> [String] {
    dataset.constraints.violations(in: dataset.table).compactMap { broken in
      guard let row = broken.firstRow else { return nil }
      let total = dataset.table.rowCount.counted("real row")
      return
        "\(broken.count.grouped) of \(total) \(broken.count == 1 ? "breaks" : "break") "
        + "'\(broken.name.shown())'; first: \(dataset.place(ofRow: row))"
    }
  }
}

extension Dataset {
  /// Where a row stands in the file: its line, or its number where line breaks inside cells leave that open.
  func place(ofRow row: Int) -> String {
    let hasLineBreaks = table.columns.contains { column in
      column.levels.contains { $0.utf8.contains(0x0A) || $0.utf8.contains(0x0D) }
    }
    if hasLineBreaks { return "row \(row + 1)" }
    return "line \(row + (input.dialect.hasHeader ? 2 : 1))"
  }
}

extension Column {
  fileprivate var rowOrEmpty: String { codes.isEmpty ? "" : self[0] }
}
