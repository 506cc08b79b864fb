internal import Parallel

/// Distances to the two nearest training rows, for `CloseRecordRate` and `NeighborDistanceRatio`.
///
/// Numbers count by standard deviations and a different category counts 2 (`RowSpace.standardized`). Synthetic and
/// hold-out rows are held against the same training rows, which therefore may be many more than either.
struct TrainingDistances: Sendable {
  /// Of each synthetic row.
  let synthetic: [Nearest]
  /// Of each hold-out row.
  let holdout: [Nearest]

  /// The distances over seeded samples.
  static func measure(_ comparison: Comparison) -> Result<TrainingDistances, DistanceSample.Refusal>
  {
    measure(
      DistanceSample.broad(comparison), space: .standardized(comparison.training),
      team: comparison.team)
  }

  /// The distances between these very rows.
  static func measure(
    _ sample: DistanceSample, space: RowSpace, team: ThreadTeam
  ) -> Result<TrainingDistances, DistanceSample.Refusal> {
    if let refusal = sample.refusal { return .failure(refusal) }
    if space.isEmpty { return .failure(.init(reason: "no column can be compared")) }
    let training = NearestRows(sample.training, in: space)
    return .success(
      TrainingDistances(
        synthetic: training.search(PlacedRows(sample.synthetic, in: space), team: team),
        holdout: training.search(PlacedRows(sample.holdout, in: space), team: team)))
  }
}
