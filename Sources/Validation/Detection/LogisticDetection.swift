public import Parallel

/// Logistic detection: how well a linear classifier tells synthetic from training rows, SDMetrics' "C2ST".
///
///     1 − mean over folds of (2 · max(½, area under the ROC curve) − 1)
///
/// Rows of both tables (seeded samples, at most `logisticRowLimit` of each) are split into stratified folds; a logistic
/// regression that was fitted on the other folds ranks each row. `LogisticFeatures` says how rows are encoded.
/// A linear classifier sees little more than the columns' own distributions: independent columns already score
/// near 1. `BoostedDetection` is the strict one.
///
/// The regression is fitted to its minimum. SDMetrics' solver stops after 100 steps, well before it where a number has
/// a long tail and equal quartiles, which its scaling leaves as large as it is. Published figures are kinder by that: on
/// Adult, the areas of five published tables are 0.006 to 0.028 lower there than at the minimum, the scores 0.01 to 0.06
/// higher.
/// - Range: 0 (every row is found out) to 1 (no better than a coin toss).
/// - Source: SDMetrics 0.32, `single_table/detection`, with scikit-learn's RobustScaler and LogisticRegression.
public struct LogisticDetection: Metric {
  /// The metric; its limits are in `ValidationConfiguration`.
  public init() {}

  /// The key in the report.
  public var name: String { "detection.logistic" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// 1 is ideal.
  public var goal: MetricGoal { .maximize }
  /// Detection.
  public var topic: MetricTopic { .detection }
  /// A classifier per class would cost more than it says.
  public var isMeasuredWithinClasses: Bool { false }
  /// What the number means.
  public var meaning: String {
    "How far a linear classifier is from telling synthetic rows from training rows; 1 is a coin toss."
  }

  /// What the classifier reached.
  public struct Outcome: Sendable, Equatable {
    /// The metric.
    public var score: Score
    /// The mean over folds of the area under the ROC curve, 0.5 being a coin toss.
    public var area: Score
    /// The area of every fold.
    public var foldAreas: [Score]
  }

  /// The metric of the synthetic table against the training table.
  public func score(_ comparison: Comparison) -> Score { outcome(comparison).score }

  /// Score and areas of the synthetic table against the training table.
  public func outcome(_ comparison: Comparison) -> Outcome {
    let configuration = comparison.configuration
    guard configuration.measuresDetection else { return .none("detection is switched off") }
    var generator = SeededGenerator(seed: configuration.seed, stream: name)
    let foldCount = max(2, configuration.detectionFolds)
    let tables = [comparison.training, comparison.synthetic].map { table in
      let count = min(table.rowCount, configuration.logisticRowLimit)
      return table.rows(at: RowSampling.indices(count, of: table.rowCount, using: &generator))
    }
    guard tables.allSatisfy({ $0.rowCount >= 2 * foldCount }) else {
      return .none("it takes at least \(2 * foldCount) rows of each side")
    }
    let isReal = tables[0].rowCount
    let classes = (0..<isReal + tables[1].rowCount).map { Int32($0 < isReal ? 1 : 0) }
    return Self.outcome(
      real: tables[0], synthetic: tables[1],
      folds: RowSampling.stratifiedFolds(
        classes: classes, foldCount: foldCount, using: &generator),
      team: comparison.team)
  }

  /// Score and areas of two tables on given folds.
  ///
  /// - Parameters:
  ///   - real: The real rows.
  ///   - synthetic: Rows of a table built together with the real one.
  ///   - folds: The fold of every real row, then of every synthetic row, from 0 on.
  ///   - team: The threads to use; results do not depend on their number.
  /// - Returns: Not applicable when no column can be compared or no fold has rows of both tables.
  public static func outcome(
    real: MetricTable, synthetic: MetricTable, folds: [Int], team: ThreadTeam
  ) -> Outcome {
    precondition(folds.count == real.rowCount + synthetic.rowCount, "one fold per row")
    guard real.columns.contains(where: \.isComparable) else {
      return .none("no column can be compared")
    }
    let features = LogisticFeatures(real: real, synthetic: synthetic)
    let areas = team.map((folds.max() ?? -1) + 1) { fold -> Score in
      let fitted = folds.indices.filter { folds[$0] != fold }
      let ranked = folds.indices.filter { folds[$0] == fold }
      let scaling = RobustScaling(features, rows: fitted)
      let model = LogisticRegression(
        scaling.rows(fitted, of: features), isPositive: fitted.map { $0 < real.rowCount },
        penalties: scaling.penalties)
      return RankScores.area(
        probabilities: model.probabilities(scaling.rows(ranked, of: features)),
        isPositive: ranked.map { $0 < real.rowCount })
    }
    let reason = areas.compactMap(\.reason).first ?? "there are no rows"
    let scores = areas.map { area in
      area.value.map { Score(2 - 2 * max(0.5, $0)) } ?? area
    }
    return Outcome(
      score: Score.mean(scores, whenEmpty: reason), area: Score.mean(areas, whenEmpty: reason),
      foldAreas: areas)
  }
}

extension LogisticDetection.Outcome {
  /// No outcome, and why.
  fileprivate static func none(_ reason: String) -> Self {
    Self(score: .notApplicable(reason), area: .notApplicable(reason), foldAreas: [])
  }
}
