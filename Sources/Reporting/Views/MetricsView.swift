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

  /// The rows by family, families in their order.
  init(_ rows: [Row], families: [MetricFamily]) {
    let members = Dictionary(grouping: rows) { MetricFamily.index(of: $0.key, in: families) }
    groups = members.keys.sorted().map { family in
      Group(
        title: families.indices.contains(family) ? families[family].title : "Others",
        rows: members[family] ?? [])
    }
  }

  /// The metrics of a table.
  init(_ report: ValidationReport) {
    self.init(
      report.metrics.map { Row($0, report.gate) }, families: MetricFamily.tables)
  }
}

extension MetricsView.Row {
  init(
    _ key: String, title: String, meaning: String, goal: MetricGoal, score: Score, floor: Double?,
    chance: String, badge: VerdictView.Badge?
  ) {
    self.title = title
    self.key = key
    self.meaning = meaning
    self.goal = Words.goal(goal)
    value = score.value.spelled(\.fine)
    absence = score.reason
    self.floor = floor.spelled(\.fine)
    self.chance = chance
    self.badge = badge
  }

  init(_ metric: MetricEntry, _ gate: Gate) {
    self.init(
      metric.name, title: Words.title(metric: metric.name), meaning: metric.meaning,
      goal: metric.goal, score: metric.score, floor: metric.noiseFloor,
      chance: metric.chanceError.map { (1 - $0).fine } ?? "–",
      badge: VerdictView.Badge(ofFirst: Words.checks(ofMetric: metric.name), in: gate))
  }
}
