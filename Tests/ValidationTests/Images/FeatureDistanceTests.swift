import Parallel
import Testing
import Validation

/// Laws of the distances of features: closed forms, limits, what cannot be measured.
@Suite struct FeatureDistanceTests {
  private let team = ThreadTeam(threadCount: 2)

  private func normal(_ dimension: Int, mean: Double, deviation: Double) -> FeatureMoments {
    FeatureMoments(
      count: 1_000, dimension: dimension, mean: [Double](repeating: mean, count: dimension),
      covariance: (0..<dimension * dimension).map {
        $0 % (dimension + 1) == 0 ? deviation * deviation : 0
      })
  }

  @Test(arguments: [(3, 0.5, 2.0), (20, -1.0, 0.25), (64, 0.0, 1.0), (8, 2.0, 0.0)])
  func frechetDistanceHasItsClosedForm(dimension: Int, mean: Double, deviation: Double) {
    let score = FrechetDistance.score(
      normal(dimension, mean: 0, deviation: 1),
      normal(dimension, mean: mean, deviation: deviation))
    let d = Double(dimension)
    #expect(isNear(score, d * mean * mean + d * (1 - deviation) * (1 - deviation)))
  }

  @Test func frechetDistanceOfCovariancesThatDoNotCommute() {
    // tr √(AB) of 2 × 2 matrices is √(tr AB + 2 √det AB).
    let (first, second) = ([2.0, 1, 1, 3], [1.0, -0.5, -0.5, 4])
    let score = FrechetDistance.score(
      FeatureMoments(count: 9, dimension: 2, mean: [0, 0], covariance: first),
      FeatureMoments(count: 9, dimension: 2, mean: [1, 2], covariance: second))
    // AB = (1.5, 3; −0.5, 11.5), and det AB = 5 · 3.75.
    let root = (13 + 2 * 18.75.squareRoot()).squareRoot()
    #expect(isNear(score, 15 - 2 * root))
  }

  @Test func aSetIsAtDistanceZeroFromItself() {
    let features = Draws.features("itself", 80, 12, dead: 4)
    #expect(abs(FrechetDistance.score(features, features, team: team).value ?? 1) < 1e-6)
  }

  @Test func tooFewImagesHaveNoFrechetDistance() {
    let few = Draws.features("few", 12, 12)
    let many = Draws.features("many", 50, 12)
    let reason = FrechetDistance.score(few, many, team: team).reason
    #expect(reason == "it takes more than 12 images of each side, there are 12")
    #expect(FrechetDistance.score(Draws.features("more", 13, 12), many, team: team).value != nil)
  }

  @Test func kernelDistanceOfOneDistributionIsZeroUpToItsDeviation() throws {
    let measure = KernelDistance(subsetCount: 40, subsetSize: 100, seed: 3)
    let same = measure.score(
      Draws.features("one", 1_000, 16), Draws.features("two", 1_000, 16), team: team)
    let deviation = try #require(same.standardDeviation)
    #expect(abs(try #require(same.score.value)) < 2 * deviation)
    let other = measure.score(
      Draws.features("one", 1_000, 16), Draws.features("off", 1_000, 16, shift: 0.3), team: team)
    #expect(try #require(other.score.value) > 5 * deviation)
  }

