import Parallel
import Testing
import Validation

/// Privacy metrics against SDMetrics 0.32 and a brute-force reference, on fixed rows.
@Suite struct PrivacyGoldenTests {
  private let team = ThreadTeam(threadCount: 2)

  @Test func nearCopiesAreTheRowsThatSDMetricsCallsNotNew() throws {
    for table in try PrivacyGolden.tables() {
      let sides = table.sides
      let share = NearCopies.share(
        training: sides.training, synthetic: sides.synthetic, team: team)
      #expect(agree(share, table.nearCopies), "\(table.name): \(share)")
    }
  }

  @Test func overfittingProtectionEqualsSDMetrics() throws {
    for table in try PrivacyGolden.tables() {
      let sides = table.sides
      let score = OverfittingProtection.score(
        training: sides.training, holdout: sides.holdout, synthetic: sides.synthetic, team: team)
      #expect(agree(score, table.overfittingProtection), "\(table.name): \(score)")
    }
  }

  @Test func baselineProtectionWithTheSameRandomRowsEqualsSDMetrics() throws {
    for table in try PrivacyGolden.tables() {
      let sides = table.sides
      let score = BaselineProtection.score(
        training: sides.training, synthetic: sides.synthetic, random: sides.random, team: team)
      #expect(agree(score, table.baselineProtection), "\(table.name): \(score)")
    }
  }

  @Test func baselineProtectionWithOwnRandomRowsEqualsSDMetricsOverSeeds() throws {
    for table in try PrivacyGolden.tables() {
      let sides = table.sides
      let scores = (0..<40).compactMap { seed -> Double? in
        var generator = SeededGenerator(seed: UInt64(seed), stream: "random rows")
        let random = sides.training.random(sides.synthetic.rowCount, using: &generator)
        return BaselineProtection.score(
          training: sides.training, synthetic: sides.synthetic, random: random, team: team
        ).value
      }
      let mean = scores.reduce(0, +) / Double(scores.count)
      // Ten seeds there and forty here: four standard errors of the difference.
      let (expected, error) = (
        table.baselineProtectionOverSeeds[0], table.baselineProtectionOverSeeds[1]
      )
      #expect(scores.count == 40)
      #expect(abs(mean - expected) <= 4.5 * error + 1e-9, "\(table.name): \(mean) \(expected)")
    }
  }

  @Test func closeRecordRateEqualsBruteForce() throws {
    for table in try PrivacyGolden.tables() {
      let sides = table.sides
      let score = CloseRecordRate.score(
        training: sides.training, holdout: sides.holdout, synthetic: sides.synthetic, team: team)
      #expect(agree(score, table.closeRecordRate), "\(table.name): \(score)")
    }
  }

  @Test func neighborDistanceRatioEqualsBruteForce() throws {
    for table in try PrivacyGolden.tables() {
      let sides = table.sides
      let score = NeighborDistanceRatio.score(
        training: sides.training, holdout: sides.holdout, synthetic: sides.synthetic, team: team)
      #expect(agree(score, table.neighborDistanceRatio), "\(table.name): \(score)")
    }
  }

  @Test func quantilesOfTheDistanceProfileEqualBruteForce() throws {
    for table in try PrivacyGolden.tables() {
      let sides = table.sides
      let profile = try #require(
        DistanceProfile(
          training: sides.training, holdout: sides.holdout, synthetic: sides.synthetic, team: team))
      let distributions = [
        profile.syntheticToTraining, profile.syntheticToHoldout, profile.holdoutToTraining,
      ]
      for (distribution, quantiles) in zip(distributions, table.distanceQuantiles) {
        for (quantile, expected) in zip(distribution.quantiles, quantiles) {
          #expect(abs(quantile - expected) <= 1e-6, "\(table.name)")
        }
        #expect(distribution.counts.reduce(0, +) + distribution.beyond == distribution.rowCount)
      }
    }
  }

  @Test func manifoldScoresEqualTheReferenceWithAllColumnsAndWithoutTheLastIndicator() throws {
    for table in try PrivacyGolden.tables() {
      let sides = table.sides
      let rows = Array(0..<min(sides.training.rowCount, sides.synthetic.rowCount))
      let variants: [(ManifoldColumns, PrivacyTable.Manifold)] = [
        (.all, table.manifold), (.allButLastIndicator, table.manifoldButLast),
      ]
      for (columns, expected) in variants {
        func scores(_ definition: Authenticity.Definition) -> ManifoldScores {
          ManifoldScores(
            real: sides.training.rows(at: rows), synthetic: sides.synthetic.rows(at: rows),
            label: table.labelIndex, columns: columns, definition: definition, team: team)
        }
        let published = scores(.published)
        #expect(agree(published.alphaPrecision, expected.alphaPrecision), "\(table.name)")
        #expect(agree(published.betaRecall, expected.betaRecall), "\(table.name)")
        #expect(agree(published.authenticity, expected.authenticity), "\(table.name)")
        let other = scores(.synthcity)
        #expect(agree(other.authenticity, expected.synthcityAuthenticity), "\(table.name)")
        #expect(other.betaRecall == published.betaRecall)
      }
    }
  }

  /// Within 1e-6, or both without a value.
  private func agree(_ score: Score, _ expected: Double?) -> Bool {
    switch (score.value, expected) {
    case (let value?, let expected?): abs(value - expected) <= 1e-6
    case (nil, nil): true
    default: false
    }
  }
}
