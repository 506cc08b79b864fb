import Testing
import Validation

/// Classification and regression scores against scikit-learn 1.9.
@Suite struct ScoreGoldenTests {
  private struct Content: Decodable {
    struct Binary: Decodable {
      let scores: [Float]
      let truths: [Int]
      let area: Double
    }
    struct Classes: Decodable {
      let classCount: Int
      let truths: [Int32]
      let predictions: [Int32]
      let probabilities: [Float]
      let macroArea: Double
      let softmax: [Float]
      let softmaxMacroArea: Double
      let accuracy: Double
      let macroF1: Double
      let f1s: [Double]
      let recalls: [Double]
    }
    struct Numbers: Decodable {
      let truths: [Double]
      let predictions: [Double]
      let rootMeanSquaredError: Double
      let determination: Double
    }
    let binary: [Binary]
    let classes: [Classes]
    let numbers: [Numbers]
  }

  private let content: Content

  init() throws { content = try Golden.read("validation_scores.json", as: Content.self) }

  @Test func areaEqualsScikitLearnTiesIncluded() {
    for golden in content.binary {
      let area = RankScores.area(scores: golden.scores, isPositive: golden.truths.map { $0 == 1 })
      #expect(abs((area.value ?? .infinity) - golden.area) <= 1e-12)
    }
  }

  @Test func macroAreaEqualsScikitLearn() {
    for golden in content.classes {
      let rounded = RankScores.macroArea(
        probabilities: golden.probabilities, truths: golden.truths, classCount: golden.classCount)
      #expect(abs((rounded.value ?? .infinity) - golden.macroArea) <= 1e-12)
      let softmax = RankScores.macroArea(
        probabilities: golden.softmax, truths: golden.truths, classCount: golden.classCount)
      #expect(abs((softmax.value ?? .infinity) - golden.softmaxMacroArea) <= 1e-12)
    }
  }

  @Test func accuracyF1AndRecallEqualScikitLearn() {
    for golden in content.classes {
      let scores = ClassificationScores(
        predictions: golden.predictions, truths: golden.truths, classCount: golden.classCount)
      #expect(abs(scores.accuracy - golden.accuracy) <= 1e-12)
      #expect(abs(scores.macroF1 - golden.macroF1) <= 1e-12)
      for label in 0..<golden.classCount {
        #expect(abs((scores.f1s[label] ?? .infinity) - golden.f1s[label]) <= 1e-12)
        #expect(abs((scores.recalls[label] ?? .infinity) - golden.recalls[label]) <= 1e-12)
      }
    }
  }

  @Test func regressionScoresEqualScikitLearn() {
    for golden in content.numbers {
      let scores = RegressionScores(predictions: golden.predictions, truths: golden.truths)
      let error = abs(scores.rootMeanSquaredError / golden.rootMeanSquaredError - 1)
      #expect(error <= 1e-12)
      #expect(abs((scores.determination ?? .infinity) - golden.determination) <= 1e-12)
    }
  }

  @Test func areaOfOneClassIsNotApplicable() {
    #expect(RankScores.area(scores: [1, 2], isPositive: [true, true]).value == nil)
    #expect(RankScores.area(scores: [], isPositive: []).value == nil)
  }

  @Test func chanceHasTheStandardErrorOfTheRankSum() {
    // At one half, Hanley and McNeil's formula is √((n₊ + n₋ + 1) / (12 · n₊ · n₋)).
    let error = RankScores.standardError(area: 0.5, positives: 30, negatives: 50)
    #expect(abs(error - (81.0 / 12 / 30 / 50).squareRoot()) < 1e-12)
  }
}
