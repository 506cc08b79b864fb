import Testing
import Validation

/// Published tables of 2,000 census rows: a generator's output, and training rows with 30 % of their cells redrawn.
@Suite(
  .enabled(
    if: SharedTables.isPresent,
    "needs ../shared/data or AUGMENT_SHARED_DATA with published_synthetic"))
struct PublishedTablesTests {
  private func comparison(_ synthetic: String) throws -> Comparison {
    try SharedTables.comparison(
      training: "census2k_train", holdout: "census2k_holdout",
      synthetic: "census2k_syn_\(synthetic)")
  }

  @Test func redrawnTrainingRowsAreAClearPrivacyFailure() throws {
    let comparison = try comparison("flip30")
    let scores = DistanceScores(comparison)
    #expect(try #require(scores.closest.value) > 0.65)
    #expect(try #require(scores.closeRecordRate.value) > 2 * CloseRecordRate.quantile)
    #expect(try #require(scores.neighborDistanceRatio.value) < 0.2)
    #expect(try #require(scores.overfittingProtection.value) < 0.7)
    #expect(try #require(NearCopies().score(comparison).value) > 0.04)
    let profile = try #require(scores.profile)
    #expect(profile.syntheticToTraining.quantiles[1] < profile.holdoutToTraining.quantiles[1] / 2)
  }

  @Test func theOutputOfAGeneratorIsClean() throws {
    let comparison = try comparison("mostly")
    let scores = DistanceScores(comparison)
    #expect((0.47...0.55).contains(try #require(scores.closest.value)))
    #expect(try #require(scores.closeRecordRate.value) <= CloseRecordRate.quantile)
    #expect(try #require(scores.neighborDistanceRatio.value) > 0.9)
    #expect(try #require(scores.overfittingProtection.value) > 0.95)
    #expect(NearCopies().score(comparison) == .value(0))
  }

  @Test func alphaAndBetaTellARealSampleFromIndependentColumns() throws {
    var comparison = try comparison("mostly")
    comparison.synthetic = comparison.holdout
    let sample = ManifoldScores(comparison)
    #expect(try #require(sample.alphaPrecision.value) > 0.97)
    #expect((0.42...0.58).contains(try #require(sample.betaRecall.value)))
    #expect((0.4...0.6).contains(try #require(sample.authenticity.value)))
    var generator = SeededGenerator(seed: 1, stream: "independent columns")
    for index in comparison.synthetic.columns.indices {
      if let codes = comparison.synthetic.columns[index].codes {
        comparison.synthetic.columns[index].values = .categorical(codes.shuffled(using: &generator))
      } else if let numbers = comparison.synthetic.columns[index].numbers {
        comparison.synthetic.columns[index].values = .numeric(numbers.shuffled(using: &generator))
      }
    }
    let independent = ManifoldScores(comparison)
    #expect(try #require(independent.betaRecall.value) < 0.2)
    #expect(try #require(independent.authenticity.value) > 0.75)
  }
}
