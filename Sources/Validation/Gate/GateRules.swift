/// How each check of the gate gets its value and its limits.
///
/// Every limit is widened by what chance alone does at these row counts: by the hold-out's own error where that is
/// measured, by two standard errors otherwise.
struct GateRules {
  let thresholds: GateThresholds
  let utility: UtilityEntry?
  let privacy: PrivacyEntry
  let counts: RowCounts
  let metrics: [String: MetricEntry]

  var checks: [Gate.Check] {
    [shapeError, marginalsError, detection, utilityDrop, copies, closestShare].compactMap { $0 }
  }

  private var scope: String { counts.classScope.map { " (\($0))" } ?? "" }

  private var shapeError: Gate.Check? {
    error("shape", "shapeError", "distributions of single columns", thresholds.shapeError, (1.5, 3))
  }

  private var marginalsError: Gate.Check? {
    error(
      "marginals", "marginalsError", "joint frequencies of three columns",
      thresholds.marginalsError, (1.5, 2.5))
  }

  /// An error of 1 − metric whose limits are at least multiples of the noise floor.
  private func error(
    _ metric: String, _ key: String, _ subject: String, _ limit: GateLimit,
    _ multiples: (warning: Double, failure: Double)
  ) -> Gate.Check? {
    let floor = metrics[metric]?.chanceError ?? 0
    let widened = GateLimit(
      warning: max(limit.warning, multiples.warning * floor),
      failure: max(limit.failure, multiples.failure * floor))
    return check(
      key, metric, widened, value: metrics[metric]?.score.value.map { 1 - $0 }
    ) { value, limit in
      "the mean error in the \(subject)\(scope) is \(percent(value)), \(limit)"
    }
  }

  /// Against unseen real rows; against those learned from where there are no others.
  private var detection: Gate.Check? {
    let usesTraining = counts.detectionHoldout == 0 && counts.detectionTraining > 0
    let rows = usesTraining ? counts.detectionTraining : counts.detectionHoldout
    let noise =
      2 * RankScores.standardError(area: 0.5, positives: max(rows, 1), negatives: max(rows, 1))
    let metric = usesTraining ? "detection.training" : "detection.holdout"
    return check(
      "detection", metric, widened(thresholds.detection, by: noise),
      value: metrics[metric]?.score.value, spelled: decimal
    ) { value, limit in
      "a classifier tells synthetic from \(usesTraining ? "" : "unseen ")real rows\(scope) with an "
        + "area of \(decimal(value)), \(limit)"
    }
  }

  private var utilityDrop: Gate.Check? {
    guard let utility else { return nil }
    if let real = utility.real.regression, let synthetic = utility.synthetic.regression {
      return errorGrowth(real, synthetic, testRowCount: utility.testRowCount)
    }
    let noise = 2 * (utility.standardError ?? 0)
    var drop: Double?
    if let real = utility.real.score.value, let synthetic = utility.synthetic.score.value {
      drop = real - synthetic
    }
    return check(
      "utilityDrop", "utility.synthetic", widened(thresholds.utilityDrop, by: noise), value: drop,
      spelled: decimal
    ) { value, limit in
      "trained on synthetic instead of real rows, a classifier loses \(decimal(max(0, value))) of "
        + "area, \(limit)"
    }
  }

  private func errorGrowth(
    _ real: RegressionScores, _ synthetic: RegressionScores, testRowCount: Int
  ) -> Gate.Check? {
    let noise = 2 / Double(max(testRowCount, 1)).squareRoot()
    let growth =
      real.rootMeanSquaredError > 0
      ? synthetic.rootMeanSquaredError / real.rootMeanSquaredError - 1 : nil
    return check(
      "errorGrowth", "utility.synthetic", widened(thresholds.errorGrowth, by: noise), value: growth
    ) { value, limit in
      "trained on synthetic instead of real rows, a model's error grows by "
        + "\(percent(max(0, value))), \(limit)"
    }
  }

  private func widened(_ limit: GateLimit, by noise: Double) -> GateLimit {
    GateLimit(warning: limit.warning + noise, failure: limit.failure + noise)
  }

  private var copies: Gate.Check? {
    let limit = GateLimit(
      warning: min(1, copiesLimit(multiple: 1.5) + thresholds.copies.warning),
      failure: min(1, copiesLimit(multiple: 3) + thresholds.copies.failure))
    let floor = privacy.floorPhrase(counts)
    return check("copies", "copies", limit, value: privacy.copies.value) { value, limit in
      "\(percent(value)) of the synthetic rows copy a training row\(floor), \(limit)"
    }
  }

  /// Copies that a multiple of either floor allows.
  ///
  /// The odds of the share by chance, two standard errors included, are multiplied, not the share: that may be near 1, and
  /// a limit above 1 would let every table pass.
  private func copiesLimit(multiple: Double) -> Double {
    let floor = privacy.realRepeats
    let rows = Double(max(counts.training, 1))
    let noise = 2 * (max(floor * (1 - floor), 1 / rows) / rows).squareRoot()
    let repeated = multiple * floor + noise
    guard let share = privacy.copiesByChance.value else { return repeated }
    let chance = min(1, share + 2 * (privacy.copiesByChanceStandardError ?? 0))
    return max(repeated, multiple * chance / (1 + (multiple - 1) * chance))
  }

  private var closestShare: Gate.Check? {
    let noise = 2 * (privacy.closestStandardError ?? 0)
    return check(
      "closestShare", "closest", widened(thresholds.closestShare, by: noise),
      value: privacy.closest.value
    ) { value, limit in
      "\(percent(value)) of the synthetic rows are nearer to a training row than to an unseen "
        + "real one, \(limit)"
    }
  }

  /// A check that warns where its metric has no value; none where the metric was not asked for.
  private func check(
    _ name: String, _ metric: String, _ limit: GateLimit, value: Double?,
    spelled: (Double) -> String = percent, reason: (Double, String) -> String
  ) -> Gate.Check? {
    if metrics[metric] == nil { return nil }
    let why = metrics[metric]?.score.reason ?? "it was not measured"
    return Gate.Check(
      name: name, key: "validation.gate.\(name)", limit: limit, value: value,
      missing: "\(metric) could not be checked: \(why)", spelled: spelled, reason: reason)
  }
}
