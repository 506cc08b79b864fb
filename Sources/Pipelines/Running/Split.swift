/// Which rows are learned from and which are held out, by index, both ascending.
public struct Split: Sendable, Equatable {
  /// The rows to learn from.
  public var training: [Int]
  /// The rows that only the comparison sees.
  public var holdout: [Int]

  /// Holds out a share of every stratum.
  ///
  /// Shares are met by largest remainders; a stratum of `smallestClassRowCount` rows or more gives at least one row
  /// (where there are no more strata than rows to hold out), a smaller one none. The choice depends on the seed and the
  /// strata alone.
  ///
  /// `strata` holds for every row the index of its stratum, from 0; `pinned` the rows that are never held out (see
  /// `PinnedRows`).
  public init(
    strata: [Int32], pinned: Set<Int> = [], configuration: SplitConfiguration, seed: UInt64
  ) {
    var rows = [[Int]](repeating: [], count: Int(strata.max() ?? -1) + 1)
    for (row, stratum) in strata.enumerated() where !pinned.contains(row) {
      rows[Int(stratum)].append(row)
    }
    let counts = Self.holdoutCounts(rows.map(\.count), configuration: configuration)
    var isHeldOut = [Bool](repeating: false, count: strata.count)
    for (index, count) in counts.enumerated() {
      var generator = SeededGenerator(seed: seed, stream: "stratum \(index)")
      for choice in RowSampling.indices(count, of: rows[index].count, using: &generator) {
        isHeldOut[rows[index][choice]] = true
      }
    }
    training = strata.indices.filter { !isHeldOut[$0] }
    holdout = strata.indices.filter { isHeldOut[$0] }
  }

  /// How many rows each stratum gives.
  private static func holdoutCounts(_ sizes: [Int], configuration: SplitConfiguration) -> [Int] {
    let all = sizes.reduce(0, +)
    let wanted = min(
      Int((Double(all) * configuration.holdoutFraction).rounded()), configuration.maximumRowCount)
    let giving = sizes.map { $0 >= configuration.smallestClassRowCount ? $0 : 0 }
    guard wanted > 0, giving.contains(where: { $0 > 0 }) else {
      return sizes.map { _ in 0 }
    }
    let everyStratumGives = giving.count { $0 > 0 } <= wanted
    return ClassCounts.shared(wanted, by: giving).enumerated().map { index, count in
      if giving[index] == 0 { return 0 }
      return min(everyStratumGives ? max(count, 1) : count, giving[index] - 1)
    }
  }

  /// The strata of a table: the label's texts, ranges of a numeric label with many values, or one for all rows.
  public static func strata(
    _ table: Table, schema: Schema, labelIndex: Int?, configuration: SplitConfiguration
  ) -> [Int32] {
    guard let labelIndex else { return [Int32](repeating: 0, count: table.rowCount) }
    let column = table.columns[labelIndex]
    let columnSchema = schema.columns[labelIndex]
    guard columnSchema.isNumeric, column.levels.count > 2 * configuration.rangeCount else {
      return column.codes
    }
    let numbers = column.levels.map { columnSchema.number($0) }
    let counts = column.levelCounts
    let order = column.levels.indices.filter { numbers[$0] != nil }.sorted {
      (numbers[$0] ?? 0, $0) < (numbers[$1] ?? 0, $1)
    }
    let known = max(order.reduce(0) { $0 + counts[$1] }, 1)
    // A text without a number keeps the last stratum, behind the ranges.
    var stratumOfLevel = [Int32](
      repeating: Int32(configuration.rangeCount), count: column.levels.count)
    var below = 0
    for level in order {
      let middle = Double(below) + Double(counts[level]) / 2
      stratumOfLevel[level] = Int32(middle / Double(known) * Double(configuration.rangeCount))
      below += counts[level]
    }
    return column.codes.map { stratumOfLevel[Int($0)] }
  }
}
