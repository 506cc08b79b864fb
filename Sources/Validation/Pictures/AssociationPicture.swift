internal import Parallel

/// How strongly the columns depend on each other, among real and among synthetic rows.
public struct AssociationPicture: Codable, Sendable, Equatable {
  /// The columns, in the table's order.
  public var columns: [Column]
  /// Comparable columns that are not among them, as their pairs are met better.
  public var leftOutColumnCount: Int
  /// Real rows that were looked at.
  public var realRowCount: Int
  /// Synthetic rows that were looked at.
  public var syntheticRowCount: Int
  /// Row i has one entry for every column before column i: their association, rounded to four decimals; nil where it has
  /// no meaning.
  public var real: [[Double?]]
  /// The same of the synthetic rows.
  public var synthetic: [[Double?]]

  /// One column.
  public struct Column: Codable, Sendable, Equatable {
    /// The name in the header.
    public var name: String
    /// Whether it takes part by its numbers; otherwise by its levels.
    public var isNumeric: Bool
  }

  /// What is measured of two columns.
  public enum Measure: String, Codable, Sendable {
    /// Pearson's correlation of two numeric columns.
    case correlation
    /// Cramér's V of two categorical columns.
    case cramersV
    /// The correlation ratio of a numeric and a categorical column.
    case correlationRatio
  }

  /// What is measured of the columns at these places.
  public func measure(_ first: Int, _ second: Int) -> Measure {
    switch (columns[first].isNumeric, columns[second].isNumeric) {
    case (true, true): .correlation
    case (false, false): .cramersV
    default: .correlationRatio
    }
  }
}

extension AssociationPicture {
  /// Measures at most `associationColumnLimit` columns, those in the pairs that are met worst; nil with fewer than two.
  ///
  /// Above `associationRowLimit`, a seeded sample of the rows is measured, whose associations are within a few
  /// thousandths of those of all rows.
  init?(_ comparison: Comparison, pairsWorstFirst: [PairTrends.Pair]) {
    let usable = comparison.training.columns.indices.filter {
      comparison.training.columns[$0].isComparable
    }
    let limit = comparison.configuration.associationColumnLimit
    let chosen = Self.choose(limit, of: usable, pairsWorstFirst)
    guard chosen.count >= 2 else { return nil }
    let tables = [comparison.training, comparison.synthetic].map { table in
      Self.sample(table, columns: chosen, comparison.configuration)
    }
    columns = chosen.map { index in
      let column = comparison.training.columns[index]
      return Column(name: column.name, isNumeric: column.numbers != nil)
    }
    leftOutColumnCount = usable.count - chosen.count
    realRowCount = tables[0].rowCount
    syntheticRowCount = tables[1].rowCount
    let operands = chosen.indices.map { place in
      AssociationOperand.pair(real: tables[0].columns[place], synthetic: tables[1].columns[place])
    }
    let rows = comparison.team.map(chosen.count) { row in
      [\AssociationOperand.Pair.real, \.synthetic].map { side in
        (0..<row).map { other in
          operands[row][keyPath: side].association(operands[other][keyPath: side])
        }
      }
    }
    real = rows.map { $0[0] }
    synthetic = rows.map { $0[1] }
  }

  /// The columns of the worst pairs, in the table's order.
  private static func choose(
    _ limit: Int, of usable: [Int], _ pairsWorstFirst: [PairTrends.Pair]
  ) -> [Int] {
    if usable.count <= limit { return usable }
    var chosen: Set<Int> = []
    let ranked = pairsWorstFirst.lazy.flatMap { [$0.first, $0.second] }
    for column in [Array(ranked), usable].joined() where chosen.count < limit {
      chosen.insert(column)
    }
    return chosen.sorted()
  }

  private static func sample(
    _ table: MetricTable, columns: [Int], _ configuration: ValidationConfiguration
  ) -> MetricTable {
    let part = MetricTable(columns: columns.map { table.columns[$0] }, rowCount: table.rowCount)
    if table.rowCount <= configuration.associationRowLimit { return part }
    var generator = SeededGenerator(seed: configuration.seed, stream: "associations")
    return part.rows(
      at: RowSampling.indices(
        configuration.associationRowLimit, of: table.rowCount, using: &generator))
  }
}
