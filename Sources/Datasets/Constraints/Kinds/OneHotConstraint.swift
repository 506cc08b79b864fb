/// Columns of which exactly one says true in every row.
///
/// A row with none or several keeps one: drawn among those that say true, or else among all, by how often real rows
/// have it.
struct OneHotConstraint: Constraint {
  let rule: ConstraintRule
  let columns: [Int]
  private let schemas: [ColumnSchema]
  /// How many real rows say true in each column, and in no other.
  private let counts: [Int]
  /// The usual spellings of true and false in each column.
  private let spellings: [(yes: String, no: String)]
  private let noise: MendingNoise

  init(
    _ rule: ConstraintRule, columns: [Int], schemas: [ColumnSchema], rows: Table, seed: UInt64
  ) throws(ConstraintError) {
    self.rule = rule
    self.columns = columns
    self.schemas = schemas
    noise = MendingNoise(seed: seed)
    var spellings: [(yes: String, no: String)] = []
    for (place, index) in columns.enumerated() {
      spellings.append(try Self.spellings(rows.columns[index], schemas[place]))
    }
    self.spellings = spellings
    var counts = [Int](repeating: 0, count: columns.count)
    let truths = Self.truths(rows, columns, schemas)
    for row in 0..<rows.rowCount {
      let places = columns.indices.filter { truths[$0][row] == true }
      if places.count == 1 { counts[places[0]] += 1 }
    }
    self.counts = counts
  }

  /// The most frequent cells that say true and false.
  private static func spellings(_ column: Column, _ schema: ColumnSchema) throws(ConstraintError)
    -> (yes: String, no: String)
  {
    var best: [Bool: (text: String, count: Int)] = [:]
    for (text, count) in zip(column.levels, column.levelCounts)
    where count > 0 && !schema.isMissing(text) {
      guard let truth = truth(text, schema) else {
        throw .notTruth(column: schema.name, cell: text)
      }
      if count > best[truth]?.count ?? 0 { best[truth] = (text, count) }
    }
    return (best[true]?.text ?? "1", best[false]?.text ?? "0")
  }

  /// What a cell says; nil for missing ones and other words.
  static func truth(_ text: String, _ schema: ColumnSchema) -> Bool? {
    if schema.isMissing(text) { return nil }
    if let number = schema.number(text) ?? NumberScanner.scan(text.trimmingBlanks)?.value {
      return number == 1 ? true : number == 0 ? false : nil
    }
    return BooleanWords.meaning(text)
  }

  private static func truths(_ table: Table, _ columns: [Int], _ schemas: [ColumnSchema])
    -> [[Bool?]]
  {
    zip(columns, schemas).map { index, schema in
      let column = table.columns[index]
      let answers = column.levels.map { truth($0, schema) }
      return column.codes.map { answers[Int($0)] }
    }
  }

  func isMet(_ table: Table) -> [Bool] {
    let truths = Self.truths(table, columns, schemas)
    return (0..<table.rowCount).map { row in
      truths.contains { $0[row] == nil } || truths.count { $0[row] == true } == 1
    }
  }

  func mended(_ table: Table, keeping fixed: Set<Int>) -> Table {
    let truths = Self.truths(table, columns, schemas)
    let isMet = isMet(table)
    var changes: [[(row: Int, text: String)]] = Array(repeating: [], count: columns.count)
    for row in isMet.indices where !isMet[row] {
      let candidates = candidates(row, truths, fixed)
      let weights = candidates.map { counts[$0] }
      guard let choice = noise.choice(weights, table: table, row: row) else { continue }
      for place in columns.indices {
        let wanted = place == candidates[choice]
        if truths[place][row] == wanted { continue }
        changes[place].append((row, wanted ? spellings[place].yes : spellings[place].no))
      }
    }
    var mended = table
    for (place, index) in columns.enumerated() {
      mended.columns[index] = table.columns[index].replacing(changes[place])
    }
    return mended
  }

  /// The columns of which one can be the true one; none when those to keep already contradict the rule.
  private func candidates(_ row: Int, _ truths: [[Bool?]], _ fixed: Set<Int>) -> [Int] {
    let kept = columns.indices.filter { fixed.contains(columns[$0]) }
    let keptTrue = kept.filter { truths[$0][row] == true }
    if keptTrue.count > 1 { return [] }
    if keptTrue.count == 1 { return keptTrue }
    let open = columns.indices.filter { !kept.contains($0) }
    let saying = open.filter { truths[$0][row] == true && counts[$0] > 0 }
    return saying.isEmpty ? open : saying
  }
}