  @Test func kernelSubsetsShrinkToTheImagesThereAre() throws {
    let (first, second) = (Draws.features("a", 30, 4), Draws.features("b", 30, 4))
    let whole = KernelDistance().score(first, second, team: team)
    #expect(isNear(whole.score, KernelDistance.distance(first, second)))
    #expect(whole.standardDeviation == nil)
    #expect(
      KernelDistance().score(Draws.features("c", 1, 4), second, team: team).score.reason != nil)
    let more = KernelDistance(subsetCount: 7).score(first, Draws.features("b", 50, 4), team: team)
    #expect(more.standardDeviation != nil)
  }

  @Test func classifierScoreHasItsLimits() {
    let sure = Features(
      count: 40, dimension: 4, values: (0..<160).map { $0 % 4 == $0 / 4 % 4 ? 1 : 0 })
    let parts = ClassifierScore(splitCount: 2)
    #expect(isNear(parts.score(sure, order: Array(0..<40)).score, 4))
    let unsure = Features(count: 40, dimension: 4, values: [Float](repeating: 0.25, count: 160))
    #expect(isNear(parts.score(unsure).score, 1))
    let none = Features(count: 0, dimension: 4, values: [])
    #expect(parts.score(none).score.reason == "there are no images")
    // As many parts as images: each is its own mean.
    #expect(isNear(ClassifierScore(splitCount: 99).score(sure).score, 1))
  }

  @Test func twoNormalSetsLieWhereEachOtherDo() {
    // In 64 dimensions; the golden file has the exact numbers of a smaller pair.
    let scores = PRDC(
      real: Draws.features("real", 1_500, 64), fake: Draws.features("fake", 1_500, 64), team: team)
    #expect(abs((scores.density.value ?? 0) - 1) < 0.2, "\(scores)")
    #expect(abs((scores.coverage.value ?? 0) - 31 / 32) < 0.02, "\(scores)")
    let precision = scores.precision.value ?? 0
    #expect(abs(precision - (scores.recall.value ?? 1)) < 0.05, "\(scores)")
  }

  @Test func copiesOfOneImageCoverNothingElse() {
    let real = Draws.features("real", 200, 8)
    let collapsed = real.rows(at: [Int](repeating: 5, count: 200))
    let scores = PRDC(real: real, fake: collapsed, team: team)
    #expect(scores.precision == .value(1))
    #expect((scores.coverage.value ?? 1) < 0.15 && scores.recall == .value(0), "\(scores)")
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func featuresThatAreNotFiniteGiveReasons(value: Float) {
    let good = Draws.features("good", 40, 3)
    var values = good.values
    values[17] = value
    let bad = Features(count: 40, dimension: 3, values: values)
    #expect(!bad.isFinite && good.isFinite)
    for (first, second) in [(bad, good), (good, bad)] {
      #expect(FrechetDistance.score(first, second, team: team).reason == "a feature is not finite")
      #expect(KernelDistance().score(first, second, team: team).score.reason != nil)
      #expect(PRDC(real: first, fake: second, team: team).coverage.reason != nil)
      #expect(ClassDiversity().ratio(fake: first, real: second).reason != nil)
    }
    #expect(ClassifierScore().score(bad).score.reason != nil)
  }

  @Test func hugeAndConstantFeaturesGiveNumbersOrReasons() {
    let huge = Draws.features("huge", 60, 5, scale: 1e30)
    let constant = Features(count: 60, dimension: 5, values: [Float](repeating: 3, count: 300))
    for (first, second) in [(huge, constant), (constant, constant), (huge, huge)] {
      let scores = [
        FrechetDistance.score(first, second, team: team),
        KernelDistance().score(first, second, team: team).score,
        PRDC(real: first, fake: second, team: team).coverage,
        ClassDiversity().ratio(fake: first, real: second),
      ]
      #expect(scores.allSatisfy { $0.value?.isFinite ?? ($0.reason != nil) }, "\(scores)")
    }
    #expect(FrechetDistance.score(constant, constant, team: team) == .value(0))
    #expect(ClassDiversity().ratio(fake: constant, real: constant).reason != nil)
    #expect(FrechetDistance.score(huge, Draws.features("x", 60, 4), team: team).reason != nil)
  }

  @Test func resultsDoNotDependOnThreads() {
    let (first, second) = (Draws.features("t1", 150, 10), Draws.features("t2", 170, 10, shift: 0.1))
    let results = [1, 2, 5].map { count in
      let team = ThreadTeam(threadCount: count)
      return (
        FrechetDistance.score(first, second, team: team),
        KernelDistance(subsetCount: 9, subsetSize: 60).score(first, second, team: team),
        PRDC(real: first, fake: second, team: team)
      )
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }
}
