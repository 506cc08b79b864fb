internal import Validation

/// The names that a reader sees for keys of a report on images.
enum ImageWords {
  /// The words for a check of the gate: shares in per cent, losses of shares in points.
  static func words(check: Gate.Check) -> CheckWords {
    let isLoss = check.name.hasSuffix("Drop")
    let spelling: (Double) -> String = isLoss ? { points($0) } : { percent($0) }
    return CheckWords(
      title: checkTitles[check.name] ?? Words.spelledOut(check.name),
      spelling: spelling, isShare: check.name != "frechetShare", best: 0,
      setting: "--gate \(check.name)=…")
  }

  /// A loss in percentage points; less than none is a gain.
  private static func points(_ loss: Double) -> String {
    let number = percent(abs(loss)).replacing(" %", with: "")
    return "\(loss < 0 ? "−" : "")\(number) points"
  }

  private static let checkTitles = [
    "frechetShare": "Fréchet distance",
    "coverageDrop": "Coverage lost",
    "classCoverageDrop": "Coverage lost in the worst class",
    "labelAccuracyDrop": "Label accuracy lost",
    "classLabelAccuracyDrop": "Label accuracy lost in the worst class",
    "copies": "Copies of training images",
    "exactCopies": "Exact copies of training images",
  ]

  /// The check of the gate that looks at a metric.
  static func checks(ofMetric metric: String) -> [String] {
    switch metric {
    case ImageMetric.frechet.name: ["frechetShare"]
    case ImageMetric.exactCopies.name: ["exactCopies"]
    default: [metric, metric + "Drop"]
    }
  }

  /// The title of a metric; one without a title is spelled out from its key.
  static func title(metric: String) -> String {
    titles[metric] ?? Words.spelledOut(metric)
  }

  private static let titles = [
    "frechet": "Fréchet distance",
    "frechet.classes": "Fréchet distance within classes",
    "kernel": "Kernel distance",
    "precision": "Precision: likeness to real images",
    "recall": "Recall: variety of real images",
    "density": "Density of real images around",
    "coverage": "Coverage of real images",
    "diversity": "Distances within a class",
    "similarity": "Likeness within a class",
    "classifierScore": "Classifier score",
    "labelAccuracy": "Label accuracy",
    "classificationAccuracy": "Classification accuracy score",
    "augmentationGain": "Augmentation gain",
    "copies": "Copies of training images",
    "copies.exact": "Exact copies of training images",
    "authenticity": "Authenticity",
    "distanceShift": "Shift of distances to training images",
  ]

  /// The metrics that belong together.
  static let families = [
    MetricFamily(
      title: "Distributions",
      keys: ["frechet", "kernel", "precision", "recall", "density", "coverage"]),
    MetricFamily(title: "Variety within classes", keys: ["diversity", "similarity"]),
    MetricFamily(title: "What a classifier sees", keys: ["classifierScore", "labelAccuracy"]),
    MetricFamily(
      title: "Classifiers trained on the images",
      keys: ["classificationAccuracy", "augmentationGain"]),
    MetricFamily(title: "Privacy", keys: ["copies", "authenticity", "distanceShift"]),
  ]
}

extension MetricsView {
  /// The metrics of images.
  init(_ report: ImageValidation) {
    self.init(
      report.metrics.map { Row($0, report.gate) }, families: ImageWords.families)
  }
}

extension MetricsView.Row {
  init(_ metric: ImageMetricEntry, _ gate: Gate) {
    self.init(
      metric.name, title: ImageWords.title(metric: metric.name), meaning: metric.meaning,
      goal: metric.goal, score: metric.score, floor: metric.noiseFloor,
      chance: metric.standardDeviation.spelled { "± \($0.fine)" },
      badge: VerdictView.Badge(ofFirst: ImageWords.checks(ofMetric: metric.name), in: gate))
  }
}
