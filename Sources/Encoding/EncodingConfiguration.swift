/// How finely columns are cut into tokens.
public struct EncodingConfiguration: Codable, Sendable, Equatable {
  /// A numeric column with at most this many distinct values has a level for each.
  public var maximumLevels = 128
  /// Other numeric columns: equal-mass bins, the coarse token.
  public var binCount = 32
  /// Equal-mass parts of a bin, the fine token.
  public var fineCount = 16
  /// A number this frequent, as a fraction of the rows, is a spike with a level of its own beside the bins.
  public var spikeFraction = 0.005
  /// Values inside a bin are interpolated through every so-many-th ranked real value.
  public var knotSpacing = 5
  /// At most so many knots inside a bin, however many rows it holds.
  public var maximumKnots = 256
  /// A categorical column keeps this many levels; the rest share one and are re-drawn by frequency.
  public var maximumCategories = 256
  /// Classes made from a numeric label: equal-mass ranges.
  public var labelBinCount = 10
  /// A numeric label with at most this many distinct values is a set of classes already.
  public var maximumLabelLevels = 32
  /// A table with more tokens than this is refused: work and memory grow with their square.
  public var maximumTokenCount = 600

  /// The defaults of the measured recipe.
  public init() {}
}
