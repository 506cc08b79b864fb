/// How much of a numeric column's range the synthetic values span.
///
///     max(0, 1 − max(0, min_s − min_r) / (max_r − min_r) − max(0, max_r − max_s) / (max_r − min_r))
///
/// Missing values are left out. Values outside the real range cost nothing here; see `BoundaryAdherence`.
/// - Range: 0 (one point or outside) to 1 (from the smallest to the largest real value).
/// - Source: SDMetrics 0.32, `single_column/statistical/range_coverage.py`.
public struct RangeCoverage: ColumnMetric {
  /// The metric; it has no settings.
  public init() {}

  /// The key in the report.
  public var name: String { "coverage.range" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// 1 is ideal.
  public var goal: MetricGoal { .maximize }
  /// What the number means.
  public var meaning: String {
    "How much of the range between the smallest and the largest real number synthetic ones span; 1 is all of it."
  }

  /// A score per candidate.
  public func scores(real: MetricTable.Column, candidates: [MetricTable.Column]) -> [Score] {
    numericScores(real: real, candidates: candidates) { Self.score(real: $0, synthetic: $1) }
  }

  /// The score of two columns; NaN is missing.
  ///
  /// - Returns: Not applicable without values on either side and when the real column is constant.
  public static func score(real: [Double], synthetic: [Double]) -> Score {
    guard let range = ColumnRange(real) else {
      return .notApplicable("the real column has no values")
    }
    if let reason = range.reasonWithoutWidth { return .notApplicable(reason) }
    guard let spanned = ColumnRange(synthetic) else {
      return .notApplicable("the synthetic column has no values")
    }
    let missedBelow = max(0, range.position(spanned.lowest))
    let missedAbove = max(0, 1 - range.position(spanned.highest))
    return Score(max(0, 1 - missedBelow - missedAbove))
  }
}
