/// How many of the real categories occur in the synthetic column.
///
///     |distinct real ∩ distinct synthetic| / |distinct real|
///
/// Missing is no category here. How often a category occurs does not matter; see `TVComplement` for that.
/// - Range: 0 (none) to 1 (all).
/// - Source: SDMetrics 0.32, `single_column/statistical/category_coverage.py`.
public struct CategoryCoverage: ColumnMetric {
  /// The metric; it has no settings.
  public init() {}

  /// The key in the report.
  public var name: String { "coverage.category" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// 1 is ideal.
  public var goal: MetricGoal { .maximize }
  /// What the number means.
  public var meaning: String {
    "The share of a column's real categories that occur in the synthetic rows; 1 is all of them."
  }

  /// A score per candidate.
  public func scores(real: MetricTable.Column, candidates: [MetricTable.Column]) -> [Score] {
    categoricalScores(real: real, candidates: candidates) {
      Self.score(realCounts: $0, syntheticCounts: $1, missingCode: real.missingCode)
    }
  }

  /// The score of two columns of shared codes.
  ///
  /// - Parameters:
  ///   - real: One code per real row.
  ///   - synthetic: One code per synthetic row.
  ///   - levelCount: Codes are below this number.
  ///   - missingCode: A code that means "no value" and is left out.
  /// - Returns: Not applicable when the real column has no category at all.
  public static func score(
    real: [Int32], synthetic: [Int32], levelCount: Int, missingCode: Int32? = nil
  ) -> Score {
    score(
      realCounts: TVComplement.counts(real, levelCount: levelCount),
      syntheticCounts: TVComplement.counts(synthetic, levelCount: levelCount),
      missingCode: missingCode)
  }

  private static func score(
    realCounts: [Int], syntheticCounts: [Int], missingCode: Int32?
  ) -> Score {
    var distinct = 0
    var covered = 0
    for code in realCounts.indices where realCounts[code] > 0 && Int32(code) != missingCode {
      distinct += 1
      if syntheticCounts[code] > 0 { covered += 1 }
    }
    if distinct == 0 { return .notApplicable("the real column has no values") }
    return Score(Double(covered) / Double(distinct))
  }
}
