import Datasets
import Foundation
import Testing
import Validation

/// Data that makes formulas divide by zero: the report says "not applicable" and stays free of NaN.
@Suite struct RobustnessTests {
  private typealias Columns = [(name: String, cells: [String])]

  private func compare(
    _ training: Columns, _ holdout: Columns, _ synthetic: Columns, kinds: [ColumnKind],
    label: Int? = nil
  ) throws -> ValidationReport {
    let schema = Schema(
      columns: zip(training, kinds).map { column, kind in
        ColumnSchema(
          name: column.name, kind: kind, missingMarkers: [""],
          numberFormat: kind == .decimal ? NumberFormat(decimals: 2) : nil)
      })
    let report = try ValidationReport.compare(
      training: SampleTables.table(training), holdout: SampleTables.table(holdout),
      synthetic: SampleTables.table(synthetic), schema: schema, labelIndex: label,
      configuration: SampleTables.quick, threadCount: 2)
    // JSONEncoder refuses NaN and infinity.
    _ = try JSONEncoder().encode(report)
    for sentence in report.verdictSentences { #expect(!sentence.contains("nan")) }
    return report
  }

  private func cycle(_ values: [String], _ count: Int) -> [String] {
    (0..<count).map { values[$0 % values.count] }
  }

  @Test func constantAndAllMissingColumnsHaveNoCorrelation() throws {
    let columns: Columns = [
      ("fixed", cycle(["5"], 40)), ("empty", cycle([""], 40)),
      ("free", cycle(["1", "2", "3"], 40)),
    ]
    let report = try compare(
      columns, columns, columns, kinds: [.decimal, .decimal, .decimal])
    #expect(report.value("shape") == 1)
    #expect(report["trend"]?.score.reason != nil)
    #expect(report.columns.last?.shape.reason != nil, "a column without values comes last")
  }

  @Test func oneRowOnEverySideIsNotApplicableButNoCrash() throws {
    let row: Columns = [("n", ["1"]), ("c", ["a"])]
    let report = try compare(row, row, row, kinds: [.decimal, .categorical], label: 1)
    #expect(report["detection.holdout"]?.score.reason != nil)
    #expect(report["utility.real"]?.score.reason != nil)
    #expect(report.value("copies") == 1)
  }

  @Test func anEmptyHoldoutLeavesWhatNeedsNoHoldout() throws {
    let rows: Columns = [("n", cycle(["1", "2", "3"], 60)), ("c", cycle(["a", "b"], 60))]
    let none: Columns = [("n", []), ("c", [])]
    let report = try compare(rows, none, rows, kinds: [.decimal, .categorical], label: 1)
    #expect(report.value("shape") == 1 && report.value("detection.training") != nil)
    #expect(report["detection.holdout"]?.score.reason != nil)
    #expect(report["closest"]?.score.reason != nil)
    #expect(report.gate.checks.contains { $0.outcome == .warn && $0.value == nil })
  }

  @Test func emptyTrainingOrSyntheticTablesAreErrors() {
    let rows: Columns = [("n", ["1"])]
    #expect(throws: ValidationError.emptyTable(table: "synthetic")) {
      _ = try compare(rows, rows, [("n", [])], kinds: [.decimal])
    }
    #expect(throws: ValidationError.emptyTable(table: "training")) {
      _ = try compare([("n", [])], rows, rows, kinds: [.decimal])
    }
    #expect(throws: ValidationError.labelOutOfRange(index: 3, columnCount: 1)) {
      _ = try compare(rows, rows, rows, kinds: [.decimal], label: 3)
    }
  }

  @Test func infiniteAndHugeNumbersDoNotBreakAnything() throws {
    let rows: Columns = [
      ("huge", cycle(["1e300", "-1e308", "1e308", "2"], 60)),
      ("far", cycle(["inf", "1", "2"], 60)),
      ("c", cycle(["a", "b"], 60)),
    ]
    let report = try compare(
      rows, rows, rows, kinds: [.decimal, .decimal, .categorical], label: 2)
    #expect(report.value("shape") == 1)
    #expect(report.value("detection.training") != nil)
    let regression = try compare(
      rows, rows, rows, kinds: [.decimal, .decimal, .categorical], label: 0)
    #expect(regression.utility?.classes != nil, "few distinct numbers are classes")
  }

  @Test func aHugeNumericLabelIsRegressedOrRefused() throws {
    let labels = (0..<200).map { "\(Double($0) * 1e306 - 1e308)" }
    let rows: Columns = [("x", (0..<200).map { "\($0)" }), ("y", labels)]
    _ = try compare(rows, rows, rows, kinds: [.decimal, .decimal], label: 1)
    let prices: Columns = [("x", rows[0].cells), ("y", (0..<200).map { "\(1e9 + Double($0))" })]
    let report = try compare(prices, prices, prices, kinds: [.decimal, .decimal], label: 1)
    #expect(try #require(report.utility?.real.regression).rootMeanSquaredError < 20)
    #expect(report.utility?.classes == nil)
  }

  @Test func unseenAndAbsentClassesCount() throws {
    let numbers = (0..<90).map { "\($0 % 30)" }
    let real: Columns = [
      ("n", numbers),
      ("y", numbers.map { Int($0) ?? 0 < 10 ? "a" : Int($0) ?? 0 < 20 ? "b" : "c" }),
    ]
    let two: Columns = [("n", numbers), ("y", numbers.map { Int($0) ?? 0 < 10 ? "a" : "b" })]
    let absent = try compare(real, real, two, kinds: [.decimal, .categorical], label: 1)
    #expect(try #require(absent.utility?.real.score.value) > 0.95)
    #expect(try #require(absent.utility?.synthetic.score.value) < 0.95)
    #expect(absent.classes[2].syntheticCount == 0 && absent.classes[2].shape.reason != nil)
    #expect(absent.classes[2].recall.synthetic == 0)
    let unseen = try compare(two, two, real, kinds: [.decimal, .categorical], label: 1)
    #expect(unseen.utility?.synthetic.rowCount == 60, "rows of unknown classes are left out")
  }

  @Test func onlyTextsAndIdentifiersLeaveNothingToCompare() throws {
    let rows: Columns = [("t", ["x", "y", "z"]), ("k", ["1", "2", "3"])]
    let report = try compare(rows, rows, rows, kinds: [.text, .identifier])
    #expect(report["shape"]?.score.reason != nil && report["trend"]?.score.reason != nil)
    #expect(report["detection.training"]?.score.reason != nil)
    #expect(report.value("copies") == 1, "texts count as copies")
  }

  @Test func aLabelWithOneClassIsRefusedWithAReason() throws {
    let rows: Columns = [("n", cycle(["1", "2"], 30)), ("y", cycle(["a"], 30))]
    let report = try compare(rows, rows, rows, kinds: [.decimal, .categorical], label: 1)
    #expect(report["utility.real"]?.score.reason == "the label has fewer than two classes")
    #expect(report.classes.isEmpty && report.utility == nil)
  }

  @Test func aFrequentRareMixOfFiveHundredColumnsStaysWithinThePairLimit() throws {
    let columns: Columns = (0..<200).map { index in
      ("c\(index)", cycle(["a", "b", "c"], 20 + index % 3).prefix(20).map { $0 })
    }
    let report = try compare(
      columns, columns, columns, kinds: columns.map { _ in .categorical })
    #expect(report.pairCount == ValidationConfiguration().pairLimit)
  }
}
