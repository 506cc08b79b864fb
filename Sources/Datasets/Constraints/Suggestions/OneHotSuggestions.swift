/// Neighbouring columns of which exactly one says true in every row.
struct OneHotSuggestions {
  let rules: [ConstraintRule]
  /// The columns of all groups.
  let columns: Set<Int>

  init(_ rows: SuggestionRows) {
    let table = rows.table
    var rules: [ConstraintRule] = []
    var columns: Set<Int> = []
    var start = 0
    while start < table.columns.count {
      guard let end = Self.end(of: start, rows) else {
        start += 1
        continue
      }
      rules.append(.oneHot(columns: (start..<end).map { rows.schema.columns[$0].name }))
      columns.formUnion(start..<end)
      start = end
    }
    self.rules = rules
    self.columns = columns
  }

  /// The end of the group that begins here; nil when there is none.
  private static func end(of start: Int, _ rows: SuggestionRows) -> Int? {
    var sums = [Int8](repeating: 0, count: rows.table.rowCount)
    var total = 0
    for index in start..<rows.table.columns.count {
      guard let truths = truths(index, rows) else { return nil }
      for row in sums.indices where truths[row] {
        sums[row] += 1
        if sums[row] > 1 { return nil }
        total += 1
      }
      if total == sums.count { return index > start ? index + 1 : nil }
    }
    return nil
  }

  /// What a column of ones and zeros, or words for true and false, says in every row; nil for others, for columns with
  /// missing cells and for those that always say the same.
  private static func truths(_ index: Int, _ rows: SuggestionRows) -> [Bool]? {
    let schema = rows.schema.columns[index]
    guard [.integer, .decimal, .boolean].contains(schema.kind), schema.missingMarkers.isEmpty else {
      return nil
    }
    let column = rows.table.columns[index]
    var answers: [Bool] = []
    var seen: Set<Bool> = []
    for (text, count) in zip(column.levels, column.levelCounts) {
      let truth = OneHotConstraint.truth(text, schema)
      if count > 0 {
        guard let truth else { return nil }
        seen.insert(truth)
      }
      answers.append(truth ?? false)
    }
    return seen.count == 2 ? column.codes.map { answers[Int($0)] } : nil
  }
}
