/// Everything that was measured about a synthetic table.
///
/// The order is meant for reading: verdict first, then the metrics, then what lies behind them. Every number is finite;
/// where one has no meaning, its entry says why.
public struct ValidationReport: Codable, Sendable, Equatable {
  /// The version of this layout; it grows when a field changes its meaning.
  public var formatVersion = 1
  /// How many rows were compared.
  public var rows: RowCounts
  /// The seed of samples and folds.
  public var seed: UInt64
  /// Whether the table may be published, check by check.
  public var gate: Gate
  /// The overall metrics, in the order of `allMetrics`.
  public var metrics: [MetricEntry]
  /// Every column, the worst first.
  public var columns: [ColumnEntry]
  /// The pairs of columns whose dependence is met worst, the worst first.
  public var worstPairs: [PairEntry]
  /// The number of pairs behind the pair trends.
  public var pairCount: Int
  /// The classes in the label's order; empty without a label that has classes.
  public var classes: [ClassEntry]
  /// Whether the rows can train a model; nil without a usable label or hold-out.
  public var utility: UtilityEntry?
  /// Whether adding the rows to the real ones helps a model; nil where that has no meaning.
  public var augmentation: AugmentationEntry?
  /// Why `augmentation` is nil, a phrase in lower case.
  public var augmentationReason: String?
  /// Whether training rows were memorised.
  public var privacy: PrivacyEntry
  /// Distributions and associations, to be drawn.
  public var pictures: ReportPictures
  /// How long the parts took.
  ///
  /// Set it to `[]` where two reports shall be equal byte for byte.
  public var timings: [Timing]

  /// The entry of a metric, by its key.
  public subscript(name: String) -> MetricEntry? { metrics.first { $0.name == name } }

  /// The value of a metric, by its key; nil where it is not applicable.
  public func value(_ name: String) -> Double? { self[name]?.score.value }

  /// One minus the column shapes, 0 to 1; papers print it in per cent.
  public var shapeError: Double? { value("shape").map { 1 - $0 } }

  /// One minus the pair trends, 0 to 1; papers print it in per cent.
  public var trendError: Double? { value("trend").map { 1 - $0 } }
}
