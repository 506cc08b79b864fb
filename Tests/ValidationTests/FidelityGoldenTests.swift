import Parallel
import Testing
import Validation

/// Column shapes, pair trends and closest records against SDMetrics 0.32 and a brute-force reference.
@Suite struct FidelityGoldenTests {
  private static func tables() throws -> [GoldenTable] {
    try Golden.read("validation_fidelity.json", as: FidelityGolden.self).tables
  }

  private let team = ThreadTeam(threadCount: 2)

  @Test func everyColumnShapeEqualsSDMetrics() throws {
    for table in try Self.tables() {
      let sides = table.metricTables
      let scores = ColumnShapes.scores(reference: sides[0], candidates: [sides[1]], team: team)[0]
      for (name, score) in zip(table.order, scores) {
        #expect(agree(score, table.missingAsCategory.columns[name] ?? nil), "\(table.name) \(name)")
      }
      let mean = ColumnShapes.summary(scores)
      #expect(agree(mean, table.missingAsCategory.shape), "\(table.name)")
    }
  }

  @Test func categoriesWithoutMissingCellsEqualSDMetricsOnRawCells() throws {
    for table in try Self.tables() {
      let sides = table.metricTables
      for (index, name) in table.order.enumerated() {
        guard let real = sides[0].columns[index].codes else { continue }
        let score = TVComplement.score(
          real: real, synthetic: sides[1].columns[index].codes ?? [],
          levelCount: sides[0].columns[index].levels.count, missingCode: 0)
        #expect(agree(score, table.missingDropped.columns[name] ?? nil), "\(table.name) \(name)")
      }
    }
  }

  @Test func everyPairTrendEqualsSDMetrics() throws {
    for table in try Self.tables() {
      let sides = table.metricTables
      let pairs = PairTrends.pairs(sides[0], configuration: ValidationConfiguration())
      let scores = PairTrends.scores(
        pairs, reference: sides[0], candidates: [sides[1]], team: team)[0]
      #expect(pairs.count == table.missingAsCategory.pairs.count)
      for expected in [table.missingAsCategory, table.missingDropped] {
        for (index, pair) in expected.pairs.enumerated() {
          #expect(table.order[pairs[index].first] == pair.first)
          #expect(table.order[pairs[index].second] == pair.second)
          #expect(agree(scores[index], pair.score), "\(table.name) \(pair.first) × \(pair.second)")
        }
      }
      #expect(agree(PairTrends.summary(scores), table.missingAsCategory.trend), "\(table.name)")
    }
  }

  @Test func closestRecordShareEqualsBruteForce() throws {
    for table in try Self.tables() {
      let sides = table.metricTables
      let half = sides[0].rowCount / 2
      let training = sides[0].rows(at: Array(0..<half))
      let share = ClosestRecordShare.share(
        training: training, holdout: sides[0].rows(at: Array(half..<2 * half)),
        synthetic: sides[1], scales: ClosestRecordShare.scales(training), team: team)
      #expect(agree(share, table.closestOfHalves), "\(table.name): \(share)")
    }
  }
}
