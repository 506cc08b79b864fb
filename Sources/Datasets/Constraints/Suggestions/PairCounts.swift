/// How often two columns have each pair of texts, rows with a missing one left out.
struct PairCounts {
  /// The counts of the pairs that occur, in the order of the columns' levels.
  private(set) var pairs: [(first: Int, second: Int, count: Int)] = []
  /// By level of the first column.
  private(set) var first: [Int]
  /// By level of the second column.
  private(set) var second: [Int]
  private(set) var rowCount = 0

  init(_ table: Table, _ first: Int, _ second: Int, _ schema: Schema) {
    let (left, right) = (table.columns[first], table.columns[second])
    let isLeftMissing = left.levels.map(schema.columns[first].isMissing)
    let isRightMissing = right.levels.map(schema.columns[second].isMissing)
    let width = right.levels.count
    self.first = [Int](repeating: 0, count: left.levels.count)
    self.second = [Int](repeating: 0, count: width)
    let keys = zip(left.codes, right.codes).lazy
      .filter { !isLeftMissing[Int($0)] && !isRightMissing[Int($1)] }
      .map { Int($0) * width + Int($1) }
    // A field per possible pair is faster, where there are not far more of them than rows.
    if left.levels.count * width <= 4 * table.rowCount + 1_024 {
      var counts = [Int](repeating: 0, count: left.levels.count * width)
      for key in keys { counts[key] += 1 }
      for (key, count) in counts.enumerated() where count > 0 { add(key, count, width) }
    } else {
      var counts: [Int: Int] = [:]
      for key in keys { counts[key, default: 0] += 1 }
      for (key, count) in counts.sorted(by: { $0.key < $1.key }) { add(key, count, width) }
    }
  }

  private mutating func add(_ key: Int, _ count: Int, _ width: Int) {
    pairs.append((key / width, key % width, count))
    first[key / width] += count
    second[key % width] += count
    rowCount += count
  }

  /// Whether every text of the first column stands beside one of the second alone.
  var isSecondDetermined: Bool { pairs.count == usedCount(first) }
  /// The other way around.
  var isFirstDetermined: Bool { pairs.count == usedCount(second) }
  /// Pairs that one row has.
  var singleCount: Int { pairs.count { $0.count == 1 } }
  /// Pairs that there could be.
  var possibleCount: Int { usedCount(first) * usedCount(second) }

  private func usedCount(_ counts: [Int]) -> Int { counts.count { $0 > 0 } }

  /// The share of rows with a pair that does not occur, if both columns were independent.
  var absentShare: Double {
    let total = Double(max(rowCount, 1))
    return 1
      - pairs.reduce(0) { sum, pair in
        sum + Double(first[pair.first]) / total * Double(second[pair.second]) / total
      }
  }

  /// Rows that would differ in one column from an earlier row that is equal in the other, if both were independent.
  func expectedMismatches(ofSecond isSecond: Bool) -> Double {
    let (given, determined) = isSecond ? (first, second) : (second, first)
    let total = Double(max(rowCount, 1))
    let collision = determined.reduce(0) { $0 + Double($1) / total * Double($1) / total }
    return Double(rowCount - usedCount(given)) * (1 - collision)
  }
}
