/// The pattern of a key column, for making new keys that look like the real ones and are none of
/// them.
///
/// Whole numbers that count the rows are continued; other whole numbers are drawn from those unused
/// in their range. Names of several words are recombined word by word. Anything else is drawn
/// character by character from what stood at that place in keys of the same shape, so `7590-VHVEG`
/// gives four digits, a hyphen and five capitals.
public struct IdentifierPattern: Sendable {
  fileprivate enum Manner: Sendable {
    case count(from: Int)
    case range(ClosedRange<Int>)
    case words(WordRecombiner)
    case shapes(CharacterShapes)
  }

  fileprivate let manner: Manner
  fileprivate let taken: Set<String>
  private let startsFormula: Bool

  /// Learns the pattern of a column; `missingMarkers` are the cells that are no keys.
  public init(column: Column, missingMarkers: [String] = []) {
    let missing = Set(missingMarkers)
    let keys = zip(column.levels, column.levelCounts).filter { $1 > 0 && !missing.contains($0) }
      .map(\.0)
    taken = Set(keys)
    startsFormula = keys.contains { SpreadsheetFormula.isLike($0) }
    if let numbers = Self.wholeNumbers(keys) {
      manner = Self.manner(of: numbers)
    } else if Self.areNames(keys) {
      manner = .words(WordRecombiner(texts: keys))
    } else {
      manner = .shapes(CharacterShapes(keys))
    }
  }

  /// New keys: none of the real ones, none twice.
  ///
  /// The same generator state gives the same keys.
  public func generate(
    count: Int, using generator: inout some RandomNumberGenerator
  ) -> [String] {
    var series = KeySeries(self, count: count)
    return series.next(count, using: &generator)
  }

  /// Whether a text may be a new key as far as spreadsheets go.
  fileprivate func isSafe(_ key: String) -> Bool {
    startsFormula || !SpreadsheetFormula.isLike(key)
  }

  /// One try.
  ///
  /// The more tries in a row have failed, the wider the net is cast, so that the search always
  /// ends.
  fileprivate func candidate(
    count: Int, failures: Int, using generator: inout some RandomNumberGenerator
  ) -> String {
    switch manner {
    case .count(let start): return String(start)
    case .range(let range):
      // Room for the new keys beside the real ones, twice over.
      let reach = max(range.upperBound, range.lowerBound + 2 * (taken.count + count))
      let extra = min(failures / 16, 40)
      let limit = extra > 0 ? reach &+ (reach - range.lowerBound) &* extra : reach
      return String(Int.random(in: range.lowerBound...max(limit, reach), using: &generator))
    case .words(let recombiner):
      let text = recombiner.text(using: &generator)
      return failures < 64 ? text : text + " " + Self.serial(failures, using: &generator)
    case .shapes(let shapes):
      return shapes.text(widening: failures / 32, using: &generator)
    }
  }

  /// A number that grows longer with the failures.
  private static func serial(
    _ failures: Int, using generator: inout some RandomNumberGenerator
  ) -> String {
    String(Int.random(in: 2...(9 + failures * failures), using: &generator))
  }

  /// The keys as whole numbers, when all are and are spelled plainly.
  private static func wholeNumbers(_ keys: [String]) -> [Int]? {
    guard !keys.isEmpty else { return nil }
    var numbers: [Int] = []
    numbers.reserveCapacity(keys.count)
    for key in keys {
      guard key.utf8.count <= 15, let number = Int(key), String(number) == key else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private static func manner(of numbers: [Int]) -> Manner {
    let lowest = numbers.min() ?? 0
    let highest = numbers.max() ?? 0
    // All numbers from the lowest to the highest are used: count on.
    return highest - lowest + 1 == numbers.count
      ? .count(from: highest + 1) : .range(lowest...highest)
  }

  /// Whether most keys are several words of letters.
  private static func areNames(_ keys: [String]) -> Bool {
    let names = keys.count { key in
      key.split(separator: " ").count { $0.count > 1 && $0.allSatisfy { !$0.isNumber } } >= 2
    }
    return names * 2 > keys.count
  }
}

/// New keys of a pattern, piece by piece: none of the real ones, none twice.
public struct KeySeries: Sendable {
  private let pattern: IdentifierPattern
  /// How many there will be in all.
  private let count: Int
  private var madeCount = 0
  private var failures = 0
  /// Numbers that stand for the keys that are taken. A new key whose number is that of another is passed over, needlessly but
  /// hardly ever, and keys need not be kept.
  private var used: Set<UInt64>

  /// The beginning of a series of `count` keys.
  public init(_ pattern: IdentifierPattern, count: Int) {
    (self.pattern, self.count) = (pattern, count)
    used = Set(pattern.taken.map(Self.number))
  }

  /// The next keys.
  public mutating func next(
    _ pieceCount: Int, using generator: inout some RandomNumberGenerator
  ) -> [String] {
    defer { madeCount += pieceCount }
    if case .count(let start) = pattern.manner {
      return (madeCount..<madeCount + pieceCount).map { String(start + $0) }
    }
    var keys: [String] = []
    keys.reserveCapacity(pieceCount)
    for _ in 0..<pieceCount {
      while true {
        let key = pattern.candidate(count: count, failures: failures, using: &generator)
        if pattern.isSafe(key) && used.insert(Self.number(key)).inserted {
          keys.append(key)
          // Forgotten slowly: once keys are scarce, they stay scarce.
          failures -= failures / 4
          break
        }
        failures += 1
      }
    }
    return keys
  }

  /// The 64-bit hash of Fowler, Noll and Vo, its bits mixed once more.
  private static func number(_ key: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash = (hash ^ (hash >> 32)) &* 0x9E37_79B9_7F4A_7C15
    return hash ^ (hash >> 29)
  }
}
