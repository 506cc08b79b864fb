import Datasets
import Foundation
import Parallel
import Testing
import Validation

/// Which classes enter the macro means of the utility.
@Suite struct JudgedClassesTests {
  /// Rows whose number gives the class away, so many of each class.
  private static func table(_ counts: [(name: String, count: Int)], seed: UInt64) -> Table {
    var generator = SeededGenerator(seed: seed, stream: "classes")
    var cells: [[String]] = [[], []]
    for (index, part) in counts.enumerated() {
      for _ in 0..<part.count {
        cells[0].append("\(index * 100 + Int.random(in: 0..<90, using: &generator))")
        cells[1].append(part.name)
      }
    }
    return SampleTables.table([("n", cells[0]), ("y", cells[1])])
  }

  private func compare(
    training: [(name: String, count: Int)], holdout: [(name: String, count: Int)],
    synthetic: [(name: String, count: Int)]
  ) throws -> (report: ValidationReport, utility: UtilityEntry) {
    let schema = Schema(columns: [
      ColumnSchema(name: "n", kind: .integer, numberFormat: NumberFormat()),
      ColumnSchema(name: "y", kind: .categorical),
    ])
    let report = try ValidationReport.compare(
      training: Self.table(training, seed: 1), holdout: Self.table(holdout, seed: 2),
      synthetic: Self.table(synthetic, seed: 3), schema: schema, labelIndex: 1,
      configuration: SampleTables.quick, threadCount: 2)
    return (report, try #require(report.utility))
  }

  @Test func aClassOfOneTestRowDoesNotDecide() throws {
    let (report, utility) = try compare(
      training: [("a", 300), ("b", 300), ("rare", 6)],
      holdout: [("a", 60), ("b", 60), ("rare", 1)], synthetic: [("a", 300), ("b", 300)])
    #expect(utility.leftOutClasses.map(\.name) == ["rare"])
    #expect(utility.leftOutClasses.map(\.testRowCount) == [1])
    #expect(utility.leftOutClasses[0].reason.contains("fewer than 5 rows"))
    #expect(try #require(utility.synthetic.score.value) > 0.98)
    #expect(try #require(utility.synthetic.classification).macroF1 > 0.95)
    #expect(try #require(utility.synthetic.classification).recalls[2] == 0, "still in the report")
    let check = try #require(report.gate.checks.first { $0.name == "utilityDrop" })
    #expect(check.outcome == .pass)
    let sentence = try #require(report.verdictSentences.first { $0.contains("Trained on") })
    #expect(sentence.contains("without class 'rare': 1 unseen row to judge by"))
  }

  @Test func fiveTestRowsAreEnoughToBeJudged() throws {
    let (_, utility) = try compare(
      training: [("a", 300), ("b", 300), ("rare", 20)],
      holdout: [("a", 60), ("b", 60), ("rare", 5)], synthetic: [("a", 300), ("b", 300)])
    #expect(utility.leftOutClasses.isEmpty)
    #expect(try #require(utility.synthetic.score.value) < 0.95)
    #expect(try #require(utility.synthetic.classification).macroF1 < 0.75)
  }

  @Test func theMeansAreOverTheJudgedClasses() throws {
    let (_, utility) = try compare(
      training: [("a", 200), ("b", 200), ("c", 200), ("rare", 9), ("rarer", 5)],
      holdout: [("a", 40), ("b", 40), ("c", 40), ("rare", 4)],
      synthetic: [("a", 200), ("b", 200), ("c", 200), ("rare", 9)])
    #expect(utility.leftOutClasses.map(\.testRowCount) == [4, 0])
    for result in [utility.real, utility.synthetic, utility.both] {
      let scores = try #require(result.classification)
      let judged = scores.f1s.prefix(3).compactMap { $0 }
      #expect(abs(scores.macroF1 - judged.reduce(0, +) / 3) < 1e-12)
    }
  }

  @Test func twoClassesAndSmallHoldoutsAreJudgedByWhatThereIs() throws {
    let two = try compare(
      training: [("a", 200), ("b", 20)], holdout: [("a", 40), ("b", 2)],
      synthetic: [("a", 200), ("b", 20)])
    #expect(two.utility.leftOutClasses.isEmpty && two.utility.real.score.value != nil)
    let small = try compare(
      training: [("a", 200), ("b", 20), ("c", 20)], holdout: [("a", 10), ("b", 2), ("c", 2)],
      synthetic: [("a", 200), ("b", 20), ("c", 20)])
    #expect(small.utility.leftOutClasses.isEmpty && small.utility.real.score.value != nil)
  }
}
