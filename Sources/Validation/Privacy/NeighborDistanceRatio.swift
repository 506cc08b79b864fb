public import Parallel

/// Nearest neighbor distance ratio (NNDR): whether synthetic rows cling to single training rows.
///
///     q(d₁ / d₂ of synthetic rows) / q(d₁ / d₂ of hold-out rows),  q the 5 % quantile
///
/// d₁ and d₂ are the distances to the nearest and the second nearest training row, as in `CloseRecordRate`. A row that was
/// made from one training row is far nearer to it than to any other one, so that its d₁ / d₂ is near 0; where d₂ is 0,
/// the ratio is 1, as no single row stands out.
/// - Range: 0 and above; a table that memorised nothing has about 1, one that copied has values near 0. Not applicable
///   where the hold-out's quantile is 0, as its rows too are equal to single training rows.
/// - Source: the NNDR of CTAB-GAN (arXiv 2102.08369, section 5.3: 5 % quantile of d₁ / d₂ between synthetic and training
///   rows), held against unseen real rows as MOSTLY AI's quality report does (arXiv 2504.01908).
public struct NeighborDistanceRatio: Metric {
  /// The share of rows, those that cling most, whose largest ratio is looked at.
  public static let quantile = 0.05

  /// The metric; its sample sizes are in `ValidationConfiguration`.
  public init() {}

  /// The key in the report.
  public var name: String { "neighborDistanceRatio" }
  /// 0 and above.
  public var range: MetricRange { .nonNegative }
  /// 1 is what unseen real rows have; more does no harm.
  public var goal: MetricGoal { .maximize }
  /// Privacy.
  public var topic: MetricTopic { .privacy }
  /// Hold-out rows are what it compares with.
  public var readsHoldout: Bool { true }
  /// What the number means.
  public var meaning: String {
    "How close synthetic rows come to one single training row, compared with unseen real rows: "
      + "about 1 means that nothing was memorised, near 0 that rows were copied."
  }

  /// The ratio, over seeded samples.
  public func score(_ comparison: Comparison) -> Score {
    Self.score(TrainingDistances.measure(comparison))
  }

  /// The ratio among these very rows.
  public static func score(
    training: MetricTable, holdout: MetricTable, synthetic: MetricTable, team: ThreadTeam
  ) -> Score {
    let sample = DistanceSample(training: training, holdout: holdout, synthetic: synthetic)
    return score(
      TrainingDistances.measure(sample, space: .standardized(training), team: team))
  }

  /// The ratio among distances that were measured already.
  static func score(_ distances: Result<TrainingDistances, DistanceSample.Refusal>) -> Score {
    switch distances {
    case .failure(let refusal): return .notApplicable(refusal.reason)
    case .success(let distances):
      guard let synthetic = low(distances.synthetic), let real = low(distances.holdout) else {
        return .notApplicable("there are fewer than two training rows")
      }
      if real == 0 {
        return .notApplicable("5 % or more of the hold-out rows are equal to one training row")
      }
      return Score(synthetic / real)
    }
  }

  /// The low quantile of nearest by second nearest distance; nil without a second training row.
  private static func low(_ rows: [Nearest]) -> Double? {
    if rows.contains(where: { !$0.second.isFinite }) { return nil }
    let ratios = rows.map { $0.second == 0 ? 1 : Double($0.first) / Double($0.second) }
    return Quantiles(ratios)(quantile)
  }
}
