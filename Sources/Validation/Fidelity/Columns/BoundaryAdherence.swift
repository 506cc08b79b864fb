/// How many synthetic values of a numeric column lie within the real range.
///
///     share of synthetic rows with min_r ≤ value ≤ max_r
///
/// A missing synthetic value counts as outside, unless the real column has missing values too: then missing rows are
/// left out.
/// - Range: 0 (none) to 1 (all).
/// - Source: SDMetrics 0.32, `single_column/statistical/boundary_adherence.py`.
public struct BoundaryAdherence: ColumnMetric {
  /// The metric; it has no settings.
  public init() {}

  /// The key in the report.
  public var name: String { "adherence.boundary" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// 1 is ideal.
  public var goal: MetricGoal { .maximize }
  /// What the number means.
  public var meaning: String {
    "The share of synthetic numbers between the smallest and the largest real one; 1 is all."
  }

  /// A score per candidate.
  public func scores(real: MetricTable.Column, candidates: [MetricTable.Column]) -> [Score] {
    numericScores(real: real, candidates: candidates) { Self.score(real: $0, synthetic: $1) }
  }

  /// The score of two columns; NaN is missing.
  ///
  /// - Returns: 0 for a real column without values: nothing is inside. Not applicable without counted rows.
  public static func score(real: [Double], synthetic: [Double]) -> Score {
    if real.isEmpty { return .notApplicable("there are no real rows") }
    let missing = synthetic.count(where: \.isNaN)
    let allowsMissing = real.contains(where: \.isNaN)
    let counted = allowsMissing ? synthetic.count - missing : synthetic.count
    if counted == 0 { return .notApplicable("the synthetic column has no values") }
    guard let range = ColumnRange(real) else { return .value(0) }
    let inside = synthetic.count { range.lowest <= $0 && $0 <= range.highest }
    return Score(Double(inside) / Double(counted))
  }
}
