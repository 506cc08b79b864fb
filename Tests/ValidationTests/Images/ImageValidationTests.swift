import Foundation
import Parallel
import Testing
import Validation

/// Whole reports: what they say of good, copied, mislabelled and collapsed images.
@Suite struct ImageValidationTests {
  private static let counts = [120, 120, 120]
  private let training = ToyImages.side(Self.counts, seed: 1)
  private let holdout = ToyImages.side(Self.counts, seed: 2)

  private func compare(
    _ synthetic: ImageSide, configuration: ImageValidationConfiguration = ToyImages.quick,
    threadCount: Int = 2
  ) throws -> ImageValidation {
    let comparison = try ImageComparison(
      training: training, holdout: holdout, synthetic: synthetic, shape: ToyImages.shape,
      classNames: ToyImages.names)
    return try ImageValidation.compare(
      comparison, classifier: NearestMeans(), configuration: configuration,
      team: ThreadTeam(threadCount: threadCount)
    ).report
  }

  private func outcome(_ report: ImageValidation, _ check: String) -> Gate.Outcome? {
    report.gate.checks.first { $0.name == check }?.outcome
  }

  @Test func aGeneratorOfTheSameDistributionPasses() throws {
    let report = try compare(ToyImages.side(Self.counts, seed: 3))
    #expect(report.gate.outcome == .pass, "\(report.gate.checks)")
    // All but those of a network that is brought along.
    let expected = ImageMetric.all.map(\.name).filter { !$0.hasPrefix("inception.") }
    #expect(report.metrics.map(\.name) == expected)
    for entry in report.metrics where entry.name != "augmentationGain" {
      let value = try #require(entry.score.value, "\(entry.name): \(entry.score)")
      #expect(entry.range.contains(value), "\(entry.name): \(value)")
    }
    for metric in [ImageMetric.precision, .recall, .coverage, .diversity, .similarity] {
      let entry = try #require(report[metric])
      let floor = try #require(entry.noiseFloor)
      #expect(abs((entry.score.value ?? 9) - floor) < 0.1, "\(metric.name): \(entry)")
    }
    let frechet = try #require(report[.frechet])
    #expect((frechet.score.value ?? 9) < 4 * (frechet.noiseFloor ?? 0), "\(frechet)")
    #expect(abs(report.value(.distanceShift) ?? 9) < 3)
    #expect(report.featureName == "nearest means, trained on 360 real images")
    #expect(report.counts.compared == 360 && report.counts.referenceIsHoldout)
    #expect(report.classes.map(\.syntheticCount) == Self.counts)
    #expect(report.classes.allSatisfy { $0.metrics.count == 11 })
  }

