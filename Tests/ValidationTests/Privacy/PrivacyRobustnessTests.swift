import Datasets
import Foundation
import Parallel
import Testing
import Validation

/// Data for which distances or ranges have no meaning: every metric gives a number in its range or a reason.
@Suite struct PrivacyRobustnessTests {
  private typealias Columns = [(name: String, cells: [String])]

  private let metrics: [any Metric] = [
    ExactCopies(), ClosestRecordShare(), OverfittingProtection(), BaselineProtection(),
    CloseRecordRate(), NeighborDistanceRatio(), NearCopies(), AlphaPrecision(), BetaRecall(),
    Authenticity(), AlphaPrecision(columns: .allButLastIndicator),
    BetaRecall(columns: .allButLastIndicator), Authenticity(definition: .synthcity),
  ]

  /// Every metric's score by name, after checking each; the two variants at the end come as `name.2`.
  @discardableResult
  private func scores(
    _ training: Columns, _ holdout: Columns, _ synthetic: Columns, kinds: [ColumnKind],
    label: Int? = nil
  ) throws -> [String: Score] {
    let schema = Schema(
      columns: zip(training, kinds).map { column, kind in
        ColumnSchema(
          name: column.name, kind: kind, missingMarkers: [""],
          numberFormat: kind == .decimal ? NumberFormat(decimals: 2) : nil)
      })
    return try scores(
      Comparison(
        training: SampleTables.table(training), holdout: SampleTables.table(holdout),
        synthetic: SampleTables.table(synthetic), schema: schema, labelIndex: label,
        configuration: ValidationConfiguration(), team: ThreadTeam(threadCount: 2)))
  }

  private func scores(_ comparison: Comparison) throws -> [String: Score] {
    var scores: [String: Score] = [:]
    for metric in metrics {
      let score = try metric.score(comparison)
      if let value = score.value {
        #expect(value.isFinite && metric.range.contains(value), "\(metric.name) \(value)")
      } else {
        let reason = score.reason ?? ""
        #expect(!reason.isEmpty && reason.first?.isUppercase == false, "\(metric.name)")
      }
      scores[scores[metric.name] == nil ? metric.name : metric.name + ".2"] = score
    }
    // JSONEncoder refuses NaN and infinity.
    if let profile = DistanceProfile(comparison) {
      let data = try JSONEncoder().encode(profile)
      #expect(try JSONDecoder().decode(DistanceProfile.self, from: data) == profile)
    }
    return scores
  }

  private func cycle(_ values: [String], _ count: Int) -> [String] {
    (0..<count).map { values[$0 % values.count] }
  }

  @Test func constantAndEmptyColumnsCountForNothing() throws {
    let columns: Columns = [
      ("fixed", cycle(["5"], 40)), ("empty", cycle([""], 40)), ("same", cycle(["a"], 40)),
    ]
    let scores = try scores(columns, columns, columns, kinds: [.decimal, .decimal, .constant])
    #expect(scores["nearCopies"] == .value(1) && scores["closest"] == .value(0.5))
    #expect(scores["closeRecordRate"]?.reason != nil && scores["baselineProtection"]?.reason != nil)
    let empty: Columns = [("empty", cycle([""], 40))]
    let nothing = try self.scores(empty, empty, empty, kinds: [.decimal])
    #expect(nothing["alphaPrecision"]?.reason == "no column can be compared")
  }

  @Test func aConstantThatTheSyntheticRowsMissIsFarAway() throws {
    let real: Columns = [("fixed", cycle(["5"], 40)), ("free", (0..<40).map { "\($0)" })]
    let other: Columns = [("fixed", cycle(["1e300", "6"], 40)), real[1]]
    let scores = try scores(real, real, other, kinds: [.decimal, .decimal])
    #expect(scores["nearCopies"] == .value(0) && scores["alphaPrecision"] == .value(0))
    #expect(scores["authenticity"] == .value(1) && scores["baselineProtection"] == .value(1))
  }

