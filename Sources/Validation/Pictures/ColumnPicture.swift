/// One column's distribution among real and synthetic rows, ready to be drawn.
///
/// It has either a histogram or categories, or neither and a reason.
public struct ColumnPicture: Codable, Sendable, Equatable {
  /// The name in the header.
  public var name: String
  /// The distribution of a column of numbers, dates or times.
  public var histogram: HistogramPicture?
  /// The distribution of any other column.
  public var categories: CategoryPicture?
  /// Why there is nothing to draw, a phrase in lower case.
  public var reason: String?
}

/// Numbers counted in bins of equal width.
///
/// Bin i holds the values v with `start` + i · `width` ≤ v < `start` + (i + 1) · `width`. The bins are chosen from the
/// real rows alone (`HistogramGrid`).
public struct HistogramPicture: Codable, Sendable, Equatable {
  /// The lower end of the first bin.
  public var start: Double
  /// The width of each bin; seconds for dates and times.
  public var width: Double
  /// Counts of the real rows.
  public var real: Side
  /// Counts of the synthetic rows.
  public var synthetic: Side
  /// Single values that so many rows have that they are counted here and not in the bins.
  public var spikes: [Spike]
  /// Places on the axis and their text in the column's own spelling; empty for plain numbers.
  public var ticks: [Tick]

  /// What was counted on one side.
  public struct Side: Codable, Sendable, Equatable {
    /// Rows that have a value.
    public var present: Int
    /// Values below the first bin.
    public var below: Int
    /// Values in each bin.
    public var counts: [Int]
    /// Values from the end of the last bin on.
    public var above: Int
  }

  /// A value by itself.
  public struct Spike: Codable, Sendable, Equatable {
    /// The value in the column's own spelling.
    public var text: String
    /// Real rows that have it.
    public var real: Int
    /// Synthetic rows that have it.
    public var synthetic: Int
  }

  /// A place on the axis.
  public struct Tick: Codable, Sendable, Equatable {
    /// The number.
    public var value: Double
    /// What it stands for.
    public var text: String
  }
}

/// Rows counted by level: those that most real rows have, the others together, the missing ones.
public struct CategoryPicture: Codable, Sendable, Equatable {
  /// The most frequent levels of the real rows, the most frequent first.
  public var levels: [Level]
  /// The number of levels that are not in `levels`.
  public var otherLevelCount: Int
  /// Rows of those levels.
  public var others: Level
  /// Rows without a value.
  public var missing: Level
  /// All real rows.
  public var realRowCount: Int
  /// All synthetic rows.
  public var syntheticRowCount: Int

  /// The rows of one level.
  public struct Level: Codable, Sendable, Equatable {
    /// The level; long ones are cut.
    public var text: String
    /// Real rows that have it.
    public var real: Int
    /// Synthetic rows that have it.
    public var synthetic: Int
  }
}
