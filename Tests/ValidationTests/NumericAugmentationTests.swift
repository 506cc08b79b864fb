import Datasets
import Foundation
import Parallel
import Testing
import Validation

/// The gain for numeric labels, and data for which it has no meaning.
@Suite struct NumericAugmentationTests {
  /// A number that follows from another, or from nothing.
  private static func table(_ count: Int, isNoise: Bool = false, seed: UInt64) -> Table {
    var generator = SeededGenerator(seed: seed, stream: "curve")
    var cells: [[String]] = [[], []]
    for _ in 0..<count {
      let x = Double.random(in: 0..<10, using: &generator)
      let source = isNoise ? Double.random(in: 0..<10, using: &generator) : x
      cells[0].append(String(format: "%.4f", x))
      cells[1].append(String(format: "%.4f", 100 * sin(source) + 1_000))
    }
    return SampleTables.table([("x", cells[0]), ("y", cells[1])])
  }

  private static let schema = Schema(columns: [
    ColumnSchema(name: "x", kind: .decimal, numberFormat: NumberFormat(decimals: 4)),
    ColumnSchema(name: "y", kind: .decimal, numberFormat: NumberFormat(decimals: 4)),
  ])

  private func measure(_ synthetic: Table) throws -> AugmentationEntry {
    try #require(
      try AugmentationFindings.measure(
        training: Self.table(80, seed: 1), holdout: Self.table(400, seed: 2), synthetic: synthetic,
        pool: nil, schema: Self.schema, labelIndex: 1, configuration: SampleTables.quick,
        threadCount: 2
      ).entry)
  }

  @Test func rowsOfACurveLowerTheError() throws {
    let entry = try measure(Self.table(800, seed: 3))
    #expect(entry.measure == .rootMeanSquaredError && entry.isBalanced)
    #expect(entry.recommended == "synthetic.all" && entry.recommendedRowCount == 800)
    let (real, all) = (try #require(entry["real"]), try #require(entry["synthetic.all"]))
    let (before, after) = (try #require(real.score), try #require(all.score))
    #expect((1..<100).contains(before) && after < before)
    // The share by which the error shrinks, as a mean over the seeds.
    #expect(abs(try #require(all.gain).mean - (1 - after / before)) < 0.02)
    #expect(try #require(all.determination) > (real.determination ?? 1))
    #expect(entry["smote"]?.reason == "the label is a number, not a class")
    #expect(entry["threshold"]?.reason != nil)
    #expect(entry.sentences[0].contains("lowers the error of 'y' by"))
  }

  @Test func noiseDoesNotLowerTheError() throws {
    let entry = try measure(Self.table(400, isNoise: true, seed: 3))
    #expect(entry.recommended == nil)
    #expect(try #require(entry["synthetic.all"]?.gain).upper < 0)
    #expect(entry.sentences[0].contains("hurts here"))
  }

  private func findings(
    _ training: [(String, [String])], _ holdout: [(String, [String])],
    _ synthetic: [(String, [String])], kinds: [ColumnKind], label: Int?,
    _ change: (inout ValidationConfiguration) -> Void = { _ in }
  ) throws -> AugmentationFindings {
    var configuration = SampleTables.quick
    change(&configuration)
    let tables = [training, holdout, synthetic].map { columns in
      SampleTables.table(columns.map { (name: $0.0, cells: $0.1) })
    }
    let findings = try AugmentationFindings.measure(
      training: tables[0], holdout: tables[1], synthetic: tables[2], pool: nil,
      schema: Schema(
        columns: zip(training, kinds).map {
          ColumnSchema(
            name: $0.0, kind: $1, missingMarkers: [""],
            numberFormat: $1 == .decimal ? NumberFormat(decimals: 2) : nil)
        }), labelIndex: label, configuration: configuration, threadCount: 2)
    // JSONEncoder refuses NaN and infinity.
    _ = try JSONEncoder().encode(findings.entry)
    for sentence in findings.entry?.sentences ?? [] { #expect(!sentence.contains("nan")) }
    return findings
  }

  private func cycle(_ values: [String], _ count: Int) -> [String] {
    (0..<count).map { values[$0 % values.count] }
  }

  @Test func whatCannotBeMeasuredHasAReason() throws {
    let rows = [("n", cycle(["1", "2", "3"], 40)), ("y", cycle(["a", "b"], 40))]
    let kinds: [ColumnKind] = [.decimal, .categorical]
    func reason(
      _ holdout: [(String, [String])], label: Int?,
      _ change: (inout ValidationConfiguration) -> Void = { _ in }
    ) throws -> String {
      let found = try findings(rows, holdout, rows, kinds: kinds, label: label, change)
      #expect((found.entry == nil) == !found.reason.isEmpty)
      return found.reason
    }
    #expect(try reason(rows, label: 1) == "")
    #expect(try reason(rows, label: nil) == "the table has no label column")
    #expect(
      try reason([("n", []), ("y", [])], label: 1)
        == "the hold-out has fewer than two labelled rows")
    #expect(
      try reason([("n", ["1", "2"]), ("y", ["a", "a"])], label: 1)
        == "the hold-out's rows are all of one class")
    #expect(
      try reason(rows, label: 1) { $0.measuresAugmentation = false }
        == "the measurement is switched off")
    let single = [("n", cycle(["1", "2"], 20)), ("y", cycle(["a"], 20))]
    #expect(
      try findings(single, single, single, kinds: kinds, label: 1).reason
        == "the label has fewer than two classes")
    let alone = [("y", cycle(["a", "b"], 20))]
    #expect(
      try findings(alone, alone, alone, kinds: [.categorical], label: 0).reason
        == "there is no column besides the label")
  }

  @Test func oddTablesGiveNumbersOrReasons() throws {
    let kinds: [ColumnKind] = [.decimal, .decimal, .categorical, .categorical]
    let odd = [
      ("huge", cycle(["1e300", "-1e308", "inf", "2", ""], 50)), ("empty", cycle([""], 50)),
      ("c", cycle(["p", "q", "r", ""], 50)), ("y", cycle(["a", "a", "a", "b", ""], 50)),
    ]
    let entry = try #require(try findings(odd, odd, odd, kinds: kinds, label: 3).entry)
    #expect(entry.testRowCount == 40 && entry.trainingRowCount == 40)
    let tiny = odd.map { ($0.0, Array($0.1.prefix(10))) }
    #expect(try findings(tiny, tiny, tiny, kinds: kinds, label: 3).entry != nil)
    // The synthetic rows know other classes only.
    let other = odd.map { ($0.0, $0.0 == "y" ? cycle(["z"], 50) : $0.1) }
    let unknown = try #require(try findings(odd, odd, other, kinds: kinds, label: 3).entry)
    #expect(unknown.gain == nil && unknown.recommended == nil)
    #expect(unknown.sentences[0].contains("could not be measured"))
    // No rows at all, and a single row of the rare class.
    let none = odd.map { ($0.0, [String]()) }
    #expect(try findings(odd, odd, none, kinds: kinds, label: 3).entry?.gain == nil)
    let lone = odd.map { ($0.0, $0.0 == "y" ? cycle(["a"], 49) + ["b"] : $0.1) }
    let single = try #require(try findings(lone, odd, odd, kinds: kinds, label: 3).entry)
    #expect(single["smote"]?.reason?.contains("two rows") == true)
  }

  @Test func fiveHundredColumnsAreNoObstacle() throws {
    let columns = (0..<500).map { index in
      ("c\(index)", cycle(["a", "b", "c"], 21 + index % 3).prefix(20).map { $0 })
    }
    let entry = try #require(
      try findings(
        columns, columns, columns, kinds: columns.map { _ in .categorical }, label: 499
      ).entry)
    #expect(entry.rounds >= 1)
  }
}