  @Test func tenRowsOneRowAndNoRowsGiveNumbersOrReasons() throws {
    for count in [1, 2, 10] {
      let rows: Columns = [
        ("n", (0..<count).map { "\($0 * $0)" }), ("c", cycle(["a", "b", ""], count)),
      ]
      try scores(rows, rows, rows, kinds: [.decimal, .categorical], label: 1)
    }
    let rows: Columns = [("n", ["1", "2", "3"]), ("c", ["a", "b", "a"])]
    let none: Columns = [("n", []), ("c", [])]
    let unseen = try scores(rows, none, rows, kinds: [.decimal, .categorical], label: 1)
    for name in ["closest", "overfittingProtection", "closeRecordRate", "neighborDistanceRatio"] {
      #expect(unseen[name]?.reason == "there are no hold-out rows", "\(name)")
    }
    #expect(unseen["nearCopies"] == .value(1) && unseen["betaRecall"]?.value != nil)
  }

  @Test func unseenCategoriesOnEitherSideAreDifferentCategories() throws {
    let real: Columns = [("c", cycle(["a", "b"], 30)), ("d", cycle(["x", "y", "z"], 30))]
    let other: Columns = [("c", cycle(["p", "q"], 30)), ("d", cycle(["u", "v", ""], 30))]
    let scores = try scores(real, real, other, kinds: [.categorical, .categorical], label: 0)
    #expect(scores["nearCopies"] == .value(0) && scores["alphaPrecision"] == .value(0))
    #expect(scores["betaRecall"] == .value(0) && scores["authenticity"] == .value(1))
  }

  @Test func infiniteAndHugeNumbersDoNotBreakAnything() throws {
    let rows: Columns = [
      ("huge", cycle(["1e300", "-1e308", "1e308", "2", ""], 60)),
      ("far", cycle(["inf", "-inf", "1", "2"], 60)), ("tiny", cycle(["1e-300", "2e-300"], 60)),
      ("c", cycle(["a", "b"], 60)),
    ]
    try scores(
      rows, rows, rows, kinds: [.decimal, .decimal, .decimal, .categorical], label: 3)
  }

  @Test func textsAndIdentifiersAloneLeaveNothingToMeasure() throws {
    let rows: Columns = [("t", ["x", "y", "z"]), ("k", ["1", "2", "3"])]
    let scores = try scores(rows, rows, rows, kinds: [.text, .identifier])
    for metric in metrics where metric.name != "copies" {
      #expect(scores[metric.name]?.reason == "no column can be compared", "\(metric.name)")
    }
  }

  @Test func fiveHundredColumnsAreMeasured() throws {
    var generator = SeededGenerator(seed: 1, stream: "wide")
    let columns: Columns = (0..<500).map { index in
      ("c\(index)", (0..<120).map { _ in "\(Int.random(in: 0..<11, using: &generator))" })
    }
    let kinds = (0..<500).map { $0 % 2 == 0 ? ColumnKind.decimal : .categorical }
    let scores = try scores(columns, columns, columns, kinds: kinds, label: 1)
    #expect(scores["nearCopies"] == .value(1) && scores["authenticity"] == .value(0))
    #expect(try #require(scores["alphaPrecision"]?.value) > 0.97)
  }

  @Test func theRowsOfOneClassAreMeasuredByThemselves() throws {
    let comparison = try Comparison(
      training: SampleTables.people(400, seed: 1), holdout: SampleTables.people(200, seed: 2),
      synthetic: SampleTables.people(300, seed: 4), schema: SampleTables.schema,
      labelIndex: SampleTables.labelIndex, configuration: SampleTables.quick,
      team: ThreadTeam(threadCount: 2))
    for code in Set(comparison.training.columns[SampleTables.labelIndex].codes ?? []).sorted() {
      var part = comparison
      func rows(_ table: MetricTable) -> MetricTable {
        let codes = table.columns[SampleTables.labelIndex].codes ?? []
        return table.rows(at: codes.indices.filter { codes[$0] == code })
      }
      part.training = rows(part.training)
      part.holdout = rows(part.holdout)
      part.synthetic = rows(part.synthetic)
      #expect(part.training.rowCount > 50 && part.training.rowCount < 350)
      for (name, score) in try scores(part) { #expect(score.value != nil, "\(name)") }
      part.holdout = part.holdout.rows(at: [])
      part.synthetic = part.synthetic.rows(at: [])
      for (name, score) in try scores(part) { #expect(score.reason != nil, "\(name)") }
    }
  }
}
