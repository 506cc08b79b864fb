import Engine
import Glibc
import Parallel
import Testing

/// Rows of which some levels are known, from a network whose probabilities are worked out by the formula.
@Suite struct TokenCompletionTests {
  private typealias Network = TokenLimitsTests

  /// Every row with its probability in the network.
  private static let exact: [[Int]: Double] = {
    var rows: [[Int]: Double] = [[]: 1]
    for _ in 0..<3 {
      var longer: [[Int]: Double] = [:]
      for (row, p) in rows {
        for (level, share) in Network.probabilities(row.count, after: row).enumerated() {
          longer[row + [level]] = p * share
        }
      }
      rows = longer
    }
    return rows
  }()

  private static let rowCount = 20_000
  private static let candidateCount = 64

  private func candidates(
    _ codes: [[Int32]?], stratified: Bool = true, threads: Int = 2,
    judges: [Int: [KnownTokens.Judge]] = [:]
  ) -> LimitedRows {
    TokenSampler(Network.layout, weights: Network.weights, isStratified: stratified).candidates(
      Self.candidateCount,
      of: KnownTokens(rowCount: Self.rowCount, codes: codes, judges: judges), label: 0,
      noise: Philox(key: 12), team: ThreadTeam(threadCount: threads))
  }

  /// One candidate of every row, drawn by weight.
  private func chosen(_ drawn: LimitedRows) -> [[Int]] {
    var noise = Philox(key: 3)
    return (0..<Self.rowCount).map { row in
      let group = row * Self.candidateCount..<(row + 1) * Self.candidateCount
      let weights = group.map { exp(Double(drawn.logWeights[$0])) }
      var rest = Double.random(in: 0..<weights.reduce(0, +), using: &noise)
      let place = weights.firstIndex { weight in
        rest -= weight
        return rest < 0
      }
      return drawn.codes.map { Int($0[group.lowerBound + (place ?? 0)]) }
    }
  }

  @Test(arguments: [false, true])
  func `earlier levels are as frequent as the network says given a later one`(stratified: Bool) {
    for level in 0..<3 {
      let known = [Int32](repeating: Int32(level), count: Self.rowCount)
      let drawn = candidates([nil, nil, known], stratified: stratified)
      let rows = chosen(drawn)
      #expect(rows.allSatisfy { $0[2] == level })
      let given = Self.exact.filter { $0.key[2] == level }
      let total = given.values.reduce(0, +)
      let mean =
        drawn.logWeights.reduce(0) { $0 + exp(Double($1)) }
        / Double(drawn.logWeights.count)
      #expect(
        abs(mean - total) < 0.01 * total, "the weights' mean is the known level's probability")
      for (row, p) in given {
        let share = Double(rows.count { $0 == row }) / Double(Self.rowCount)
        let deviation = (p / total * (1 - p / total) / Double(Self.rowCount)).squareRoot()
        #expect(abs(share - p / total) < 4.5 * deviation + 0.004, "row \(row): \(share)")
      }
      // Without the weights they would not be: the network knows nothing yet of the later level.
      let free = given.keys.map { row in
        Self.exact.filter { $0.key[0] == row[0] && $0.key[1] == row[1] }.values.reduce(0, +)
      }
      #expect(zip(given.values, free).contains { abs($0 / total - $1) > 0.03 })
    }
  }

  @Test func `rows may differ in what is known, and several levels may be`() {
    let codes: [[Int32]?] = [
      nil, (0..<Self.rowCount).map { $0 % 2 == 0 ? 1 : -1 },
      (0..<Self.rowCount).map { $0 % 2 == 0 ? 2 : 0 },
    ]
    let rows = chosen(candidates(codes))
    for (parity, pattern) in [(0, [-1, 1, 2]), (1, [-1, -1, 0])] {
      let own = rows.indices.filter { $0 % 2 == parity }.map { rows[$0] }
      let given = Self.exact.filter { row in
        zip(row.key, pattern).allSatisfy { $1 < 0 || $0 == $1 }
      }
      let total = given.values.reduce(0, +)
      #expect(own.allSatisfy { given[$0] != nil })
      for (row, p) in given {
        let share = Double(own.count { $0 == row }) / Double(own.count)
        #expect(abs(share - p / total) < 0.02, "row \(row): \(share) for \(p / total)")
      }
    }
  }

  @Test func `a judge weighs candidates as a known level does`() {
    let known = [Int32](repeating: 1, count: Self.rowCount)
    let likes: KnownTokens.Judge = { _, codes in codes[1].map { $0 == 1 ? 0 : -60 } }
    let rows = chosen(candidates([nil, nil, known], judges: [1: [likes]]))
    let given = Self.exact.filter { $0.key[1] == 1 && $0.key[2] == 1 }
    let total = given.values.reduce(0, +)
    for (row, p) in given {
      let share = Double(rows.count { $0 == row }) / Double(Self.rowCount)
      #expect(abs(share - p / total) < 0.02, "row \(row): \(share) for \(p / total)")
    }
  }

  @Test func `the number of threads decides nothing`() {
    let known = [Int32](repeating: 1, count: Self.rowCount)
    let (one, many) = (
      candidates([nil, nil, known], threads: 1), candidates([nil, nil, known], threads: 3)
    )
    #expect(one.codes == many.codes && one.logWeights == many.logWeights)
  }
}
