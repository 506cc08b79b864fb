import Datasets
import Parallel
import Testing
import Validation

/// Weighted forests, average precision, neighbours and intervals against xgboost, scikit-learn and numpy.
@Suite struct AugmentationGoldenTests {
  private struct Content: Decodable {
    struct Forest: Decodable {
      let name: String
      let labels: [Float]
      let weights: [Float]
      let predictions: [Float]
    }
    struct Precision: Decodable {
      let scores: [Float]
      let truths: [Int32]
      let value: Double
    }
    struct ClassIntervals: Decodable {
      let truths: [Int32]
      let models: [[Int32]]
      let classCount: Int
      let seedCount: Int
      let means: [[Double]]
      let lower: [[Double]]
      let upper: [[Double]]
    }
    struct ErrorIntervals: Decodable {
      let truths: [Double]
      let models: [[Double]]
      let seedCount: Int
      let means: [[Double]]
      let lower: [[Double]]
      let upper: [[Double]]
    }
    let training: [Float?]
    let test: [Float?]
    let featureCount: Int
    let forests: [Forest]
    let averagePrecisions: [Precision]
    let points: [Float?]
    let neighbours: [[Int32]]
    let classIntervals: ClassIntervals
    let errorIntervals: ErrorIntervals
  }

  private let content: Content

  init() throws { content = try Golden.read("validation_augmentation.json", as: Content.self) }

  private func matrix(_ values: [Float?], _ featureCount: Int) -> FeatureMatrix {
    FeatureMatrix(
      rowCount: values.count / featureCount, featureCount: featureCount,
      values: values.map { $0 ?? .nan })
  }

  @Test func weightedForestsEqualThePythonPackage() throws {
    #expect(content.forests.map(\.name) == ["binary", "classes"])
    for golden in content.forests {
      var parameters = BoostingParameters(
        objective: golden.name == "binary" ? .binary : .classes(3), rounds: 40, depth: 6,
        learningRate: 0.3)
      parameters.binCount = 64
      parameters.randomness = .init(rowShare: 0.8, columnShare: 0.8, seed: 17)
      func predictions(weights: [Float]?) throws -> [Float] {
        try GradientBoosting.predictions(
          training: matrix(content.training, content.featureCount), labels: golden.labels,
          weights: weights, predicting: matrix(content.test, content.featureCount),
          parameters: parameters)
      }
      func distance(_ found: [Float]) -> Float {
        zip(found, golden.predictions).map { abs($0 - $1) }.max() ?? .infinity
      }
      let weighted = try predictions(weights: golden.weights)
      #expect(weighted.count == golden.predictions.count)
      #expect(distance(weighted) <= 1e-5)
      #expect(distance(try predictions(weights: nil)) > 0.01, "weights make a difference")
    }
  }

  @Test func balancedWeightsEqualScikitLearn() {
    for golden in content.forests {
      let weights = ClassWeights.balanced(golden.labels.map { Int32($0) })
      #expect(zip(weights, golden.weights).allSatisfy { abs($0 - $1) <= 1e-6 * $1 })
    }
  }

  @Test func averagePrecisionEqualsScikitLearn() throws {
    for golden in content.averagePrecisions {
      let found = RankScores.averagePrecision(
        scores: golden.scores, isPositive: golden.truths.map { $0 == 1 })
      #expect(abs(try #require(found.value) - golden.value) <= 1e-12)
    }
    let none = RankScores.averagePrecision(scores: [1, 2], isPositive: [false, false])
    #expect(none.reason != nil)
  }

  @Test func neighboursEqualNumpy() {
    let oversampling = Oversampling(
      matrix(content.points, 3), isCategorical: [false, false, true], candidateLimit: 1_000,
      seed: 1, team: ThreadTeam(threadCount: 2))
    #expect(oversampling.neighbours == content.neighbours)
  }

  @Test func intervalsOfF1EqualNumpy() {
    let golden = content.classIntervals
    let tally = ClassTally(
      truths: golden.truths, models: golden.models, classCount: golden.classCount,
      judged: Array(0..<golden.classCount), focus: golden.classCount - 1)
    let gains = GainBootstrap(replicateCount: 20_000, seedCount: golden.seedCount, seed: 3)
      .gains(tally, team: ThreadTeam(threadCount: 2))
    expectEqual(gains, golden.means, golden.lower, golden.upper)
  }

  @Test func intervalsOfErrorsEqualNumpy() {
    let golden = content.errorIntervals
    let tally = ErrorTally(truths: golden.truths, models: golden.models)
    let gains = GainBootstrap(replicateCount: 20_000, seedCount: golden.seedCount, seed: 3)
      .gains(tally, team: ThreadTeam(threadCount: 2))
    expectEqual(gains, golden.means, golden.lower, golden.upper)
  }

  /// Means are exact; ends of intervals vary by chance, for 20,000 draws by some 1 % of the interval's width.
  private func expectEqual(
    _ gains: [[GainInterval?]], _ means: [[Double]], _ lower: [[Double]],
    _ upper: [[Double]]
  ) {
    #expect(gains.count == means.count)
    for (quantity, arms) in gains.enumerated() {
      #expect(arms.count == 3 && arms[0]?.mean == 0 && arms[0]?.upper == 0)
      for (arm, gain) in arms.enumerated() {
        let tolerance = 0.02 * (upper[quantity][arm] - lower[quantity][arm]) + 1e-12
        #expect(abs((gain?.mean ?? .infinity) - means[quantity][arm]) <= 1e-12)
        #expect(abs((gain?.lower ?? .infinity) - lower[quantity][arm]) <= tolerance)
        #expect(abs((gain?.upper ?? .infinity) - upper[quantity][arm]) <= tolerance)
      }
    }
  }
}
