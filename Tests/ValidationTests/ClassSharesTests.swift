import Datasets
import Foundation
import Parallel
import Testing
import Validation

/// Sentences and floors where class shares were changed on purpose.
@Suite struct ClassSharesTests {
  private func rows(_ table: Table, of name: String) -> [Int] {
    let column = table.columns[SampleTables.labelIndex]
    return (0..<table.rowCount).filter { column.levels[Int(column.codes[$0])] == name }
  }

  private func compare(_ synthetic: Table, _ shares: ValidationConfiguration.ClassShares) throws
    -> ValidationReport
  {
    var configuration = SampleTables.quick
    configuration.classShares = shares
    return try ValidationReport.compare(
      training: SampleTables.people(600, seed: 1), holdout: SampleTables.people(200, seed: 2),
      synthetic: synthetic, schema: SampleTables.schema, labelIndex: SampleTables.labelIndex,
      configuration: configuration, threadCount: 2)
  }

  @Test func aSampleInTheRealSharesIsCalledOne() throws {
    let people = SampleTables.people(3_000, seed: 3)
    let chosen = rows(people, of: "old") + rows(people, of: "young").prefix(300)
    let table = people.rows(at: chosen.sorted())
    let matched = try compare(table, .matchedToTraining)
    let lead = "With classes in their real shares"
    let count = matched.rows.syntheticInFidelity
    #expect(count < matched.rows.synthetic)
    func isSaid(_ start: String, _ report: ValidationReport) -> Bool {
      report.verdictSentences.contains { $0.hasPrefix(start) }
    }
    #expect(isSaid("\(lead) (\(count) of the synthetic rows), single", matched))
    #expect(isSaid("\(lead), a classifier", matched))
    #expect(matched.gate.checks[0].reason.contains("(with classes in their real shares)"))
    let plain = try compare(table, .asGenerated)
    #expect(plain.verdictSentences.allSatisfy { !$0.contains("real shares") })
    #expect(isSaid("Single columns", plain))
  }

  @Test func someClassesOnlyAreComparedWithTheirOwnRealRows() throws {
    let people = SampleTables.people(1_000, seed: 3)
    let report = try compare(people.rows(at: rows(people, of: "old")), .matchedToTraining)
    #expect(report.rows.trainingInFidelity < report.rows.training)
    #expect(
      report.verdictSentences.contains { $0.hasPrefix("Against real rows of the same classes (") })
  }

  @Test func floorsOfCopiesWeighClassesAsTheSyntheticRowsDo() throws {
    // 900 rows of "a" never repeat; 100 of "b" are ten different ones. Balanced, half of all rows repeat.
    func table(_ first: Int, _ second: Int, from start: Int) -> Table {
      SampleTables.table([
        ("n", (0..<first).map { "\(start + $0)" } + (0..<second).map { "\($0 % 10)" }),
        ("y", [String](repeating: "a", count: first) + [String](repeating: "b", count: second)),
      ])
    }
    let schema = Schema(columns: [
      ColumnSchema(name: "n", kind: .integer, numberFormat: NumberFormat()),
      ColumnSchema(name: "y", kind: .categorical),
    ])
    var configuration = SampleTables.quick
    var reports: [ValidationReport] = []
    for shares in [ValidationConfiguration.ClassShares.asGenerated, .matchedToTraining] {
      configuration.classShares = shares
      reports.append(
        try ValidationReport.compare(
          training: table(900, 100, from: 1_000), holdout: table(180, 20, from: 3_000),
          synthetic: table(500, 500, from: 5_000), schema: schema, labelIndex: 1,
          configuration: configuration, threadCount: 2))
    }
    #expect(reports.map { $0.value("copies") } == [0.5, 0.5])
    #expect(reports.map { $0.privacy.trainingRepeats } == [.value(0.1), .value(0.5)])
    #expect(reports.map { $0.privacy.holdoutCopies } == [.value(0.1), .value(0.5)])
    #expect(reports.map { $0.gate.failures.map(\.name).contains("copies") } == [true, false])
    let sentence = try #require(reports[1].verdictSentences.last)
    #expect(sentence.contains("of real rows in the synthetic rows' class shares, 50.0 % repeat"))
  }
}