  @Test func copiesOfTrainingImagesFail() throws {
    let report = try compare(training)
    #expect(report.value(.exactCopies) == 1 && report.value(.copies) == 1)
    #expect(report.value(.authenticity) == 0)
    #expect((report.value(.distanceShift) ?? 0) < -10)
    #expect(report.gate.failures.map(\.name) == ["copies", "exactCopies"])
    #expect(report.memorisation.nearest.count == 24)
    #expect(
      report.memorisation.nearest[3] == ImageNeighbour(synthetic: 3, training: 3, distance: 0))
    let last = try #require(report.verdictSentences.last)
    #expect(last.hasPrefix("100.0 % of the synthetic images equal a training image (of unseen"))
  }

  @Test func slightlyChangedCopiesFailToo() throws {
    var side = training
    side.pixels = side.pixels.enumerated().map { $0 % 5 == 0 ? $1 + 1 : $1 }
    let report = try compare(side)
    #expect(report.value(.exactCopies) == 0 && (report.value(.copies) ?? 0) > 0.99)
    #expect(report.gate.failures.map(\.name) == ["copies"])
  }

  @Test func wrongLabelsFail() throws {
    var side = ToyImages.side(Self.counts, seed: 3)
    side.labels = side.labels.map { $0 == 2 ? 1 : $0 }
    let report = try compare(side)
    let names = report.gate.failures.map(\.name)
    #expect(names.contains("labelAccuracyDrop") && names.contains("classLabelAccuracyDrop"))
    let check = try #require(report.gate.checks.first { $0.name == "classLabelAccuracyDrop" })
    #expect(
      check.reason.hasPrefix("of class 'middle', the classifier recognises 50.0 points fewer"))
    #expect(
      report.verdictSentences.contains { $0.hasPrefix("The weakest class is 'middle': 50.0 %") })
  }

  @Test func aCollapsedClassIsFoundThoughTheOthersAreFine() throws {
    var side = ToyImages.side(Self.counts, seed: 3)
    let size = ToyImages.shape.byteCount
    for index in 1..<120 {
      side.pixels.replaceSubrange(index * size..<(index + 1) * size, with: side.pixels[..<size])
    }
    let report = try compare(side)
    #expect(report.gate.failures.map(\.name).contains("classCoverageDrop"), "\(report.gate)")
    let check = try #require(report.gate.checks.first { $0.name == "classCoverageDrop" })
    #expect(check.reason.hasPrefix("of class 'left',"))
    let diversity = try #require(report.classes[0]["diversity"]?.score.value)
    #expect(diversity < 0.05 && (report.classes[1]["diversity"]?.score.value ?? 0) > 0.8)
    #expect(report.classes[0]["similarity"]?.score.value ?? 0 > 0.99)
    #expect(
      report.verdictSentences.contains { $0.hasSuffix("those of 'left' look too much alike.") })
  }

  @Test func noiseFails() throws {
    let side = ImageSide(
      pixels: Draws.bytes("noise", training.pixels.count), labels: training.labels)
    let report = try compare(side)
    #expect(outcome(report, "frechetShare") == .fail && outcome(report, "coverageDrop") == .fail)
    #expect(outcome(report, "copies") == .pass)
    #expect((report.value(.distanceShift) ?? 0) > 10)
  }

  @Test func reportsAreEqualForEveryNumberOfThreadsAndSurviveJSON() throws {
    var configuration = ToyImages.quick
    configuration.measuresAugmentation = true
    configuration.seedCount = 2
    let side = ToyImages.side([70, 90, 20], seed: 3)
    let reports = try [1, 3].map { count in
      var report = try compare(side, configuration: configuration, threadCount: count)
      #expect(report.timings.map(\.name).last == "total")
      report.timings = []
      return report
    }
    #expect(reports[0] == reports[1])
    // JSON has no infinity, so encoding would fail.
    let data = try JSONEncoder().encode(reports[0])
    #expect(try JSONDecoder().decode(ImageValidation.self, from: data) == reports[0])
  }

  @Test func sharesChangedOnPurposeDoNotCount() throws {
    // Only the first class and many of the second were made.
    let side = ToyImages.side([20, 200, 0], seed: 3)
    var configuration = ToyImages.quick
    let plain = try compare(side, configuration: configuration)
    configuration.classShares = .matchedToTraining
    let matched = try compare(side, configuration: configuration)
    #expect(matched.counts.compared == 40 && matched.counts.reference == 240)
    #expect(plain.counts.compared == 220 && plain.counts.reference == 360)
    #expect((matched.value(.coverage) ?? 0) > (plain.value(.coverage) ?? 1))
    #expect(matched.classes[2]["coverage"]?.score.reason != nil)
    #expect(matched.classes[2].syntheticCount == 0)
  }

  @Test func aSwitchedOffGateOnlyWarns() throws {
    var configuration = ToyImages.quick
    configuration.gate.isEnabled = false
    let report = try compare(training, configuration: configuration)
    #expect(report.gate.isPassed && report.gate.outcome == .warn && !report.gate.failures.isEmpty)
  }

  @Test func configurationsKeepDefaultsForAbsentKeys() throws {
    let text = #"{"imageLimit": 7, "gate": {"copies": {"warning": 0.2, "failure": 0.3}}}"#
    let configuration = try JSONDecoder().decode(
      ImageValidationConfiguration.self, from: Data(text.utf8))
    var expected = ImageValidationConfiguration()
    expected.imageLimit = 7
    expected.gate.copies = GateLimit(warning: 0.2, failure: 0.3)
    #expect(configuration == expected)
    let data = try JSONEncoder().encode(expected)
    #expect(try JSONDecoder().decode(ImageValidationConfiguration.self, from: data) == expected)
  }
}
