/// How many synthetic cells hold a category that the real column has.
///
///     share of synthetic rows whose category occurs in the real column
///
/// Missing is a category like any other: it is known when a real cell is missing.
/// - Range: 0 (every cell is invented) to 1 (none is).
/// - Source: SDMetrics 0.32, `single_column/statistical/category_adherence.py`.
public struct CategoryAdherence: ColumnMetric {
  /// The metric; it has no settings.
  public init() {}

  /// The key in the report.
  public var name: String { "adherence.category" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// 1 is ideal.
  public var goal: MetricGoal { .maximize }
  /// What the number means.
  public var meaning: String {
    "The share of synthetic cells whose category occurs in the real column; 1 is all."
  }

  /// A score per candidate.
  public func scores(real: MetricTable.Column, candidates: [MetricTable.Column]) -> [Score] {
    categoricalScores(real: real, candidates: candidates) {
      Self.score(realCounts: $0, syntheticCounts: $1)
    }
  }

  /// The score of two columns of shared codes, which are below `levelCount`; not applicable without rows.
  public static func score(real: [Int32], synthetic: [Int32], levelCount: Int) -> Score {
    score(
      realCounts: TVComplement.counts(real, levelCount: levelCount),
      syntheticCounts: TVComplement.counts(synthetic, levelCount: levelCount))
  }

  private static func score(realCounts: [Int], syntheticCounts: [Int]) -> Score {
    var total = 0
    var known = 0
    for (realCount, syntheticCount) in zip(realCounts, syntheticCounts) {
      total += syntheticCount
      if realCount > 0 { known += syntheticCount }
    }
    if total == 0 { return .notApplicable("there are no synthetic rows") }
    return Score(Double(known) / Double(total))
  }
}
