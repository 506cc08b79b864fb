/// How each check of the gate for images gets its value and its limits.
///
/// Every limit is widened by what chance alone does with so many images.
struct ImageGate {
  private let thresholds: ImageGateThresholds
  private let metrics: [ImageMetricEntry]
  private let classes: ImageClassFindings
  private let referenceVariance: Double?
  private let counts: ImageCounts
  private let memorisation: ImageMemorisationEntry

  init(
    thresholds: ImageGateThresholds, metrics: [ImageMetricEntry], classes: ImageClassFindings,
    referenceVariance: Double?, counts: ImageCounts, memorisation: ImageMemorisationEntry
  ) {
    self.thresholds = thresholds
    self.metrics = metrics
    self.classes = classes
    self.referenceVariance = referenceVariance
    self.counts = counts
    self.memorisation = memorisation
  }

  /// All checks.
  var gate: Gate {
    let all = [
      frechetShare, coverageDrop, classDrop(.coverage), labelAccuracyDrop,
      classDrop(.labelAccuracy), copies(.copies), copies(.exactCopies),
    ]
    return Gate(isEnabled: thresholds.isEnabled, checks: all.compactMap { $0 })
  }

  private func entry(_ metric: ImageMetric) -> ImageMetricEntry? {
    metrics.first { $0.name == metric.name }
  }

  private var frechetShare: Gate.Check {
    let frechet = entry(.frechet)
    let variance = referenceVariance ?? 1
    let floor = (frechet?.noiseFloor ?? 0) / variance
    let limit = GateLimit(
      warning: max(thresholds.frechetShare.warning, 2 * floor),
      failure: max(thresholds.frechetShare.failure, 4 * floor))
    return check(
      "frechetShare", .frechet, limit, value: frechet?.score.value.map { $0 / variance }
    ) { value, words in
      "the Fréchet distance is \(percent(value)) of the variance of real images' features (of as "
        + "many training images, \(percent(floor))), \(words)"
    }
  }

  private var coverageDrop: Gate.Check {
    let coverage = entry(.coverage)
    let count = min(counts.reference, counts.neighbours)
    let limit = widened(
      thresholds.coverageDrop,
      by: 2 * noise([(coverage?.score.value, count), (coverage?.noiseFloor, count)]))
    return check("coverageDrop", .coverage, limit, value: drop(coverage)) { value, words in
      "synthetic images cover \(points(max(0, value))) fewer unseen real images than training "
        + "images do, \(words)"
    }
  }

  /// Nil with a single class, which says nothing.
  private var labelAccuracyDrop: Gate.Check? {
    guard classes.entries.count > 1 else { return nil }
    let accuracy = entry(.labelAccuracy)
    let limit = widened(
      thresholds.labelAccuracyDrop,
      by: 2
        * noise([
          (accuracy?.score.value, counts.synthetic), (accuracy?.noiseFloor, counts.holdout),
        ]))
    return check(
      "labelAccuracyDrop", .labelAccuracy, limit, value: drop(accuracy)
    ) { value, words in
      "the classifier sees the right class in \(points(max(0, value))) fewer synthetic than unseen "
        + "real images, \(words)"
    }
  }

  private func drop(_ entry: ImageMetricEntry?) -> Double? {
    guard let value = entry?.score.value, let floor = entry?.noiseFloor else { return nil }
    return floor - value
  }

  /// The class that exceeds its own limit most, or comes nearest to it; nil with a single class.
  private func classDrop(_ metric: ImageMetric) -> Gate.Check? {
    guard classes.entries.count > 1 else { return nil }
    let isCoverage = metric == .coverage
    let name = isCoverage ? "classCoverageDrop" : "classLabelAccuracyDrop"
    let base = isCoverage ? thresholds.classCoverageDrop : thresholds.classLabelAccuracyDrop
    var worst: (name: String, drop: Double, limit: GateLimit)?
    for (index, entry) in classes.entries.enumerated() where classes.isJudged[index] {
      guard let score = entry[metric.name], let value = score.score.value,
        let floor = score.noiseFloor
      else { continue }
      let ownCount = isCoverage ? entry.holdoutCount : entry.syntheticCount
      let limit = widened(
        base, by: 3 * noise([(value, ownCount), (floor, entry.holdoutCount)]))
      let excess = floor - value - limit.failure
      if excess > worst.map({ $0.drop - $0.limit.failure }) ?? -.infinity {
        worst = (entry.name, floor - value, limit)
      }
    }
    let limit = worst?.limit ?? base
    return check(
      name, metric, limit, value: worst?.drop, missing: "no class has enough images"
    ) { value, words in
      let lead = "of class '\(worst?.name ?? "")', "
      return isCoverage
        ? lead + "synthetic images cover \(points(max(0, value))) fewer unseen real images than "
          + "training images do, \(words)"
        : lead + "the classifier recognises \(points(max(0, value))) fewer synthetic than unseen "
          + "real images, \(words)"
    }
  }

  private func copies(_ metric: ImageMetric) -> Gate.Check {
    let isExact = metric == .exactCopies
    let base = isExact ? thresholds.exactCopies : thresholds.copies
    let share = isExact ? memorisation.exactCopies : memorisation.copies
    let floor =
      (isExact ? memorisation.holdoutExactCopies : memorisation.holdoutCopies).value ?? 0
    let noise = 2 * noise([(floor, counts.holdout), (share.value, counts.memorisation)])
    let limit = GateLimit(
      warning: min(1, 1.5 * floor + base.warning + noise),
      failure: min(1, 3 * floor + base.failure + noise))
    return check(
      isExact ? "exactCopies" : "copies", metric, limit, value: share.value
    ) { value, words in
      let verb = isExact ? "equal a training image" : "are nearly copies of a training image"
      return "\(percent(value)) of the synthetic images \(verb) (of unseen real ones, "
        + "\(percent(floor))), \(words)"
    }
  }

  /// The standard error of a sum or difference of shares of so many images; a share of 0 or 1 is no certainty.
  private func noise(_ shares: [(share: Double?, count: Int)]) -> Double {
    let variance = shares.reduce(0) { sum, part in
      let count = Double(max(part.count, 1))
      let share = min(max(part.share ?? 0.5, 0), 1)
      return sum + max(share * (1 - share), 1 / count) / count
    }
    return variance.squareRoot()
  }

  private func widened(_ limit: GateLimit, by noise: Double) -> GateLimit {
    GateLimit(warning: limit.warning + noise, failure: limit.failure + noise)
  }

  /// A check that warns where its metric has no value.
  private func check(
    _ name: String, _ metric: ImageMetric, _ limit: GateLimit, value: Double?,
    missing: String = "it was not measured", reason: (Double, String) -> String
  ) -> Gate.Check {
    let why = entry(metric)?.score.reason ?? missing
    return Gate.Check(
      name: name, key: "validation.images.gate.\(name)", limit: limit, value: value,
      missing: "\(name) could not be checked: \(why)", reason: reason)
  }
}

extension Gate {
  /// A gate whose checks are made.
  init(isEnabled: Bool, checks: [Check]) {
    self.isEnabled = isEnabled
    self.checks = checks
  }
}

/// A difference of shares in percentage points, such as `1.3 points`.
func points(_ difference: Double) -> String {
  let number = percent(abs(difference)).replacing(" %", with: "")
  return "\(difference < 0 ? "−" : "")\(number) points"
}
