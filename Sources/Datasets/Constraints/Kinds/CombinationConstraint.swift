/// Combinations of cells that real rows have.
///
/// A row with another one gets the nearest: of the combinations that agree with it in most columns (those that stand in
/// many constraints count for more), one drawn by how often real rows have it.
struct CombinationConstraint: Constraint {
  let rule: ConstraintRule
  let columns: [Int]
  private let schemas: [ColumnSchema]
  private let known: CellCombinations
  /// How many real rows have each combination.
  private let counts: [Int]
  /// For every column and text, the combinations that have it.
  private let holders: [[[Int32]]]
  /// In how many constraints each column stands.
  private let weights: [Int]
  private let noise: MendingNoise

  init(
    _ rule: ConstraintRule, columns: [Int], schemas: [ColumnSchema], rows: Table, weights: [Int],
    seed: UInt64
  ) {
    var known = CellCombinations(columnCount: columns.count)
    let found = known.adding(rows, columns: columns, schemas: schemas)
    var counts = [Int](repeating: 0, count: known.combinations.count)
    for number in found where number >= 0 { counts[Int(number)] += 1 }
    var holders = known.texts.map { [[Int32]](repeating: [], count: $0.count) }
    for (number, cells) in known.combinations.enumerated() {
      for (place, cell) in cells.enumerated() { holders[place][Int(cell)].append(Int32(number)) }
    }
    self.rule = rule
    self.columns = columns
    self.schemas = schemas
    self.known = known
    self.counts = counts
    self.holders = holders
    self.weights = weights
    noise = MendingNoise(seed: seed)
  }

  func isMet(_ table: Table) -> [Bool] {
    var isMet = [Bool](repeating: true, count: table.rowCount)
    forEachRow(of: table) { row, cells in
      isMet[row] = cells.contains(-1) || known.number(of: cells) != nil
    }
    return isMet
  }

  func mended(_ table: Table, keeping fixed: Set<Int>) -> Table {
    let fixedPlaces = columns.indices.filter { fixed.contains(columns[$0]) }
    guard fixedPlaces.count < columns.count else { return table }
    var choices: [[Int32]: [Int32]] = [:]
    var changes: [[(row: Int, text: String)]] = Array(repeating: [], count: columns.count)
    forEachRow(of: table) { row, cells in
      if cells.contains(-1) || known.number(of: cells) != nil { return }
      let nearest = choices[cells] ?? nearest(to: cells, fixedPlaces)
      choices[cells] = nearest
      let weights = nearest.map { counts[Int($0)] }
      guard let choice = noise.choice(weights, table: table, row: row) else { return }
      for (place, cell) in known.combinations[Int(nearest[choice])].enumerated()
      where cell != cells[place] {
        changes[place].append((row, known.texts[place][Int(cell)]))
      }
    }
    var mended = table
    for (place, index) in columns.enumerated() {
      mended.columns[index] = table.columns[index].replacing(changes[place])
    }
    return mended
  }

  /// The combinations nearest to one that is not known; none where no known one agrees in the columns to keep.
  private func nearest(to cells: [Int32], _ fixedPlaces: [Int]) -> [Int32] {
    var best: (agreement: Int, numbers: [Int32]) = (-1, [])
    var seen = Set<Int32>()
    let sources = fixedPlaces.isEmpty ? Array(cells.indices) : [fixedPlaces[0]]
    for place in sources where cells[place] >= 0 {
      for number in holders[place][Int(cells[place])] where seen.insert(number).inserted {
        let other = known.combinations[Int(number)]
        guard fixedPlaces.allSatisfy({ other[$0] == cells[$0] }) else { continue }
        let agreement = cells.indices.reduce(0) {
          $0 + (other[$1] == cells[$1] ? weights[$1] : 0)
        }
        if agreement > best.agreement { best = (agreement, []) }
        if agreement == best.agreement { best.numbers.append(number) }
      }
    }
    if best.numbers.isEmpty && fixedPlaces.isEmpty {
      return known.combinations.indices.map { Int32($0) }
    }
    return best.numbers
  }

  /// Calls `body` with the numbers of every row's texts.
  private func forEachRow(of table: Table, _ body: (Int, [Int32]) -> Void) {
    let codes = columns.indices.map { place in
      known.codes(of: table.columns[columns[place]], place: place, schema: schemas[place])
    }
    var cells = [Int32](repeating: 0, count: columns.count)
    for row in 0..<table.rowCount {
      for place in columns.indices {
        cells[place] = codes[place][Int(table.columns[columns[place]].codes[row])]
      }
      body(row, cells)
    }
  }
}
