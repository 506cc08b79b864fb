public import Parallel

/// Close record rate: the share of synthetic rows that are nearer to a training row than nearly all unseen real rows are.
///
/// Near is a distance to the nearest training row below the 2 % quantile of the hold-out rows' distances. Distance is
/// the sum over columns of |difference| / standard deviation for numbers and of 2 for different categories; a missing
/// number counts as the mean, and numeric columns with one value are left out.
/// - Range: 0 to 1; a table that memorised nothing has about 0.02 or less. Not applicable where that quantile is 0, as
///   nothing is nearer than rows that are equal.
/// - Source: the quantile DCR of TabPC (arXiv 2603.23016), there in percent.
public struct CloseRecordRate: Metric {
  /// The share of hold-out rows that are called near.
  public static let quantile = 0.02

  /// The metric; its sample sizes are in `ValidationConfiguration`.
  public init() {}

  /// The key in the report.
  public var name: String { "closeRecordRate" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// The smaller, the better; 0.02 is what unseen real rows have.
  public var goal: MetricGoal { .minimize }
  /// Privacy.
  public var topic: MetricTopic { .privacy }
  /// Hold-out rows are what it compares with.
  public var readsHoldout: Bool { true }
  /// What the number means.
  public var meaning: String {
    "The share of synthetic rows that are nearer to a training row than 98 % of unseen real rows "
      + "are; 0.02 or less means that nothing was memorised."
  }

  /// The rate, over seeded samples.
  public func score(_ comparison: Comparison) -> Score {
    Self.score(TrainingDistances.measure(comparison))
  }

  /// The rate among these very rows.
  public static func score(
    training: MetricTable, holdout: MetricTable, synthetic: MetricTable, team: ThreadTeam
  ) -> Score {
    let sample = DistanceSample(training: training, holdout: holdout, synthetic: synthetic)
    return score(
      TrainingDistances.measure(sample, space: .standardized(training), team: team))
  }

  /// The rate among distances that were measured already.
  static func score(_ distances: Result<TrainingDistances, DistanceSample.Refusal>) -> Score {
    switch distances {
    case .failure(let refusal): return .notApplicable(refusal.reason)
    case .success(let distances):
      guard let near = Quantiles(distances.holdout.map(\.first))(quantile), near > 0 else {
        return .notApplicable("2 % or more of the hold-out rows are equal to a training row")
      }
      let count = distances.synthetic.count { Double($0.first) < near }
      return Score(Double(count) / Double(distances.synthetic.count))
    }
  }
}
