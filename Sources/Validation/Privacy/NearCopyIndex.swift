internal import Parallel

/// Finds out whether a table has a row that is nearly equal to a given one.
///
/// Rows with the same categories and the same gaps form a bucket, sorted by the number that tells rows apart best: a row
/// is compared with those rows of its bucket whose number is near enough, by the next best number first.
struct NearCopyIndex: Sendable {
  /// The largest difference of two numbers, relative to the row that is looked up.
  static let tolerance = 0.01
  /// At most about this many rows are compared; where more would be, evenly spread rows alone are looked up.
  static let workLimit = 500_000_000

  /// Indices of the numeric columns, the one that tells rows apart best first.
  private let order: [Int]
  /// The numeric columns in that order.
  private let columns: [[Double]]
  private let buckets: [RowHash: Int32]
  /// Where each bucket starts in the arrays below, and the end of the last one.
  private let starts: [Int]
  /// The rows, sorted by bucket, then by their best number.
  private let rows: [Int32]
  /// The best number of each of `rows`.
  private let numbers: [Double]
  /// The next best number of each of `rows`.
  private let nextNumbers: [Double]

  init(_ table: MetricTable) {
    order = Self.order(table)
    columns = order.map { table.columns[$0].numbers ?? [] }
    var buckets: [RowHash: Int32] = [:]
    let entries = table.bucketHashes().enumerated().map { [columns] row, hash in
      let bucket = buckets[hash, default: Int32(buckets.count)]
      buckets[hash] = bucket
      let keys = Self.keys(columns, row)
      return (bucket: bucket, row: Int32(row), number: keys.best, next: keys.next)
    }.sorted { ($0.bucket, $0.number, $0.row) < ($1.bucket, $1.number, $1.row) }
    var starts = [Int](repeating: entries.count, count: buckets.count + 1)
    for index in entries.indices.reversed() { starts[Int(entries[index].bucket)] = index }
    self.buckets = buckets
    self.starts = starts
    rows = entries.map(\.row)
    numbers = entries.map(\.number)
    nextNumbers = entries.map(\.next)
  }

  /// For each row of a table with the same columns (or evenly spread ones, see `workLimit`), whether a row is nearly
  /// equal to it.
  func contains(_ table: MetricTable, team: ThreadTeam) -> [Bool] {
    let hashes = table.bucketHashes()
    let others = order.map { table.columns[$0].numbers ?? [] }
    let chunk = 1_024
    let chunkCount = (table.rowCount + chunk - 1) / chunk
    func range(_ index: Int) -> Range<Int> {
      index * chunk..<min((index + 1) * chunk, table.rowCount)
    }
    let candidates = team.map(chunkCount) { index in
      range(index).map { self.candidates(hashes[$0], Self.keys(others, $0).best) }
    }
    let work = candidates.joined().reduce(0) { $0 + $1.count }
    let step = max(1, (work + Self.workLimit - 1) / Self.workLimit)
    let found = team.map(chunkCount) { index in
      zip(range(index), candidates[index]).filter { $0.0.isMultiple(of: step) }.map { row, places in
        contains(row, of: others, places)
      }
    }
    return found.flatMap { $0 }
  }

  /// Numeric columns by the share of pairs of rows that are near in them, the smallest first.
  private static func order(_ table: MetricTable) -> [Int] {
    let sampleCount = 1_000
    let shares = table.columns.indices.compactMap { index -> (share: Double, index: Int)? in
      guard let numbers = table.columns[index].numbers else { return nil }
      let step = max(1, numbers.count / sampleCount)
      let sample = stride(from: 0, to: numbers.count, by: step).map { numbers[$0] }
        .filter { !$0.isNaN }.sorted()
      // A column with hardly any number comes last.
      guard sample.count > 1 else { return (1, index) }
      let near = sample.reduce(0) { sum, number in
        let reach = self.reach(number)
        return sum + sample.firstIndex(ofSorted: { $0 > number + reach })
          - sample.firstIndex(ofSorted: { $0 >= number - reach })
      }
      return (Double(near) / Double(sample.count * sample.count), index)
    }
    return shares.sorted { ($0.share, $0.index) < ($1.share, $1.index) }.map(\.index)
  }

  /// The first two numbers that a row has, 0 for those that it lacks: rows of a bucket lack the same ones.
  private static func keys(_ columns: [[Double]], _ row: Int) -> (best: Double, next: Double) {
    var best: Double?
    for column in columns where !column[row].isNaN {
      if let best { return (best, column[row]) }
      best = column[row]
    }
    return (best ?? 0, 0)
  }

  /// The places of the rows with this hash whose best number is near the given one.
  private func candidates(_ hash: RowHash, _ number: Double) -> Range<Int> {
    guard let bucket = buckets[hash] else { return 0..<0 }
    let places = numbers[starts[Int(bucket)]..<starts[Int(bucket) + 1]]
    // A little wider than the tolerance: rounding must not lose a row.
    let reach = Self.reach(number) * 1.000001
    let first = places.firstIndex(ofSorted: { $0 >= number - reach })
    return first..<max(first, places.firstIndex(ofSorted: { $0 > number + reach }))
  }

  /// Whether a row at one of these places is nearly equal to a row of the same bucket.
  private func contains(_ row: Int, of others: [[Double]], _ places: Range<Int>) -> Bool {
    let next = Self.keys(others, row).next
    let reach = Self.reach(next)
    return places.contains { place in
      let number = nextNumbers[place]
      guard number == next || abs(number - next) <= reach else { return false }
      let own = Int(rows[place])
      return columns.indices.allSatisfy { column in
        let (mine, other) = (columns[column][own], others[column][row])
        return other.isNaN || mine == other || abs(mine - other) <= Self.reach(other)
      }
    }
  }

  /// By how much a number may differ from this one; 0 for infinite ones.
  private static func reach(_ number: Double) -> Double {
    number.isFinite ? abs(tolerance * number) : 0
  }
}

extension MetricTable {
  /// One hash per row of its categories and of which numbers are missing.
  fileprivate func bucketHashes() -> [RowHash] {
    var hashes = [RowHash](repeating: RowHash(), count: rowCount)
    for column in columns {
      switch column.values {
      case .numeric(let numbers):
        for row in numbers.indices { hashes[row].combine(numbers[row].isNaN ? 1 : 0) }
      case .categorical(let codes):
        for row in codes.indices { hashes[row].combine(UInt64(UInt32(bitPattern: codes[row]))) }
      case .text, .excluded: break
      }
    }
    return hashes
  }
}

extension RandomAccessCollection {
  /// The first index from which on every element satisfies the condition; `endIndex` if none does.
  ///
  /// Elements that satisfy it come after those that do not.
  fileprivate func firstIndex(ofSorted isLater: (Element) -> Bool) -> Index {
    var low = startIndex
    var count = self.count
    while count > 0 {
      let half = count / 2
      let middle = index(low, offsetBy: half)
      if isLater(self[middle]) {
        count = half
      } else {
        low = index(after: middle)
        count -= half + 1
      }
    }
    return low
  }
}
