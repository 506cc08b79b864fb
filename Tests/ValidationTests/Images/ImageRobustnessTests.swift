import Foundation
import Parallel
import Testing
import Validation

/// Images that little can be said about: never a crash, never a number that is not finite.
@Suite struct ImageRobustnessTests {
  private let team = ThreadTeam(threadCount: 2)

  private func report(
    _ counts: [[Int]], names: [String] = ToyImages.names, hasClassifier: Bool = true
  ) throws -> ImageValidation {
    let sides = counts.enumerated().map { ToyImages.side($1, seed: UInt64($0)) }
    let comparison = try ImageComparison(
      training: sides[0], holdout: sides[1], synthetic: sides[2], shape: ToyImages.shape,
      classNames: names)
    var configuration = ToyImages.quick
    configuration.measuresAugmentation = true
    configuration.seedCount = 2
    configuration.replicateCount = 20
    let report = try ImageValidation.compare(
      comparison, classifier: hasClassifier ? NearestMeans() : nil, configuration: configuration,
      team: team
    ).report
    // Encoding fails on numbers that are not finite.
    _ = try JSONEncoder().encode(report)
    #expect(!report.verdictSentences.isEmpty)
    #expect(report.verdictSentences.allSatisfy { $0.hasSuffix(".") && !$0.contains("nan") })
    return report
  }

  @Test(arguments: [
    [[1, 1, 1], [1, 1, 1], [1, 1, 1]], [[1, 0, 0], [0, 0, 0], [1, 0, 0]],
    [[2, 2, 2], [0, 3, 0], [0, 0, 9]], [[40, 0, 0], [10, 10, 10], [0, 40, 0]],
    [[30, 3, 1], [5, 1, 0], [40, 40, 40]], [[9, 9, 0], [0, 0, 4], [3, 0, 30]],
  ])
  func fewImagesAndMissingClasses(counts: [[Int]]) throws {
    let report = try report(counts)
    #expect(report.gate.checks.count == 7)
    let without = try self.report(counts, hasClassifier: false)
    #expect(without[.coverage]?.score.reason == "there are no features")
    #expect(without.utility == nil && without.value(.exactCopies) != nil)
  }

  @Test func withoutHoldoutOneHalfOfTheTrainingImagesIsTheReference() throws {
    let report = try report([[60, 60, 60], [0, 0, 0], [50, 50, 50]])
    #expect(!report.counts.referenceIsHoldout && report.counts.reference == 90)
    #expect(report.value(.coverage) != nil && report[.coverage]?.noiseFloor != nil)
    #expect(report[.copies]?.score.reason == "there are no unseen real images")
    #expect(report.utility == nil)
    #expect(report.gate.checks.first { $0.name == "copies" }?.outcome == .warn)
  }

  @Test func aSingleClassIsJudgedAsAWhole() throws {
    let report = try report([[60], [60], [60]], names: ["only"])
    #expect(!report.gate.checks.map(\.name).contains("classCoverageDrop"))
    #expect(!report.gate.checks.map(\.name).contains("labelAccuracyDrop"))
    for metric in [ImageMetric.labelAccuracy, .classifierScore] {
      #expect(report[metric]?.score.reason == "there is a single class")
    }
    #expect(report.featureName?.hasSuffix("not trained") == true)
  }

  @Test func constantImagesHaveReasonsInsteadOfNumbers() throws {
    let side = ImageSide(
      pixels: [UInt8](repeating: 7, count: 40 * ToyImages.shape.byteCount),
      labels: (0..<40).map { Int32($0 % 2) })
    let comparison = try ImageComparison(
      training: side, holdout: side, synthetic: side, shape: ToyImages.shape,
      classNames: ["a", "b"])
    let report = try ImageValidation.compare(
      comparison, classifier: NearestMeans(), configuration: ToyImages.quick, team: team
    ).report
    _ = try JSONEncoder().encode(report)
    #expect(report.value(.exactCopies) == 1 && report[.diversity]?.score.reason != nil)
    // The unseen images equal training images as well.
    #expect(report.gate.checks.first { $0.name == "exactCopies" }?.outcome == .pass)
  }

  @Test func featuresThatAreNotFiniteAreNoNumbers() throws {
    var sides = (0..<3).map { ToyImages.side([20, 20, 20], seed: $0) }
    for index in sides.indices {
      sides[index].features = Draws.features("side \(index)", 60, 4)
      sides[index].probabilities = Features(
        count: 60, dimension: 3, values: [Float](repeating: .nan, count: 180))
    }
    sides[2].features = Features(
      count: 60, dimension: 4, values: [Float](repeating: .infinity, count: 240))
    let comparison = try ImageComparison(
      training: sides[0], holdout: sides[1], synthetic: sides[2], shape: ToyImages.shape,
      classNames: ToyImages.names, featureName: "broken")
    let report = try ImageValidation.compare(
      comparison, classifier: nil, configuration: ToyImages.quick, team: team
    ).report
    _ = try JSONEncoder().encode(report)
    #expect(report[.frechet]?.score.reason == "a feature is not finite")
    #expect(report[.labelAccuracy]?.score.reason != nil)
    #expect(report.featureName == "broken")
  }

  @Test func sidesThatDoNotFitTogetherAreRefused() {
    let good = ToyImages.side([2, 2, 2], seed: 1)
    func error(
      _ training: ImageSide, _ synthetic: ImageSide, names: [String] = ToyImages.names
    ) -> ValidationError? {
      do {
        _ = try ImageComparison(
          training: training, holdout: ImageSide(pixels: [], labels: []), synthetic: synthetic,
          shape: ToyImages.shape, classNames: names)
        return nil
      } catch { return error as? ValidationError }
    }
    #expect(error(good, good) == nil)
    #expect(error(good, ImageSide(pixels: [], labels: [])) == .noImages(side: "synthetic"))
    var short = good
    short.pixels.removeLast()
    #expect(
      error(short, good)
        == .wrongImageData(side: "training", what: "bytes", found: 431, expected: 432))
    #expect(
      error(good, good, names: ["a", "b"])
        == .labelOfNoClass(side: "training", label: 2, classCount: 2))
    var odd = good
    odd.features = Draws.features("odd", 5, 2)
    #expect(
      error(good, odd)
        == .wrongImageData(side: "synthetic", what: "feature vectors", found: 5, expected: 6))
  }
}
