/// Detection: how well boosted trees tell synthetic rows from real ones.
///
/// As many rows of either side (seeded samples, at most `detectionRowLimit`) are split into stratified folds; a forest
/// trained on the other folds scores each row; the metric is the mean over folds of the area under the ROC curve.
/// - Range: 0 to 1. One half: indistinguishable. 1: every row is found out. Against *training* rows, well below one half
///   means that synthetic rows sit closer to them than other real rows do.
/// - Source: Lopez-Paz, Oquab (2017), "Revisiting classifier two-sample tests", arXiv 1610.06545; folds and trees as in
///   TabPC's C2ST-XGB (arXiv 2603.23016).
public struct BoostedDetection: Metric {
  /// The real rows to compare with.
  public enum Reference: String, Codable, Sendable {
    /// Rows that no generator has seen; does not reward memorising.
    case holdout
    /// The rows that the generator learned from.
    case training
  }

  /// The real rows to compare with.
  public let reference: Reference

  /// Detection against one set of real rows.
  public init(against reference: Reference) { self.reference = reference }

  /// The key in the report.
  public var name: String { "detection.\(reference.rawValue)" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// 0.5 is ideal.
  public var goal: MetricGoal { .oneHalf }
  /// Detection.
  public var topic: MetricTopic { .detection }
  /// It compares with hold-out rows where asked to.
  public var readsHoldout: Bool { reference == .holdout }
  /// Areas within classes come from the overall forests.
  public var isMeasuredWithinClasses: Bool { false }
  /// What the number means.
  public var meaning: String {
    "How often boosted trees rank a real \(reference == .holdout ? "hold-out" : "training") row "
      + "above a synthetic one; 0.5 is a coin toss, 1 is always."
  }

  /// The mean area over folds.
  public func score(_ comparison: Comparison) -> Score {
    switch plan(comparison) {
    case .failure(let refusal): return .notApplicable(refusal.reason)
    case .success(let plan):
      return plan.result(BoostingJob.run(plan.jobs, team: comparison.team)).area
    }
  }

  /// What has to be trained, or why it cannot be.
  func plan(_ comparison: Comparison) -> Result<DetectionPlan, LabelTask.Refusal> {
    let configuration = comparison.configuration
    guard configuration.asks(for: name) else {
      return .failure(.init(reason: "it was not asked for"))
    }
    guard configuration.measuresDetection else {
      return .failure(.init(reason: "detection is switched off"))
    }
    let real = reference == .holdout ? comparison.holdout : comparison.training
    let count = min(real.rowCount, comparison.synthetic.rowCount, configuration.detectionRowLimit)
    guard count >= 2 * configuration.detectionFolds, configuration.detectionFolds > 1 else {
      return .failure(
        .init(
          reason: "it takes at least \(2 * max(2, configuration.detectionFolds)) rows of each side")
      )
    }
    guard real.columns.contains(where: \.isComparable) else {
      return .failure(.init(reason: "no column can be compared"))
    }
    var generator = SeededGenerator(seed: configuration.seed, stream: name)
    return .success(
      DetectionPlan(
        real: real, synthetic: comparison.synthetic,
        realRows: RowSampling.indices(count, of: real.rowCount, using: &generator),
        syntheticRows: RowSampling.indices(
          count, of: comparison.synthetic.rowCount, using: &generator),
        origins: FeatureMatrix.origins(comparison.training), configuration: configuration,
        using: &generator))
  }
}

/// The forests of one detection and how their predictions become areas.
struct DetectionPlan: Sendable {
  /// Sampled rows of the real table; the first half of all rows.
  let realRows: [Int]
  /// Sampled rows of the synthetic table; the second half.
  let syntheticRows: [Int]
  /// The fold of every row.
  let folds: [Int]
  /// One forest per fold, which predicts the rows of that fold.
  let jobs: [BoostingJob]

  init(
    real: MetricTable, synthetic: MetricTable, realRows: [Int], syntheticRows: [Int],
    origins: [Double], configuration: ValidationConfiguration,
    using generator: inout SeededGenerator
  ) {
    let features = FeatureMatrix(real, rows: realRows, origins: origins)
      .appending(FeatureMatrix(synthetic, rows: syntheticRows, origins: origins))
    let truths = realRows.map { _ in Int32(1) } + syntheticRows.map { _ in Int32(0) }
    let folds = RowSampling.stratifiedFolds(
      classes: truths, foldCount: configuration.detectionFolds, using: &generator)
    self.realRows = realRows
    self.syntheticRows = syntheticRows
    self.folds = folds
    jobs = Self.jobs(
      features, truths: truths, folds: folds, foldCount: configuration.detectionFolds,
      rounds: configuration.detectionRounds)
  }

  /// A forest per fold: 6 levels deep, XGBoost's default learning rate.
  static func jobs(
    _ features: FeatureMatrix, truths: [Int32], folds: [Int], foldCount: Int, rounds: Int
  ) -> [BoostingJob] {
    (0..<foldCount).map { fold in
      let fitted = folds.indices.filter { folds[$0] != fold }
      let predicted = folds.indices.filter { folds[$0] == fold }
      return BoostingJob(
        training: features.rows(at: fitted), labels: fitted.map { Float(truths[$0]) },
        predicting: features.rows(at: predicted),
        parameters: BoostingParameters(
          objective: .binary, rounds: rounds, depth: 6, learningRate: 0.3))
    }
  }

  /// The areas from the outcomes of `jobs`.
  func result(_ outcomes: [BoostingJob.Outcome]) -> DetectionResult {
    var scores = [Float](repeating: 0.5, count: folds.count)
    var areas: [Score] = []
    for (fold, outcome) in outcomes.enumerated() {
      switch outcome {
      case .failure(let error): areas.append(.notApplicable(error.description))
      case .success(let predictions):
        let rows = folds.indices.filter { folds[$0] == fold }
        for (row, prediction) in zip(rows, predictions) { scores[row] = prediction }
        areas.append(
          RankScores.area(scores: predictions, isPositive: rows.map { $0 < realRows.count }))
      }
    }
    let reason = areas.compactMap(\.reason).first ?? "there are no folds"
    return DetectionResult(
      area: Score.mean(areas, whenEmpty: reason), plan: self, scores: scores)
  }
}

/// How well real and synthetic rows were told apart.
struct DetectionResult: Sendable {
  /// The mean area over folds.
  let area: Score
  let plan: DetectionPlan
  /// For every row, the probability of being real that a forest which had not seen it gave.
  let scores: [Float]

  /// The standard error of an area of one half with this many rows.
  var standardError: Double {
    RankScores.standardError(
      area: 0.5, positives: plan.realRows.count, negatives: plan.syntheticRows.count)
  }

  /// The area within one class, from the scores of all folds together; not applicable below 20 rows of either side.
  func area(realClasses: [Int32], syntheticClasses: [Int32], label: Int32) -> Score {
    var chosen: [Float] = []
    var isReal: [Bool] = []
    for (position, row) in plan.realRows.enumerated() where realClasses[row] == label {
      chosen.append(scores[position])
      isReal.append(true)
    }
    let realCount = chosen.count
    for (position, row) in plan.syntheticRows.enumerated() where syntheticClasses[row] == label {
      chosen.append(scores[plan.realRows.count + position])
      isReal.append(false)
    }
    if min(realCount, chosen.count - realCount) < 20 {
      return .notApplicable("fewer than 20 compared rows of this class on a side")
    }
    return RankScores.area(scores: chosen, isPositive: isReal)
  }
}
