/// Utility: how well boosted trees trained on some rows predict the label of real hold-out rows.
///
/// With classes, the area under the ROC curve (binary, or the macro mean of each class against the others, over the
/// classes with enough hold-out rows: `smallestTestClassRowCount`); with a numeric label, R². Accuracy, macro-F1 and the root mean squared error are in `UtilityResult`. The same test rows, features
/// and parameters serve training on real rows, on synthetic rows and on both.
/// - Range: up to 1, the larger the better; what training on real rows reaches is the yardstick.
/// - Source: Esteban, Hyland, Rätsch (2017), "train on synthetic, test on real", arXiv 1706.02633; trees as in TabSyn's
///   efficiency measure (arXiv 2310.09656).
public struct TrainingUtility: Metric {
  /// The rows that the model is trained on.
  public enum Source: String, Codable, Sendable, CaseIterable {
    /// The real training rows.
    case real
    /// The synthetic rows.
    case synthetic
    /// Real and synthetic rows together.
    case both
  }

  /// The rows that the model is trained on.
  public let source: Source

  /// The utility of one source of training rows.
  public init(source: Source) { self.source = source }

  /// The key in the report.
  public var name: String { "utility.\(source.rawValue)" }
  /// At most 1; R² has no lower end.
  public var range: MetricRange { MetricRange(lowerBound: nil, upperBound: 1) }
  /// 1 is ideal.
  public var goal: MetricGoal { .maximize }
  /// Utility.
  public var topic: MetricTopic { .utility }
  /// Models are tested on hold-out rows.
  public var readsHoldout: Bool { true }
  /// It needs all classes.
  public var isMeasuredWithinClasses: Bool { false }
  /// What the number means.
  public var meaning: String {
    let rows = source == .both ? "real and synthetic" : source.rawValue
    return "How well a model trained on \(rows) rows predicts the label of unseen real rows "
      + "(area under the ROC curve; R² for a numeric label)."
  }

  /// The area, or R².
  public func score(_ comparison: Comparison) -> Score {
    switch UtilityPlan.make(comparison, sources: [source]) {
    case .failure(let refusal): return .notApplicable(refusal.reason)
    case .success(let plan):
      return plan.results(BoostingJob.run(plan.jobs, team: comparison.team))[0].score
    }
  }
}

/// What one training source reached.
public struct UtilityResult: Codable, Sendable, Equatable {
  /// The rows that the model was trained on.
  public var source: TrainingUtility.Source
  /// How many rows those were.
  public var rowCount: Int
  /// Area under the ROC curve, or R².
  public var score: Score
  /// Accuracy, F1 and recall with classes.
  public var classification: ClassificationScores?
  /// Errors with a numeric label.
  public var regression: RegressionScores?
}
