public import Parallel

/// Overfitting protection: whether synthetic rows keep as far from training rows as from rows that nothing has seen.
///
///     min(1, 2 · (1 − share of synthetic rows strictly nearer to a training than to any hold-out row))
///
/// Distance is the sum over columns of min(|difference| / range, 1) for numbers, and of 1 for different categories or a
/// gap against a number; ranges are those of the real rows that the distance is taken to. As many training as hold-out
/// rows are candidates, the same as in `ClosestRecordShare`.
/// - Range: 0 to 1; 1 means that at most half of the rows are nearer to training rows.
/// - Source: DCROverfittingProtection of SDMetrics 0.32.
public struct OverfittingProtection: Metric {
  /// The metric; its sample sizes are in `ValidationConfiguration`.
  public init() {}

  /// The key in the report.
  public var name: String { "overfittingProtection" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// 1 is ideal.
  public var goal: MetricGoal { .maximize }
  /// Privacy.
  public var topic: MetricTopic { .privacy }
  /// Hold-out rows are what it compares with.
  public var readsHoldout: Bool { true }
  /// What the number means.
  public var meaning: String {
    "How far synthetic rows are from being nearer to training than to hold-out rows; 1 means that "
      + "at most half of them are."
  }

  /// The protection, over seeded samples.
  public func score(_ comparison: Comparison) -> Score {
    let sample = DistanceSample.balanced(comparison)
    return Self.score(
      training: sample.training, holdout: sample.holdout, synthetic: sample.synthetic,
      team: comparison.team)
  }

  /// The protection of these very rows.
  public static func score(
    training: MetricTable, holdout: MetricTable, synthetic: MetricTable, team: ThreadTeam
  ) -> Score {
    let sample = DistanceSample(training: training, holdout: holdout, synthetic: synthetic)
    if let refusal = sample.refusal { return .notApplicable(refusal.reason) }
    var distances: [[Float]] = []
    for real in [training, holdout] {
      let space = RowSpace.gower(real)
      if space.isEmpty { return .notApplicable("no column can be compared") }
      distances.append(
        NearestRows(real, in: space).search(PlacedRows(synthetic, in: space), team: team)
          .map(\.first))
    }
    let nearer = zip(distances[0], distances[1]).count { $0 < $1 }
    return Score(min(1, 2 * (1 - Double(nearer) / Double(synthetic.rowCount))))
  }
}
