/// How far rows are from their nearest neighbours in another table, counted in bins.
public struct DistancePicture: Sendable, Equatable {
  /// The lower end of the first bin.
  public var start: Double
  /// The width of each bin.
  public var width: Double
  /// The shares of rows that the quantiles of the series are for, such as 0.05 and 0.5.
  public var quantileShares: [Double]
  /// What is compared, such as synthetic rows with the rows learned from.
  public var series: [Series]
  /// What the picture says, sentence by sentence.
  public var sentences: [String]

  /// A picture of several series in the same bins.
  public init(
    start: Double, width: Double, quantileShares: [Double], series: [Series], sentences: [String]
  ) {
    self.start = start
    self.width = width
    self.quantileShares = quantileShares
    self.series = series
    self.sentences = sentences
  }

  /// The distances of one kind of rows.
  public struct Series: Sendable, Equatable {
    /// Which rows to which, such as `synthetic to training`.
    public var name: String
    /// How it is drawn.
    public var style: Style
    /// Rows in each bin; rows beyond the last bin belong to none.
    public var counts: [Int]
    /// All rows.
    public var rowCount: Int
    /// A distance for each of `quantileShares`; empty where they were not measured.
    public var quantiles: [Double]

    /// A series.
    public init(
      name: String, style: Style, counts: [Int], rowCount: Int, quantiles: [Double]
    ) {
      self.name = name
      self.style = style
      self.counts = counts
      self.rowCount = rowCount
      self.quantiles = quantiles
    }
  }

  /// How a series is drawn: told apart by more than its colour.
  public enum Style: String, Sendable, CaseIterable {
    /// A filled area: what real rows do.
    case area
    /// A solid line.
    case solid
    /// A dashed line.
    case dashed
  }
}
