internal import Validation

/// All metrics of the report, by family.
struct MetricsView {
  /// Metrics that belong together.
  struct Group {
    var title: String
    var rows: [Row]
  }

  /// One metric.
  struct Row {
    var title: String
    var key: String
    var meaning: String
    var goal: String
    var value: String
    /// Why there is no value.
    var absence: String?
    var floor: String
    var chance: String
    var badge: VerdictView.Badge?
  }

  let groups: [Group]

  init(_ report: ValidationReport) {
    let checks = Dictionary(
      report.gate.checks.map { ($0.name, $0.outcome) }, uniquingKeysWith: { first, _ in first })
    let families = Dictionary(grouping: report.metrics) { MetricFamily.index(of: $0.name) }
    groups = families.keys.sorted().map { family in
      Group(
        title: MetricFamily.title(family),
        rows: (families[family] ?? []).map { Row($0, checks) })
    }
  }
}

extension MetricsView.Row {
  init(_ metric: MetricEntry, _ checks: [String: Gate.Outcome]) {
    title = Words.title(metric: metric.name)
    key = metric.name
    meaning = metric.meaning
    goal = Words.goal(metric.goal)
    value = metric.score.value.spelled(\.fine)
    absence = metric.score.reason
    floor = metric.noiseFloor.spelled(\.fine)
    chance = metric.chanceError.map { (1 - $0).fine } ?? "–"
    badge = Words.checks(ofMetric: metric.name).compactMap { checks[$0] }.first
      .map(VerdictView.Badge.init)
  }
}
