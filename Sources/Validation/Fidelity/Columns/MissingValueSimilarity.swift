/// How well the share of missing cells of a column is met.
///
///     1 − |missing share of the real column − missing share of the synthetic column|
///
/// Every column but identifiers takes part, texts included; a column that is complete on both sides scores 1.
/// - Range: 0 (all against none) to 1 (the same share).
/// - Source: SDMetrics 0.32, `single_column/statistical/missing_value_similarity.py`.
public struct MissingValueSimilarity: ColumnMetric {
  /// The metric; it has no settings.
  public init() {}

  /// The key in the report.
  public var name: String { "missing" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// 1 is ideal.
  public var goal: MetricGoal { .maximize }
  /// What the number means.
  public var meaning: String {
    "How well each column's share of missing cells is met, averaged over the columns; 1 is the same."
  }

  /// A score per candidate.
  public func scores(real: MetricTable.Column, candidates: [MetricTable.Column]) -> [Score] {
    candidates.map { Self.score(real: real, synthetic: $0) }
  }

  /// The score of two columns; not applicable for identifiers and without rows.
  public static func score(real: MetricTable.Column, synthetic: MetricTable.Column) -> Score {
    if real.values == .excluded { return .notApplicable("identifier columns are not compared") }
    guard real.hasRows else { return .notApplicable("there are no real rows") }
    guard synthetic.hasRows else { return .notApplicable("there are no synthetic rows") }
    return Score(1 - abs(real.missingShare - synthetic.missingShare))
  }
}

extension MetricTable.Column {
  /// Whether there is at least one row; false for columns that are left out.
  fileprivate var hasRows: Bool {
    switch values {
    case .numeric(let numbers): !numbers.isEmpty
    case .categorical(let codes), .text(let codes): !codes.isEmpty
    case .excluded: false
    }
  }
}
