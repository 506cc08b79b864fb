import Engine
import Glibc
import Parallel
import Testing

/// Rows drawn from networks whose distribution is known: all weights zero, so that a token's bias says all.
@Suite struct TokenSamplerTests {
  private static let layout = TokenLayout(sizes: [4, 2, 7], embeddingWidth: 3, hiddenWidth: 5)

  /// A network that draws every token by `softmax(bias)`.
  private static func weights(_ headBias: [Float], classCount: Int = 2) -> TokenWeights {
    func zeros(_ shape: Int...) -> Tensor { Tensor(repeating: 0, shape: shape) }
    return TokenWeights(
      table: zeros(13, 3), weight: zeros(9, 15), classTable: zeros(classCount, 15),
      bias: zeros(15), classGain: zeros(classCount, 15), residualWeight: zeros(3, 5, 5),
      residualBias: zeros(3, 5), heads: zeros(5, 13), headBias: Tensor(headBias, shape: [13]))
  }

  /// A network in which every part matters.
  private static let arbitrary: TokenWeights = {
    func normal(_ part: UInt64, _ shape: Int...) -> Tensor {
      Philox(key: 40).split(part).normal(shape, deviation: 0.7)
    }
    return TokenWeights(
      table: normal(0, 13, 3), weight: normal(1, 9, 15), classTable: normal(2, 2, 15),
      bias: normal(3, 15), classGain: normal(4, 2, 15), residualWeight: normal(5, 3, 5, 5),
      residualBias: normal(6, 3, 5), heads: normal(7, 5, 13), headBias: normal(8, 13))
  }()

  private static let headBias: [Float] = [0, 1, 2, -1, 0.5, -0.5, 0, 0.3, -3, 2, 1, 0, -0.2]

  private static func softmax(_ token: Int) -> [Double] {
    let levels = layout.offsets[token]..<layout.offsets[token] + layout.sizes[token]
    let weights = levels.map { exp(Double(headBias[$0])) }
    return weights.map { $0 / weights.reduce(0, +) }
  }

  private func sample(_ weights: TokenWeights, _ count: Int, stratified: Bool, key: UInt64 = 1)
    -> [[Int32]]
  {
    TokenSampler(Self.layout, weights: weights, isStratified: stratified).sample(
      classes: (0..<count).map { Int32($0 % 2) }, noise: Philox(key: key),
      team: ThreadTeam(threadCount: 2))
  }

  @Test(arguments: [false, true])
  func `levels occur as often as the softmax says`(stratified: Bool) {
    let count = 40_000
    let codes = sample(Self.weights(Self.headBias), count, stratified: stratified)
    for token in codes.indices {
      for (level, p) in Self.softmax(token).enumerated() {
        let share = Double(codes[token].count { $0 == level }) / Double(count)
        let deviation = (p * (1 - p) / Double(count)).squareRoot()
        #expect(abs(share - p) < 4.5 * deviation, "token \(token), level \(level)")
      }
    }
  }

  @Test(arguments: [false, true])
  func `tokens that do not depend on each other are drawn so`(stratified: Bool) {
    let count = 40_000
    let codes = sample(Self.weights(Self.headBias), count, stratified: stratified)
    let (first, third) = (Self.softmax(0), Self.softmax(2))
    for (a, b) in [(0, 2), (1, 2), (2, 0), (1, 1)] {
      let p = first[a] * third[b + 1]
      let share =
        Double(zip(codes[0], codes[2]).count { $0 == a && $1 == b + 1 }) / Double(count)
      #expect(abs(share - p) < 4.5 * (p / Double(count)).squareRoot(), "levels \(a) and \(b + 1)")
    }
  }

  @Test func `stratified draws scatter less than independent ones`() {
    let errors = [false, true].map { stratified in
      (0..<20).reduce(0.0) { sum, key in
        let codes = sample(
          Self.weights(Self.headBias), 2_000, stratified: stratified, key: UInt64(key))
        return sum
          + codes.indices.reduce(0.0) { sum, token in
            Self.softmax(token).enumerated().reduce(sum) { sum, entry in
              let share = Double(codes[token].count { $0 == entry.offset }) / 2_000
              return sum + (share - entry.element) * (share - entry.element)
            }
          }
      }
    }
    #expect(errors[1] < errors[0] / 20, "squared errors: \(errors)")
  }

  @Test(arguments: [false, true])
  func `the same rows are drawn on any number of threads`(stratified: Bool) {
    let classes = (0..<20_000).map { Int32($0 % 2) }
    let sampler = TokenSampler(
      Self.layout, weights: Self.arbitrary, isStratified: stratified)
    let results = (1...3).map {
      sampler.sample(
        classes: classes, noise: Philox(key: 5), team: ThreadTeam(threadCount: $0))
    }
    #expect(results[1] == results[0] && results[2] == results[0])
    #expect(results[0].allSatisfy { $0.count == 20_000 })
    for (token, size) in Self.layout.sizes.enumerated() {
      #expect(results[0][token].allSatisfy { $0 >= 0 && $0 < size })
    }
  }

  @Test func `different noise draws different rows`() {
    #expect(
      sample(Self.arbitrary, 100, stratified: false, key: 1)
        != sample(Self.arbitrary, 100, stratified: false, key: 2))
  }

  @Test(arguments: [0, 1, 2, 3, 8_191, 8_192, 8_193])
  func `any number of rows is drawn`(count: Int) {
    for stratified in [false, true] {
      let codes = sample(Self.arbitrary, count, stratified: stratified)
      #expect(codes.map(\.count) == [count, count, count])
    }
  }
}

/// The numbers that stratified sampling hands out.
@Suite struct StrataTests {
  @Test(arguments: [1, 2, 3, 7, 8, 9, 100, 1_000, 1_024, 8_191, 8_192])
  func `every interval is given out once`(count: Int) {
    let keys = Philox(key: 4).uniform(count: count).map { ($0 * 5).rounded() }
    let uniform = Philox(key: 5).uniform(count: count)
    let numbers = Strata(count: count).spread(uniform, by: keys, noise: Philox(key: 6))
    #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 })
    // A 32-bit number may round up to its interval's end: half an interval's slack tells them apart all the same.
    let middles = Strata(count: count).spread(
      [Float](repeating: 0.5, count: count), by: keys, noise: Philox(key: 6))
    #expect(Set(middles.map { Int($0 * Float(count)) }) == Set(0..<count))
  }

  @Test func `any run of neighbours covers the range evenly`() {
    let count = 1_024
    let keys = (0..<count).map { Float($0) }
    let numbers = Strata(count: count).spread(
      [Float](repeating: 0.5, count: count), by: keys, noise: Philox(key: 6))
    for start in stride(from: 0, to: count - 64, by: 37) {
      let run = numbers[start..<start + 64]
      let counts = (0..<16).map { bin in run.count { Int($0 * 16) == bin } }
      #expect(counts.allSatisfy { (2...6).contains($0) }, "from \(start): \(counts)")
    }
  }
}
