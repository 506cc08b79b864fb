/// The triples of n things, numbered from 0 to n (n − 1) (n − 2) / 6 − 1 without a list of them.
///
/// The triple a < b < c has the rank C(c, 3) + C(b, 2) + a, with C(k, m) the number of ways to choose m of k things:
/// the combinatorial number system of degree 3.
/// - Source: Knuth (2011), "The Art of Computer Programming", volume 4A, section 7.2.1.3.
enum TripleRanks {
  /// The number of triples of `count` things; the largest integer where there are more than that.
  static func count(_ count: Int) -> Int {
    guard count > 2 else { return 0 }
    // Three numbers in a row: one of them can be divided by 3, and one of the first two by 2.
    let (pairs, isTooLarge) = count.multipliedReportingOverflow(by: count - 1)
    let (triples, overflows) = (pairs / 2).multipliedReportingOverflow(by: count - 2)
    return isTooLarge || overflows ? .max : triples / 3
  }

  /// The triple of a rank, ascending.
  static func triple(_ rank: Int) -> (Int, Int, Int) {
    let third = largest(below: rank) { count($0) }
    let rest = rank - count(third)
    let second = largest(below: rest) { $0 * ($0 - 1) / 2 }
    return (rest - second * (second - 1) / 2, second, third)
  }

  /// `limit` different ranks below `total`, ascending; all of them when `limit` is at least `total`.
  ///
  /// - Source: Bentley, Floyd (1987), "Programming pearls: a sample of brilliance", doi:10.1145/30401.315746.
  static func choose(
    _ limit: Int, of total: Int, using generator: inout some RandomNumberGenerator
  ) -> [Int] {
    if limit >= total { return Array(0..<total) }
    var chosen: Set<Int> = []
    for last in (total - max(limit, 0))..<total {
      let rank = Int.random(in: 0...last, using: &generator)
      if !chosen.insert(rank).inserted { chosen.insert(last) }
    }
    return chosen.sorted()
  }

  /// The largest number whose value, which grows, is at most `bound`.
  private static func largest(below bound: Int, _ value: (Int) -> Int) -> Int {
    var low = 0
    var high = 2
    while value(high) <= bound { high *= 2 }
    while high - low > 1 {
      let middle = (low + high) / 2
      if value(middle) <= bound { low = middle } else { high = middle }
    }
    return low
  }
}
