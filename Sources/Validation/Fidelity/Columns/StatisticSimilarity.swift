/// How well a summary statistic of a numeric column is met: its mean, median or standard deviation.
///
///     max(0, 1 − |statistic of the real column − statistic of the synthetic column| / (max_r − min_r))
///
/// Missing values are left out. The median of an even number of values is the mean of the middle two; the standard
/// deviation divides by n − 1.
/// - Range: 0 (off by the real range or more) to 1 (the same).
/// - Source: SDMetrics 0.32, `single_column/statistical/statistic_similarity.py`.
public struct StatisticSimilarity: ColumnMetric {
  /// A number that sums a column up.
  public enum Statistic: String, Codable, Sendable, CaseIterable {
    /// The arithmetic mean.
    case mean
    /// The value in the middle.
    case median
    /// The standard deviation of a sample.
    case deviation
  }

  /// What is compared.
  public let statistic: Statistic

  /// The metric of one statistic.
  public init(_ statistic: Statistic = .mean) { self.statistic = statistic }

  /// The key in the report.
  public var name: String { "statistic.\(statistic.rawValue)" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// 1 is ideal.
  public var goal: MetricGoal { .maximize }
  /// What the number means.
  public var meaning: String {
    let words = statistic == .deviation ? "standard deviation" : statistic.rawValue
    return "How well each numeric column's \(words) is met, measured by its range; 1 is the same."
  }

  /// A score per candidate.
  public func scores(real: MetricTable.Column, candidates: [MetricTable.Column]) -> [Score] {
    numericScores(real: real, candidates: candidates) {
      Self.score(real: $0, synthetic: $1, statistic: statistic)
    }
  }

  /// The score of two columns; NaN is missing.
  ///
  /// - Returns: Not applicable without values, when the real column is constant, and for the deviation of one value.
  public static func score(
    real: [Double], synthetic: [Double], statistic: Statistic = .mean
  ) -> Score {
    guard let range = ColumnRange(real) else {
      return .notApplicable("the real column has no values")
    }
    if let reason = range.reasonWithoutWidth { return .notApplicable(reason) }
    // In positions the range is 1, and no sum overflows.
    let positions = range.positions(synthetic)
    if positions.isEmpty { return .notApplicable("the synthetic column has no values") }
    if positions.count < 2 && statistic == .deviation {
      return .notApplicable("the synthetic column has one value")
    }
    let gap = value(range.positions(real), statistic) - value(positions, statistic)
    if gap.isNaN { return .notApplicable("synthetic values are infinite") }
    return Score(max(0, 1 - abs(gap)))
  }

  private static func value(_ values: [Double], _ statistic: Statistic) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    switch statistic {
    case .mean: return mean
    case .median:
      let sorted = values.sorted()
      let middle = sorted.count / 2
      return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    case .deviation:
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / Double(values.count - 1)).squareRoot()
    }
  }
}
