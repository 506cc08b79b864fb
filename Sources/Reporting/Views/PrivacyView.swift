internal import Validation

/// Whether rows that were learned from can be found among the synthetic ones.
struct PrivacyView {
  /// One number.
  struct Row {
    var title: String
    var value: String
    var floor: String
    var note: String
  }

  /// The quantiles of one kind of distance.
  struct Series {
    var name: String
    var rows: String
    var quantiles: [String]
  }

  let rows: [Row]
  let chart: String?
  let legend: [LegendItem]
  let hasSeries: Bool
  let seriesHeads: [String]
  let series: [Series]
  let sentences: [String]

  init(_ page: ReportPage) {
    rows = Self.metrics(page.report) + Self.details(page.report.privacy)
    let distances = page.distances
    chart = distances.flatMap { DistanceChart($0)?.svg }
    legend = (distances?.series ?? []).map {
      LegendItem($0.name, style: DistanceChart.style($0.style))
    }
    seriesHeads = (distances?.quantileShares ?? []).map { "\(($0 * 100).compact(step: 1)) % below" }
    series = (distances?.series ?? []).map { series in
      Series(
        name: series.name, rows: series.rowCount.grouped, quantiles: series.quantiles.map(\.fine))
    }
    hasSeries = !series.isEmpty
    sentences = distances?.sentences ?? []
  }

  /// The metrics of this family.
  private static func metrics(_ report: ValidationReport) -> [Row] {
    report.metrics.filter { MetricFamily.index(of: $0.name) == MetricFamily.privacyIndex }.map {
      row(
        Words.title(metric: $0.name), $0.score, $0.meaning, floor: $0.noiseFloor,
        error: $0.name == "closest" ? report.privacy.closestStandardError : nil)
    }
  }

  /// What the metrics are judged by.
  private static func details(_ privacy: PrivacyEntry) -> [Row] {
    [
      row(
        "Copies that chance explains", privacy.copiesByChance,
        "Where a table enumerates few combinations, rows are met without having been learned.",
        error: privacy.copiesByChanceStandardError),
      row(
        "Training rows that equal another", privacy.trainingRepeats,
        "How often the real rows repeat themselves."),
      row(
        "Synthetic rows that equal an unseen real row", privacy.unseenMatches,
        "Rows met without having been learned from."),
    ]
  }

  private static func row(
    _ title: String, _ score: Score, _ note: String, floor: Double? = nil, error: Double? = nil
  ) -> Row {
    Row(
      title: title,
      value: score.value.spelled(\.fine) + (error.map { " ± \($0.fine)" } ?? ""),
      floor: floor.spelled(\.fine),
      note: note + (score.reason.map { " Not applicable: \($0)." } ?? ""))
  }
}
