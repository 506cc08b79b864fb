internal import Datasets

/// The rows of `--like`: some cells are given, the others are to be drawn given them.
struct GivenRows: Sendable {
  /// The file, as it was named.
  let path: String
  /// The rows, in the columns of the real table.
  let rows: PartialRows
  /// What a person should know of the cells.
  private(set) var notes: [String] = []
  private let schema: Schema

  /// Reads a file with some of the table's columns, in any order; blank cells are open.
  /// - Throws: `DatasetError`; `PipelineError.givenColumn` or `givenCell` for what the model cannot take.
  init(path: String, options: ReadOptions, encoder: TableEncoder) throws {
    if path == "-" {
      throw PipelineError.invalidValue(
        name: "like", found: path, expected: "the path of a CSV file")
    }
    let table = try CSVReader.read(path: path, options: options).table
    (self.path, schema) = (path, encoder.schema)
    rows = try Self.aligned(table, path: path, encoder: encoder)
    for index in rows.givenColumns { try check(index, encoder) }
  }

  /// The columns of a file in the places of the real table's.
  private static func aligned(
    _ table: Table, path: String, encoder: TableEncoder
  ) throws(PipelineError) -> PartialRows {
    let names = encoder.knownNames
    var columns = encoder.schema.columns.map {
      Column(name: $0.name, levels: [""], codes: [Int32](repeating: 0, count: table.rowCount))
    }
    var isGiven = [[Bool]](repeating: [], count: columns.count)
    for column in table.columns {
      guard let index = try? names.columnIndex(named: column.name) else {
        let all = names.columns.map(\.name)
        let nearest = nearestName(to: column.name, among: all)
        throw .givenColumn(
          path: path, name: column.name,
          reason: "is none of the table's; "
            + (nearest.map { "did you mean '\($0.shown())'?" }
              ?? "there are " + list(all)))
      }
      guard isGiven[index].isEmpty else {
        throw .givenColumn(
          path: path, name: column.name,
          reason: "is the table's '\(columns[index].name.shown())' once more; give it once")
      }
      columns[index] = Column(
        name: columns[index].name, levels: column.levels, codes: column.codes)
      let isBlank = column.levels.map { $0.allSatisfy(\.isWhitespace) }
      isGiven[index] = column.codes.map { !isBlank[Int($0)] }
    }
    return PartialRows(table: Table(columns: columns), isGiven: isGiven)
  }

  /// Refuses cells that the column cannot hold, and notes numbers that are beyond those learned from.
  private mutating func check(
    _ index: Int, _ encoder: TableEncoder
  ) throws(PipelineError) {
    let (column, own) = (rows.table.columns[index], schema.columns[index])
    let given = rows.isGiven[index].indices.filter { rows.isGiven[index][$0] }
    func refuse(_ row: Int, _ expected: String) -> PipelineError {
      .givenCell(
        path: path, row: row + 1, column: own.name, cell: column[row], expected: expected)
    }
    if own.kind == .identifier {
      var seen: Set<String> = []
      for row in given where !own.isMissing(column[row]) && !seen.insert(column[row]).inserted {
        throw refuse(row, "a key that no other row has")
      }
    } else if let known = encoder.knownTexts(of: index) {
      let all = Set(known)
      for row in given where !all.contains(column[row]) {
        let nearest = nearestName(to: column[row], among: known)
        throw refuse(
          row,
          "one of " + Self.list(known) + (nearest.map { " (did you mean '\($0.shown())'?)" } ?? ""))
      }
    } else if own.isNumeric {
      let range = encoder.numberRange(of: index)
      let numbers = column.levels.map(own.number)
      var beyond: [Int] = []
      for row in given where !own.isMissing(column[row]) {
        guard let number = numbers[Int(column.codes[row])] else {
          let what = own.kind == .temporal ? "a date or time" : "a number"
          throw refuse(row, what + (range.map { " such as \(own.text($0.lowerBound))" } ?? ""))
        }
        if let range, !range.contains(number) { beyond.append(row) }
      }
      if let range, let first = beyond.first {
        notes.append(
          "\(beyond.count.counted("cell")) of '\(own.name.shown())' such as '\(column[first].shown(40))' in row "
            + "\((first + 1).grouped) beyond the numbers learned from, \(own.text(range.lowerBound)) to "
            + "\(own.text(range.upperBound)): kept, and taken for the nearest of these")
      }
    }
  }

  /// Refuses rows that break a constraint whatever is drawn for their open cells.
  /// - Throws: `PipelineError.givenRow`.
  func check(_ constraints: ConstraintSet) throws(PipelineError) {
    for constraint in constraints.constraints where !constraint.columns.isEmpty {
      let whole = (0..<rows.rowCount).filter { row in
        constraint.columns.allSatisfy { rows.isGiven($0, row) }
      }
      if whole.isEmpty { continue }
      let isMet = constraint.isMet(rows.table.rows(at: whole))
      guard let first = isMet.firstIndex(of: false) else { continue }
      throw .givenRow(
        path: path, row: whole[first] + 1, count: isMet.count { !$0 },
        requirement: "constraint '\(constraint.rule.description.shown(100))'", tryCount: 0)
    }
  }

  /// Names in quotes, at most eight.
  private static func list(_ names: [String]) -> String {
    names.prefix(8).map { "'\($0.shown(30))'" }.joined(separator: ", ")
      + (names.count > 8 ? " and \(names.count - 8) more" : "")
  }
}
