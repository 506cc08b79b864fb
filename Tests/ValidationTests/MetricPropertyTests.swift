import Datasets
import Parallel
import Testing
import Validation

/// Laws that hold for any data: identity, range, symmetry.
@Suite struct MetricPropertyTests {
  private let team = ThreadTeam(threadCount: 1)

  @Test(arguments: UInt64(1)...20)
  func aTableIsIdenticalToItselfInEveryColumnAndPair(seed: UInt64) {
    let table = random(seed: seed)
    let shapes = ColumnShapes.scores(reference: table, candidates: [table], team: team)[0]
    #expect(shapes.allSatisfy { $0.value == 1 }, "seed \(seed)")
    let pairs = PairTrends.pairs(table, configuration: ValidationConfiguration())
    let trends = PairTrends.scores(pairs, reference: table, candidates: [table], team: team)[0]
    #expect(trends.allSatisfy { $0.value == 1 || $0.reason != nil }, "seed \(seed)")
  }

  @Test(arguments: UInt64(1)...20)
  func scoresAreInRangeAndDoNotDependOnWhichSideIsReal(seed: UInt64) throws {
    let tables = [random(seed: seed), random(seed: seed + 100)]
    let pairs = PairTrends.pairs(tables[0], configuration: ValidationConfiguration())
    let both = [(0, 1), (1, 0)].map { real, synthetic in
      ColumnShapes.scores(
        reference: tables[real], candidates: [tables[synthetic]], team: team)[0]
        + PairTrends.scores(
          pairs, reference: tables[real], candidates: [tables[synthetic]], team: team)[0]
    }
    for (forward, backward) in zip(both[0], both[1]) {
      guard let value = forward.value, let other = backward.value else { continue }
      #expect((0...1).contains(value), "seed \(seed)")
      #expect(abs(value - other) < 1e-5, "seed \(seed)")
    }
  }

  @Test func manyLevelsGiveTheSameScoreAsFew() {
    // 3,000 × 3,000 cells are counted in a dictionary, 30 × 30 in an array: codes spread out must not matter.
    var generator = SeededGenerator(seed: 1, stream: "levels")
    let sides = (0..<2).map { _ in
      (0..<2).map { _ in (0..<500).map { _ in Int32.random(in: 0..<30, using: &generator) } }
    }
    let dense = ContingencySimilarity.score(
      real: (sides[0][0], sides[0][1]), synthetic: (sides[1][0], sides[1][1]),
      levelCounts: (30, 30))
    let spread = sides.map { $0.map { $0.map { $0 * 100 } } }
    let sparse = ContingencySimilarity.score(
      real: (spread[0][0], spread[0][1]), synthetic: (spread[1][0], spread[1][1]),
      levelCounts: (3_000, 3_000))
    #expect(abs((dense.value ?? 0) - (sparse.value ?? 1)) < 1e-12)
  }

  @Test func oppositeCorrelationsScoreZero() {
    let rising = (first: [1.0, 2, 3], second: [1.0, 2, 3])
    let falling = (first: [1.0, 2, 3], second: [3.0, 2, 1])
    let score = CorrelationSimilarity.score(real: rising, synthetic: falling)
    #expect(abs(score.value ?? 1) < 1e-12)
  }

  @Test func disjointNumbersAndCategoriesScoreZero() {
    #expect(KSComplement.score(real: [1, 2], synthetic: [3, 4]) == .value(0))
    let categories = TVComplement.score(real: [0, 0], synthetic: [1, 1], levelCount: 2)
    #expect(abs(categories.value ?? 1) < 1e-6)
  }

  /// A table of two numeric and two categorical columns, with gaps.
  private func random(seed: UInt64) -> MetricTable {
    var generator = SeededGenerator(seed: seed, stream: "property")
    let count = Int.random(in: 2...200, using: &generator)
    let columns = (0..<4).map { index -> MetricTable.Column in
      if index < 2 {
        let numbers = (0..<count).map { row in
          row > 1 && Bool.random(using: &generator)
            ? Double.nan : Double.random(in: -1...1, using: &generator)
        }
        return MetricTable.Column(name: "n\(index)", kind: .decimal, values: .numeric(numbers))
      }
      let codes = (0..<count).map { _ in Int32.random(in: 0..<5, using: &generator) }
      return MetricTable.Column(
        name: "c\(index)", kind: .categorical, values: .categorical(codes),
        levels: ["", "a", "b", "c", "d"], missingCode: 0)
    }
    return MetricTable(columns: columns, rowCount: count)
  }
}
