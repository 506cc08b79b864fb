/// A mean gain and where it lies with 95 % certainty.
public struct GainInterval: Codable, Sendable, Equatable {
  /// The mean over the seeds.
  public var mean: Double
  /// The 2.5th percentile.
  public var lower: Double
  /// The 97.5th percentile.
  public var upper: Double

  /// A mean with its interval.
  public init(mean: Double, lower: Double, upper: Double) {
    self.mean = mean
    self.lower = lower
    self.upper = upper
  }
}
