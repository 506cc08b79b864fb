import Engine
import Glibc
import Parallel
import Testing

/// Rows drawn under limits, from a network whose probabilities are worked out by the formula.
@Suite struct TokenLimitsTests {
  static let layout = TokenLayout(sizes: [4, 2, 3], embeddingWidth: 3, hiddenWidth: 5)

  /// A network in which every part matters.
  static let weights: TokenWeights = {
    func normal(_ part: UInt64, _ shape: Int...) -> Tensor {
      Philox(key: 41).split(part).normal(shape, deviation: 0.9)
    }
    return TokenWeights(
      table: normal(0, 9, 3), weight: normal(1, 9, 15), classTable: normal(2, 2, 15),
      bias: normal(3, 15), classGain: normal(4, 2, 15), residualWeight: normal(5, 3, 5, 5),
      residualBias: normal(6, 3, 5), heads: normal(7, 5, 9), headBias: normal(8, 9))
  }()

  private static let permitted: [[Bool]?] = [
    [true, false, true, false], nil, [false, true, true],
  ]

  private static func silu(_ x: Double) -> Double { x / (1 + exp(-x)) }

  /// P(level of `token` | earlier levels, class 0), as `TokenNetwork` says.
  static func probabilities(_ token: Int, after earlier: [Int]) -> [Double] {
    let w = weights
    func at(_ tensor: Tensor, _ index: Int) -> Double { Double(tensor.pointer[index]) }
    let h = (0..<5).map { j -> Double in
      var sum = at(w.bias, token * 5 + j) + at(w.classTable, token * 5 + j)
      for (place, level) in earlier.enumerated() {
        for i in 0..<3 {
          sum +=
            at(w.table, (layout.offsets[place] + level) * 3 + i)
            * at(w.weight, (place * 3 + i) * 15 + token * 5 + j)
        }
      }
      return silu(sum) * (1 + at(w.classGain, token * 5 + j))
    }
    let output = (0..<5).map { j -> Double in
      let inner = (0..<5).reduce(at(w.residualBias, token * 5 + j)) {
        $0 + h[$1] * at(w.residualWeight, token * 25 + $1 * 5 + j)
      }
      return h[j] + silu(inner)
    }
    let shares = (0..<layout.sizes[token]).map { level -> Double in
      let column = layout.offsets[token] + level
      return exp(
        (0..<5).reduce(at(w.headBias, column)) { $0 + output[$1] * at(w.heads, $1 * 9 + column) })
    }
    return shares.map { $0 / shares.reduce(0, +) }
  }

  /// Every permitted row with its probability in the network.
  private static let exact: [[Int]: Double] = {
    var rows: [[Int]: Double] = [[]: 1]
    for token in 0..<3 {
      var longer: [[Int]: Double] = [:]
      for (row, p) in rows {
        for (level, share) in probabilities(token, after: row).enumerated()
        where permitted[token]?[level] ?? true {
          longer[row + [level]] = p * share
        }
      }
      rows = longer
    }
    return rows
  }()

  private func sample(_ count: Int, stratified: Bool, threads: Int = 2) -> LimitedRows {
    TokenSampler(Self.layout, weights: Self.weights, isStratified: stratified).sample(
      classes: [Int32](repeating: 0, count: count),
      limits: TokenLimits(permitted: Self.permitted), noise: Philox(key: 6),
      team: ThreadTeam(threadCount: threads))
  }

  @Test(arguments: [false, true])
  func `a level that is not permitted is never drawn`(stratified: Bool) {
    let codes = sample(100_000, stratified: stratified).codes
    #expect(Set(codes[0]) == [0, 2] && Set(codes[1]) == [0, 1] && Set(codes[2]) == [1, 2])
  }

  @Test(arguments: [false, true])
  func `weighted rows are as frequent as the network says given the limits`(stratified: Bool) {
    let count = 200_000
    let drawn = sample(count, stratified: stratified)
    let weights = drawn.logWeights.map { exp(Double($0)) }
    let total = Self.exact.values.reduce(0, +)
    let mean = weights.reduce(0, +) / Double(count)
    #expect(abs(mean - total) < 0.01 * total, "the weights' mean is the share of permitted rows")
    var sums: [[Int]: Double] = [:]
    for row in 0..<count { sums[drawn.codes.map { Int($0[row]) }, default: 0] += weights[row] }
    for (row, p) in Self.exact {
      let share = (sums[row] ?? 0) / Double(count) / mean
      #expect(abs(share - p / total) < 0.006, "row \(row): \(share) for \(p / total)")
    }
  }

  @Test func `the number of threads decides nothing, and without limits nothing changes`() {
    let (one, many) = (
      sample(30_000, stratified: true, threads: 1), sample(30_000, stratified: true, threads: 3)
    )
    #expect(one.codes == many.codes && one.logWeights == many.logWeights)
    let sampler = TokenSampler(Self.layout, weights: Self.weights, isStratified: true)
    let classes = [Int32](repeating: 1, count: 9_000)
    let team = ThreadTeam(threadCount: 2)
    let free = sampler.sample(classes: classes, limits: nil, noise: Philox(key: 2), team: team)
    #expect(free.codes == sampler.sample(classes: classes, noise: Philox(key: 2), team: team))
    #expect(free.logWeights.allSatisfy { $0 == 0 })
  }
}
