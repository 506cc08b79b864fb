import Parallel
import Testing
import Validation

/// Rows between neighbours of a class.
@Suite struct OversamplingTests {
  private let team = ThreadTeam(threadCount: 2)

  /// Two numbers and a code; the second number and the code tell two groups apart.
  private func rows(_ count: Int) -> FeatureMatrix {
    var generator = SeededGenerator(seed: 1, stream: "rows")
    var values: [Float] = []
    for row in 0..<count {
      let isFar = row % 2 == 1
      values.append(Float.random(in: 0..<1, using: &generator))
      values.append(Float.random(in: 0..<1, using: &generator) + (isFar ? 1_000 : 0))
      values.append(isFar ? 3 : 1)
    }
    return FeatureMatrix(rowCount: count, featureCount: 3, values: values)
  }

  private func made(_ count: Int, from rows: FeatureMatrix, seed: UInt64 = 2) -> FeatureMatrix {
    var generator = SeededGenerator(seed: seed, stream: "made")
    return Oversampling(
      rows, isCategorical: [false, false, true], candidateLimit: 1_000, seed: 0, team: team
    ).rows(count, using: &generator)
  }

  @Test func newRowsLieBetweenNeighboursAndKeepTheirCategory() {
    let made = made(500, from: rows(40))
    #expect(made.rowCount == 500)
    for row in 0..<500 {
      let (first, second, code) = (
        made.values[row * 3], made.values[row * 3 + 1], made.values[row * 3 + 2]
      )
      #expect((0..<1).contains(first))
      // Between the groups there is nothing, as neighbours are of one group.
      #expect((0..<1).contains(second) ? code == 1 : (1_000..<1_001).contains(second) && code == 3)
    }
    #expect(Set((0..<500).map { made.values[$0 * 3] }).count > 480, "rows are new ones")
  }

  @Test func bothNumbersMoveByTheSameFraction() {
    // Points on a line stay on it.
    let line = FeatureMatrix(
      rowCount: 20, featureCount: 2, values: (0..<20).flatMap { [Float($0), Float(3 * $0 + 1)] })
    var generator = SeededGenerator(seed: 4, stream: "line")
    let made = Oversampling(
      line, isCategorical: [false, false], candidateLimit: 100, seed: 0, team: team
    ).rows(200, using: &generator)
    for row in 0..<200 {
      #expect(abs(made.values[row * 2 + 1] - 3 * made.values[row * 2] - 1) < 1e-4)
      #expect(made.values[row * 2] >= 0 && made.values[row * 2] <= 19)
    }
  }

  @Test func categoriesFollowMostNeighbours() {
    // Five rows at one place, one of another name: its neighbours outvote it.
    let rows = FeatureMatrix(
      rowCount: 6, featureCount: 2, values: [0, 7, 0, 7, 0, 7, 0, 7, 0, 7, 0, 9])
    var generator = SeededGenerator(seed: 4, stream: "vote")
    let made = Oversampling(
      rows, isCategorical: [false, true], candidateLimit: 100, seed: 0, team: team
    ).rows(100, using: &generator)
    #expect((0..<100).allSatisfy { made.values[$0 * 2 + 1] == 7 })
  }

  @Test func gapsConstantsAndHugeNumbersStayFinite() {
    let largest = Float.greatestFiniteMagnitude
    let rows = FeatureMatrix(
      rowCount: 4, featureCount: 3,
      values: [.nan, 5, largest, .nan, 5, -largest, 1, 5, 0, 2, 5, largest])
    var generator = SeededGenerator(seed: 4, stream: "odd")
    let made = Oversampling(
      rows, isCategorical: [false, false, false], candidateLimit: 1, seed: 0, team: team
    ).rows(50, using: &generator)
    for row in 0..<50 {
      #expect(made.values[row * 3].isNaN || (1...2).contains(made.values[row * 3]))
      #expect(made.values[row * 3 + 1] == 5)
      #expect(made.values[row * 3 + 2].isFinite)
    }
  }

  @Test func aSingleRowHasNoNeighbour() {
    #expect(made(10, from: rows(1)).rowCount == 0)
    #expect(made(10, from: rows(2)).rowCount == 10)
  }

  @Test func theSeedDecides() {
    #expect(made(50, from: rows(30)) == made(50, from: rows(30)))
    #expect(made(50, from: rows(30)) != made(50, from: rows(30), seed: 3))
  }
}
