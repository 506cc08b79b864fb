import Datasets
import Parallel
import Testing
import Validation

/// Metrics of single columns against SDMetrics 0.32 and SciPy, and what they say at the edges.
@Suite struct ColumnMetricTests {
  private let team = ThreadTeam(threadCount: 2)

  private static let metrics: [any ColumnMetric] =
    [
      WassersteinDistance(), RangeCoverage(), BoundaryAdherence(), CategoryCoverage(),
      CategoryAdherence(), MissingValueSimilarity(),
    ] + StatisticSimilarity.Statistic.allCases.map { StatisticSimilarity($0) }

  @Test("Every column's score equals SDMetrics' or SciPy's, and so does the mean")
  func golden() throws {
    for table in try KindedTable.all() {
      let sides = table.metricTables
      for metric in Self.metrics {
        let scores = metric.scores(reference: sides[0], candidates: [sides[1]], team: team)[0]
        var expected: [Double] = []
        for (name, score) in zip(table.order, scores) {
          let value = table.scores[name]?[metric.name] ?? nil
          #expect(agree(score, value), "\(table.name) \(name) \(metric.name) \(score)")
          if let value { expected.append(value) }
        }
        let mean = expected.isEmpty ? nil : expected.reduce(0, +) / Double(expected.count)
        #expect(agree(metric.summary(scores), mean), "\(table.name) \(metric.name)")
      }
    }
  }

  @Test("A column compared with itself is perfect wherever there is a score")
  func identity() throws {
    for table in try KindedTable.all() {
      let real = table.metricTables[0]
      for metric in Self.metrics {
        let best = metric.goal == .minimize ? 0.0 : 1
        let scores = metric.scores(reference: real, candidates: [real], team: team)[0]
        #expect(scores.allSatisfy { $0.reason != nil || $0 == .value(best) }, "\(metric.name)")
        #expect(scores.contains { $0.value != nil } == (metric.summary(scores).value != nil))
      }
    }
  }

  @Test("Moving every value by a tenth of the range is a distance of a tenth")
  func shift() {
    let values = (0...40).map(Double.init)
    let moved = WassersteinDistance.distance(real: values, synthetic: values.map { $0 + 4 })
    #expect(agree(moved, 0.1, within: 1e-12))
    #expect(WassersteinDistance.distance(real: [5, 5], synthetic: [5]).value == nil)
    // All mass at one end: the mean distance is one half.
    let far = WassersteinDistance.distance(real: values, synthetic: [0])
    #expect(agree(far, 0.5, within: 1e-12))
  }

  @Test("Missing synthetic numbers are outside unless real ones are missing too")
  func missingAtTheBoundary() {
    let holes = [1.0, 9, .nan, .nan]
    #expect(BoundaryAdherence.score(real: [0, 5], synthetic: holes) == .value(0.25))
    #expect(BoundaryAdherence.score(real: [0, 5, .nan], synthetic: holes) == .value(0.5))
    #expect(BoundaryAdherence.score(real: [0, .nan], synthetic: [.nan]).value == nil)
    #expect(BoundaryAdherence.score(real: [.nan], synthetic: [1]) == .value(0))
  }

  @Test("Missing is a category for adherence and none for coverage")
  func missingAmongCategories() {
    let real: [Int32] = [1, 1, 2, 3]
    #expect(
      CategoryAdherence.score(real: real, synthetic: [0, 1, 4, 2], levelCount: 5) == .value(0.5))
    #expect(
      CategoryAdherence.score(real: real + [0], synthetic: [0, 1, 4, 2], levelCount: 5)
        == .value(0.75))
    #expect(
      CategoryCoverage.score(
        real: real + [0], synthetic: [1, 4, 4, 2], levelCount: 5, missingCode: 0)
        == .value(2.0 / 3))
    #expect(
      CategoryCoverage.score(real: [0, 0], synthetic: [1], levelCount: 2, missingCode: 0).value
        == nil)
  }

  @Test("Text columns count for missing cells alone, identifiers for nothing")
  func textsAndIdentifiers() {
    let text = { (codes: [Int32]) in
      MetricTable.Column(
        name: "t", kind: .text, values: .text(codes), levels: ["", "a"], missingCode: 0)
    }
    #expect(
      MissingValueSimilarity.score(real: text([0, 1, 1, 1]), synthetic: text([0, 0, 0, 1]))
        == .value(0.5))
    let key = MetricTable.Column(name: "k", kind: .identifier, values: .excluded)
    for metric in Self.metrics {
      #expect(metric.scores(real: key, candidates: [key])[0].value == nil, "\(metric.name)")
      guard metric.name != "missing" else { continue }
      let scores = metric.scores(real: text([0, 1]), candidates: [text([1, 1])])
      #expect(scores[0].value == nil, "\(metric.name)")
    }
  }

  @Test("Ranges beyond the largest number are measured, infinite ones are not")
  func hugeRanges() {
    let huge = [-1.7e308, 0, 1.7e308]
    #expect(StatisticSimilarity.score(real: huge, synthetic: huge) == .value(1))
    let half = RangeCoverage.score(real: huge, synthetic: [0, 1.7e308])
    #expect(agree(half, 0.5, within: 1e-12))
    let distance = WassersteinDistance.distance(real: huge, synthetic: [0, 0, 0])
    #expect(agree(distance, 1.0 / 3, within: 1e-12))
    let infinite: [[Double]] = [[1, .infinity], [-.infinity, 1], [-.infinity, .infinity]]
    for values in infinite {
      #expect(StatisticSimilarity.score(real: values, synthetic: [1]).value == nil)
      #expect(RangeCoverage.score(real: values, synthetic: [1]).value == nil)
      #expect(WassersteinDistance.distance(real: values, synthetic: [1]).value == nil)
      #expect(WassersteinDistance.distance(real: [0, 1], synthetic: values).value == nil)
      #expect(BoundaryAdherence.score(real: values, synthetic: [1]) == .value(1))
    }
    #expect(StatisticSimilarity.score(real: [0, 1], synthetic: [.infinity]) == .value(0))
  }
}
