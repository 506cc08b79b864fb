import Testing
import Validation

/// Forests against XGBoost's own Python package, version 1.7.
@Suite struct GradientBoostingGoldenTests {
  private struct Content: Decodable {
    struct Detection: Decodable {
      let featureCount: Int
      let values: [Float?]
      let truths: [Int32]
      let folds: [Int]
      let areas: [Double]
    }
    struct Forest: Decodable {
      let labels: [Float]
      let predictions: [Float]
    }
    let detections: [Detection]
    let training: [Float?]
    let test: [Float?]
    let featureCount: Int
    let forests: [String: Forest]
  }

  private let content: Content

  init() throws { content = try Golden.read("validation_boosting.json", as: Content.self) }

  private func matrix(_ values: [Float?], _ featureCount: Int) -> FeatureMatrix {
    FeatureMatrix(
      rowCount: values.count / featureCount, featureCount: featureCount,
      values: values.map { $0 ?? .nan })
  }

  @Test(arguments: [
    ("binary", BoostingParameters.Objective.binary), ("classes", .classes(3)), ("number", .number),
  ])
  func predictionsEqualThePythonPackage(
    name: String, objective: BoostingParameters.Objective
  ) throws {
    let golden = try #require(content.forests[name])
    let predictions = try GradientBoosting.predictions(
      training: matrix(content.training, content.featureCount), labels: golden.labels,
      predicting: matrix(content.test, content.featureCount),
      parameters: BoostingParameters(
        objective: objective, rounds: 200, depth: 6, learningRate: 0.1))
    #expect(predictions.count == golden.predictions.count)
    let worst = zip(predictions, golden.predictions).map { abs($0 - $1) }.max() ?? .infinity
    #expect(worst <= 1e-5)
  }

  @Test func areasOnFixedFoldsEqualThePythonPackage() throws {
    for golden in content.detections {
      let features = matrix(golden.values, golden.featureCount)
      for fold in golden.areas.indices {
        let fitted = golden.folds.indices.filter { golden.folds[$0] != fold }
        let predicted = golden.folds.indices.filter { golden.folds[$0] == fold }
        let scores = try GradientBoosting.predictions(
          training: features.rows(at: fitted), labels: fitted.map { Float(golden.truths[$0]) },
          predicting: features.rows(at: predicted),
          parameters: BoostingParameters(
            objective: .binary, rounds: 100, depth: 6, learningRate: 0.3))
        let area = RankScores.area(
          scores: scores, isPositive: predicted.map { golden.truths[$0] == 1 })
        #expect(abs((area.value ?? .infinity) - golden.areas[fold]) <= 1e-6)
      }
    }
  }

  @Test func aRefusedMatrixIsATypedError() {
    let matrix = FeatureMatrix(rowCount: 2, featureCount: 1, values: [.infinity, 1])
    #expect(throws: ValidationError.self) {
      try GradientBoosting.predictions(
        training: matrix, labels: [0, 1], predicting: matrix,
        parameters: BoostingParameters(
          objective: .binary, rounds: 2, depth: 2, learningRate: 0.3))
    }
  }
}
