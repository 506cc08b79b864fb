import Datasets
import Parallel
import Testing
import Validation

/// What every metric owes, whatever the data: a finite number in its range, or a reason.
@Suite struct EveryMetricTests {
  private typealias Columns = [(name: String, kind: ColumnKind, cells: [String])]

  /// Every metric's score; the training rows are the hold-out too.
  private func scores(
    _ training: Columns, _ synthetic: Columns, label: Int? = nil
  ) throws -> [String: Score] {
    let schema = Schema(
      columns: training.map { column in
        ColumnSchema(
          name: column.name, kind: column.kind, missingMarkers: [""],
          numberFormat: column.kind == .decimal ? NumberFormat(decimals: 2) : nil)
      })
    let tables = [training, synthetic].map { columns in
      SampleTables.table(columns.map { ($0.name, $0.cells) })
    }
    var configuration = SampleTables.quick
    configuration.pairLimit = 300
    configuration.tripleLimit = 300
    let comparison = try Comparison(
      training: tables[0], holdout: tables[0], synthetic: tables[1], schema: schema,
      labelIndex: label, configuration: configuration, team: ThreadTeam(threadCount: 2))
    var scores: [String: Score] = [:]
    for metric in allMetrics {
      let score = try metric.score(comparison)
      scores[metric.name] = score
      if let value = score.value {
        #expect(value.isFinite && metric.range.contains(value), "\(metric.name) \(value)")
      }
      if let reason = score.reason {
        #expect(reason.first?.isUppercase == false, "\(metric.name): \(reason)")
      }
    }
    return scores
  }

  private func cycle(_ values: [String], _ count: Int) -> [String] {
    (0..<count).map { values[$0 % values.count] }
  }

  @Test("Keys are unique, and every meaning is one sentence")
  func names() {
    #expect(Set(allMetrics.map(\.name)).count == allMetrics.count)
    for metric in allMetrics {
      #expect(metric.meaning.hasSuffix("."), "\(metric.name)")
      #expect(!metric.meaning.contains(". "), "\(metric.name)")
    }
  }

  @Test("Constant columns")
  func constant() throws {
    let columns: Columns = [
      ("n", .decimal, cycle(["5"], 40)), ("c", .categorical, cycle(["a"], 40)),
      ("k", .constant, cycle(["AT"], 40)),
    ]
    let found = try scores(columns, columns)
    #expect(found["wasserstein"]?.reason != nil && found["coverage.range"]?.reason != nil)
    #expect(found["marginals"] == .value(1) && found["detection.logistic"] == .value(1))
    #expect(found["adherence.boundary"] == .value(1) && found["coverage.category"] == .value(1))
  }

  @Test("Columns without any value, on both sides or on one")
  func allMissing() throws {
    let empty: Columns = [
      ("n", .decimal, cycle([""], 40)), ("c", .categorical, cycle([""], 40)),
      ("m", .decimal, cycle([""], 40)),
    ]
    let full: Columns = [
      ("n", .decimal, cycle(["1", "2"], 40)), ("c", .categorical, cycle(["a", "b", "c"], 40)),
      ("m", .decimal, cycle(["3", "4", "5"], 40)),
    ]
    let same = try scores(empty, empty)
    #expect(same["missing"] == .value(1) && same["marginals"] == .value(1))
    #expect(same["wasserstein"]?.reason != nil && same["coverage.category"]?.reason != nil)
    let lost = try scores(full, empty)
    #expect(lost["missing"] == .value(0) && lost["marginals"] == .value(0))
    #expect(lost["coverage.category"] == .value(0) && lost["coverage.range"]?.reason != nil)
    #expect(lost["adherence.boundary"] == .value(0))
    #expect(lost["detection.logistic"] == .value(0))
    let invented = try scores(empty, full)
    #expect(invented["adherence.category"] == .value(0) && invented["missing"] == .value(0))
  }

  @Test("One class, ten rows, and fewer")
  func fewRows() throws {
    for count in [1, 2, 5, 10] {
      let columns: Columns = [
        ("n", .decimal, cycle(["1", "2", "3"], count)), ("y", .categorical, cycle(["a"], count)),
        ("b", .boolean, cycle(["no", "yes"], count)),
      ]
      let found = try scores(columns, columns, label: 1)
      #expect(found["marginals"] == .value(1) && found["missing"] == .value(1))
      #expect((found["detection.logistic"]?.value == nil) == (count < 6))
    }
  }

  @Test("Categories that only one side has")
  func unseenCategories() throws {
    let left: Columns = [
      ("c", .categorical, cycle(["a", "b", ""], 60)), ("b", .boolean, cycle(["no", "yes"], 60)),
      ("n", .decimal, cycle(["1", "2", "3", "4"], 60)),
    ]
    let right: Columns = [
      ("c", .categorical, cycle(["x", "y", "a"], 60)), ("b", .boolean, cycle(["no", "oh"], 60)),
      ("n", .decimal, cycle(["7", "8", "", "9"], 60)),
    ]
    for (real, synthetic, coverage) in [(left, right, 1.0 / 2), (right, left, 5.0 / 12)] {
      let found = try scores(real, synthetic)
      #expect(agree(found["coverage.category"] ?? .value(0), coverage))
      #expect(try #require(found["adherence.category"]?.value) < 0.6)
      #expect(try #require(found["detection.logistic"]?.value) < 0.1)
      #expect(try #require(found["marginals"]?.value) < 0.4)
    }
  }

  @Test("Five hundred columns")
  func wide() throws {
    let columns: Columns = (0..<500).map { index in
      index % 2 == 0
        ? ("n\(index)", .decimal, (0..<60).map { "\(($0 * (index + 7)) % 31)" })
        : ("c\(index)", .categorical, (0..<60).map { "v\(($0 * (index + 5)) % 7)" })
    }
    let synthetic: Columns = columns.map { ($0.name, $0.kind, $0.cells.reversed()) }
    let found = try scores(columns, synthetic)
    #expect(found["wasserstein"] == .value(0) && found["coverage.category"] == .value(1))
    #expect(found["detection.logistic"]?.value != nil && found["marginals"]?.value != nil)
  }

  @Test("Infinite and huge numbers on either side")
  func infiniteAndHuge() throws {
    let plain: Columns = [
      ("a", .decimal, cycle(["1", "2", "3"], 60)), ("b", .decimal, cycle(["1", "-4", "7"], 60)),
      ("c", .decimal, (0..<60).map { "\($0)" }),
    ]
    let odd: Columns = [
      ("a", .decimal, cycle(["1e300", "-1e308", "1e308", "2", ""], 60)),
      ("b", .decimal, cycle(["inf", "1", "-inf", "2"], 60)),
      ("c", .decimal, (0..<60).map { "\(Double($0) * 5.7e306 - 1.7e308)" }),
    ]
    for (real, synthetic) in [(plain, odd), (odd, plain), (odd, odd)] {
      let found = try scores(real, synthetic)
      for name in ["marginals", "detection.logistic", "adherence.boundary", "missing"] {
        #expect(found[name]?.value != nil, "\(name)")
      }
    }
    #expect(try scores(odd, odd)["statistic.mean"] == .value(1))
  }
}
