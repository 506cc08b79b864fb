/// The metrics of the distance to the closest record, measured together: each search serves all that need it.
public struct DistanceScores: Sendable, Equatable {
  /// See `ClosestRecordShare`.
  public let closest: Score
  /// See `OverfittingProtection`.
  public let overfittingProtection: Score
  /// See `BaselineProtection`.
  public let baselineProtection: Score
  /// See `CloseRecordRate`.
  public let closeRecordRate: Score
  /// See `NeighborDistanceRatio`.
  public let neighborDistanceRatio: Score
  /// See `DistanceProfile`; nil where no distance can be measured, such as without hold-out rows.
  public let profile: DistanceProfile?

  /// The scores over seeded samples, the same as those of the metrics alone.
  public init(_ comparison: Comparison) {
    let distances = ClosestDistances.measure(comparison)
    closest = ClosestRecordShare.score(distances)
    profile = (try? distances.get()).map(DistanceProfile.init)
    overfittingProtection = OverfittingProtection().score(comparison)
    baselineProtection = BaselineProtection().score(comparison)
    let training = TrainingDistances.measure(comparison)
    closeRecordRate = CloseRecordRate.score(training)
    neighborDistanceRatio = NeighborDistanceRatio.score(training)
  }
}
