/// The metrics that belong together, and the names that a reader sees for their keys.
struct MetricFamily {
  let title: String
  /// Keys, or their beginnings up to a point.
  private let keys: [String]

  init(title: String, keys: [String]) {
    self.title = title
    self.keys = keys
  }

  /// The family of a metric; those of unknown keys come last.
  static func index(of metric: String, in families: [MetricFamily] = tables) -> Int {
    let start = metric.prefix { $0 != "." }
    return families.firstIndex { $0.keys.contains { $0 == metric || $0 == start } }
      ?? families.count
  }

  /// The place of the metrics that look for rows learned from.
  static let privacyIndex = 3

  /// The families of metrics of tables.
  static let tables = [
    MetricFamily(
      title: "Distributions",
      keys: [
        "shape", "trend", "marginals", "wasserstein", "statistic", "coverage", "adherence",
        "missing", "alphaPrecision", "betaRecall",
      ]),
    MetricFamily(title: "Told from real rows", keys: ["detection"]),
    MetricFamily(title: "Models trained on the rows", keys: ["utility"]),
    MetricFamily(
      title: "Privacy",
      keys: [
        "copies", "closest", "nearCopies", "closeRecordRate", "neighborDistanceRatio",
        "overfittingProtection", "baselineProtection", "authenticity",
      ]),
  ]
}

extension Words {
  /// The title of a metric; one without a title is spelled out from its key.
  static func title(metric: String) -> String {
    titles[metric] ?? spelledOut(metric)
  }

  private static let titles = [
    "shape": "Single columns",
    "trend": "Pairs of columns",
    "marginals": "Three columns together",
    "wasserstein": "Distance of numbers",
    "statistic.mean": "Means",
    "statistic.median": "Medians",
    "statistic.deviation": "Standard deviations",
    "coverage.range": "Range of numbers met",
    "coverage.category": "Categories met",
    "adherence.boundary": "Numbers within the real range",
    "adherence.category": "Categories that exist",
    "missing": "Missing cells",
    "alphaPrecision": "Likeness to real rows",
    "betaRecall": "Variety of real rows",
    "detection.holdout": "Told from unseen real rows",
    "detection.training": "Told from training rows",
    "detection.logistic": "Told apart by a linear classifier",
    "utility.real": "Model trained on real rows",
    "utility.synthetic": "Model trained on synthetic rows",
    "utility.both": "Model trained on both",
    "copies": "Copies of training rows",
    "closest": "Nearer to training than to unseen rows",
    "nearCopies": "Near copies of training rows",
    "closeRecordRate": "Rows very near to a training row",
    "neighborDistanceRatio": "Distance to one single training row",
    "overfittingProtection": "Protection against overfitting",
    "baselineProtection": "Distance compared with random rows",
    "authenticity": "Authenticity",
  ]
}
