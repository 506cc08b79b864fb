import Datasets
import Foundation
import Parallel
import Testing
import Validation

@Suite struct ValidationReportTests {
  private func compare(
    _ synthetic: Table, threads: Int = 2,
    configuration: ValidationConfiguration = SampleTables.quick
  ) throws -> ValidationReport {
    try ValidationReport.compare(
      training: SampleTables.people(600, seed: 1), holdout: SampleTables.people(200, seed: 2),
      synthetic: synthetic, schema: SampleTables.schema, labelIndex: SampleTables.labelIndex,
      configuration: configuration, threadCount: threads)
  }

  @Test func realRowsPassTheGateAndHelpAsMuchAsRealRowsDo() throws {
    let report = try compare(SampleTables.people(600, seed: 3))
    #expect(report.gate.isPassed, "\(report.gate.failures)")
    #expect(try #require(report.shapeError) < 0.06)
    #expect(abs(try #require(report.value("detection.holdout")) - 0.5) < 0.12)
    let utility = try #require(report.utility)
    let real = try #require(utility.real.score.value)
    let synthetic = try #require(utility.synthetic.score.value)
    #expect(real > 0.9 && abs(real - synthetic) < 0.05)
    #expect(report.value("copies") == 0)
    #expect(report.classes.map(\.name) == ["old", "young"])
    #expect(report.verdictSentences.count == 5)
  }

  @Test func shuffledColumnsFailTheGateThoughEveryColumnIsRight() throws {
    var table = SampleTables.people(600, seed: 3)
    var generator = SeededGenerator(seed: 5, stream: "shuffle")
    for index in table.columns.indices { table.columns[index].codes.shuffle(using: &generator) }
    let report = try compare(table)
    #expect(try #require(report.shapeError) < 0.06)
    #expect(try #require(report.value("detection.holdout")) > 0.7)
    #expect(try #require(report.utility?.synthetic.score.value) < 0.7)
    #expect(report.gate.failures.map(\.name).contains("utilityDrop"))
    #expect(report.gate.failures.allSatisfy { $0.overrideKey.hasPrefix("validation.gate.") })
  }

  @Test func copiesOfTrainingRowsAreFoundAndFailTheGate() throws {
    var table = SampleTables.people(600, seed: 1)
    let keys = SampleTables.people(600, seed: 9).columns[5]
    table.columns[5] = keys
    let report = try compare(table)
    #expect(report.value("copies") == 1, "identifiers do not count")
    #expect(report.gate.failures.map(\.name).contains("copies"))
    #expect(try #require(report.value("closest")) > 0.6)
    #expect(report.classes.allSatisfy { $0.copies.value == 1 })
  }

  @Test func everyMetricHasItsOwnEntryWithinItsRange() throws {
    let report = try compare(SampleTables.people(300, seed: 4))
    let names = allMetrics.map(\.name)
    #expect(report.metrics.map(\.name) == names.filter { report[$0] != nil })
    for entry in report.metrics {
      let value = try #require(entry.score.value, "\(entry.name)")
      #expect(entry.range.contains(value), "\(entry.name) \(value)")
    }
  }

  @Test func everyMetricAloneGivesTheReportsNumber() throws {
    let comparison = try Comparison(
      training: SampleTables.people(600, seed: 1), holdout: SampleTables.people(200, seed: 2),
      synthetic: SampleTables.people(300, seed: 4), schema: SampleTables.schema,
      labelIndex: SampleTables.labelIndex, configuration: SampleTables.quick,
      team: ThreadTeam(threadCount: 2))
    let report = try compare(SampleTables.people(300, seed: 4))
    for metric in allMetrics {
      let entry = try #require(report[metric.name])
      let alone = try metric.score(comparison)
      #expect(alone == entry.score, "\(metric.name)")
    }
  }

  @Test func threadCountDoesNotChangeTheReportAndTheReportSurvivesJSON() throws {
    var one = try compare(SampleTables.people(300, seed: 4), threads: 1)
    var three = try compare(SampleTables.people(300, seed: 4), threads: 3)
    one.timings = []
    three.timings = []
    #expect(one == three)
    let encoded = try JSONEncoder().encode(one)
    #expect(try JSONDecoder().decode(ValidationReport.self, from: encoded) == one)
  }

  @Test func sharesChangedOnPurposeAreNotBlamed() throws {
    let people = SampleTables.people(3_000, seed: 3)
    let isOld = people.columns[7].levels[0] == "old" ? Int32(0) : 1
    let old = people.rows(at: (0..<3_000).filter { people.columns[7].codes[$0] == isOld })
    var configuration = SampleTables.quick
    let asGenerated = try compare(old, configuration: configuration)
    configuration.classShares = .matchedToTraining
    let matched = try compare(old, configuration: configuration)
    #expect(try #require(asGenerated.shapeError) > 0.15)
    #expect(try #require(matched.shapeError) < 0.05)
    #expect(matched.utility?.synthetic.score.reason != nil, "one class teaches nothing")
  }

  @Test func absentConfigurationKeysKeepTheirDefaults() throws {
    let json = Data(#"{"seed": 5, "gate": {"copies": {"warning": 0.5, "failure": 1}}}"#.utf8)
    let configuration = try JSONDecoder().decode(ValidationConfiguration.self, from: json)
    var expected = ValidationConfiguration()
    expected.seed = 5
    expected.gate.copies = GateLimit(warning: 0.5, failure: 1)
    #expect(configuration == expected)
  }
}
