/// One column of one table as a side of an association.
enum AssociationOperand: Sendable {
  /// Numbers, NaN where missing.
  case numbers([Double])
  /// Codes below `count`; missing is a level of its own, rare levels share one.
  case codes([Int32], count: Int)

  /// A column of both tables.
  struct Pair: Sendable {
    let real: AssociationOperand
    let synthetic: AssociationOperand
  }

  /// Levels beyond so many are one: a table of frequencies stays small, and each level has rows to speak for it.
  private static let levelLimit = 63

  /// A column of both tables, with levels that mean the same; the most frequent real ones are kept.
  static func pair(real: MetricTable.Column, synthetic: MetricTable.Column) -> Pair {
    if let numbers = real.numbers {
      return Pair(real: .numbers(numbers), synthetic: .numbers(synthetic.numbers ?? []))
    }
    let codes = (real: real.codes ?? [], synthetic: synthetic.codes ?? [])
    let levelCount = real.levels.count
    if levelCount <= levelLimit {
      return Pair(
        real: .codes(codes.real, count: levelCount),
        synthetic: .codes(codes.synthetic, count: levelCount))
    }
    let counts = TVComplement.counts(codes.real, levelCount: levelCount)
    let order = counts.indices.sorted { (-counts[$0], $0) < (-counts[$1], $1) }
    var newCode = [Int32](repeating: Int32(levelLimit), count: levelCount)
    for (code, level) in order.prefix(levelLimit).enumerated() { newCode[level] = Int32(code) }
    return Pair(
      real: .codes(codes.real.map { newCode[Int($0)] }, count: levelLimit + 1),
      synthetic: .codes(codes.synthetic.map { newCode[Int($0)] }, count: levelLimit + 1))
  }

  /// The measure that fits both kinds, rounded to four decimals; nil where it has no meaning.
  func association(_ other: AssociationOperand) -> Double? {
    let score =
      switch (self, other) {
      case (.numbers(let first), .numbers(let second)):
        CorrelationSimilarity.coefficient(first, second)
      case (.codes(let first, let firstCount), .codes(let second, let secondCount)):
        AssociationMeasures.cramersV(first, second, levelCounts: (firstCount, secondCount))
      case (.numbers(let numbers), .codes(let groups, let count)),
        (.codes(let groups, let count), .numbers(let numbers)):
        AssociationMeasures.correlationRatio(numbers, groups: groups, groupCount: count)
      }
    return score.value.map { ($0 * 10_000).rounded() / 10_000 }
  }
}
