/// What a rule knows of real rows: the combinations of its columns' cells, and how many rows have each; enough to bind it again
/// without them.
public struct ConstraintBasis: Codable, Sendable, Equatable {
  /// The columns, by index.
  let columns: [Int]
  /// For every column its cell in each combination.
  let cells: [[String]]
  /// For every combination its rows.
  let counts: [Int]

  /// Of these rows, combinations in the order in which they come up.
  init(_ rows: Table, columns: [Int]) {
    var index: [[Int32]: Int] = [:]
    var cells = [[String]](repeating: [], count: columns.count)
    var counts: [Int] = []
    for row in 0..<rows.rowCount {
      let codes = columns.map { rows.columns[$0].codes[row] }
      if let known = index[codes] {
        counts[known] += 1
        continue
      }
      index[codes] = counts.count
      counts.append(1)
      for (place, column) in columns.enumerated() { cells[place].append(rows.columns[column][row]) }
    }
    (self.columns, self.cells, self.counts) = (columns, cells, counts)
  }

  /// Rows of one table that no machine would hold.
  private static let rowLimit = 1_000_000_000

  /// Whether it fits a table of so many columns: what was read from a file may not.
  public func isConsistent(columnCount: Int) -> Bool {
    let sum = counts.reduce(0) { $0 &+ min($1, Self.rowLimit) }
    return columns.allSatisfy((0..<columnCount).contains) && cells.count == columns.count
      && cells.allSatisfy { $0.count == counts.count } && counts.allSatisfy { $0 >= 0 }
      && sum <= Self.rowLimit
  }

  /// Rows with these combinations; the other columns are empty.
  func rows(_ schema: Schema) -> Table {
    let places = counts.indices.flatMap { repeatElement($0, count: counts[$0]) }
    return Table(
      columns: schema.columns.indices.map { index in
        guard let place = columns.firstIndex(of: index) else {
          return Column(
            name: schema.columns[index].name, levels: [""],
            codes: [Int32](repeating: 0, count: places.count))
        }
        return Column(
          name: schema.columns[index].name, cells: places.lazy.map { cells[place][$0] })
      })
  }
}

extension ConstraintSet {
  /// For every rule what it knows of these real rows; nil where it needs none.
  public func bases(in rows: Table) -> [ConstraintBasis?] {
    constraints.map { constraint in
      constraint is CombinationConstraint || constraint is OneHotConstraint
        ? ConstraintBasis(rows, columns: constraint.columns) : nil
    }
  }

  /// Binds rules that were bound to real rows before, without these.
  ///
  /// Of the table `names` only the columns' names count; `bases` hold what each rule knows of the real rows.
  /// - Throws: `ConstraintFault` with the place of the rule that cannot be bound.
  public init(
    _ rules: [ConstraintRule], schema: Schema, names: Table, bases: [ConstraintBasis?],
    seed: UInt64
  ) throws(ConstraintFault) {
    try self.init(rules, schema: schema) { index in
      ConstraintBinding(
        schema: schema, table: names, texts: nil, rows: bases[index]?.rows(schema) ?? names,
        rules: rules, seed: seed)
    }
  }
}
