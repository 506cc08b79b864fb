public import Parallel

/// Closest record share: how often a synthetic row is nearer to a training row than to any hold-out row.
///
/// Distance is the sum over columns of |difference| / (training range) for numbers and of 1 for different categories;
/// a missing number counts as the training median. As many training as hold-out rows are candidates, so that neither
/// side is favoured; a tie counts half.
/// - Range: 0 to 1; one half is ideal, more means that training rows were memorised.
/// - Source: TabSyn's DCR share (arXiv 2310.09656) with ties counted half, as MOSTLY AI's quality report does.
public struct ClosestRecordShare: Metric {
  /// The metric; its sample sizes are in `ValidationConfiguration`.
  public init() {}

  /// The key in the report.
  public var name: String { "closest" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// 0.5 is ideal.
  public var goal: MetricGoal { .oneHalf }
  /// Privacy.
  public var topic: MetricTopic { .privacy }
  /// Hold-out rows are the other side.
  public var readsHoldout: Bool { true }
  /// What the number means.
  public var meaning: String {
    "The share of synthetic rows that are nearer to a training row than to any hold-out row; "
      + "0.5 means that nothing was memorised."
  }

  /// The share, over seeded samples.
  public func score(_ comparison: Comparison) -> Score {
    Self.score(ClosestDistances.measure(comparison))
  }

  /// The share of distances that were measured already.
  static func score(_ distances: Result<ClosestDistances, DistanceSample.Refusal>) -> Score {
    switch distances {
    case .success(let distances): Score(distances.trainingShare)
    case .failure(let refusal): .notApplicable(refusal.reason)
    }
  }

  /// The number of synthetic rows that `score` looks at.
  static func sampleCount(_ comparison: Comparison) -> Int {
    min(comparison.synthetic.rowCount, comparison.configuration.closestRecordSampleLimit)
  }

  /// How a numeric column is scaled, and what stands in for its missing values.
  public struct Scale: Sendable, Equatable {
    /// Largest minus smallest value, at least 1e-9.
    public var range: Double
    /// The median.
    public var median: Double
  }

  /// Scales of the numeric columns; nil for other columns and for those without a finite range.
  public static func scales(_ training: MetricTable) -> [Scale?] {
    training.columns.map { column in
      let present = (column.numbers ?? []).filter(\.isFinite).sorted()
      guard let first = present.first, let last = present.last, (last - first).isFinite else {
        return nil
      }
      let middle = present.count / 2
      let median =
        present.count.isMultiple(of: 2)
        ? present[middle - 1] / 2 + present[middle] / 2 : present[middle]
      return Scale(range: max(last - first, 1e-9), median: median)
    }
  }

  /// The share for these very rows.
  public static func share(
    training: MetricTable, holdout: MetricTable, synthetic: MetricTable, scales: [Scale?],
    team: ThreadTeam
  ) -> Score {
    let sample = DistanceSample(training: training, holdout: holdout, synthetic: synthetic)
    return score(ClosestDistances.measure(sample, scales: scales, team: team))
  }
}
