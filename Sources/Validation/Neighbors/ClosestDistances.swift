internal import Parallel

/// Distances to the closest record in the space of `ClosestRecordShare`, for it and for `DistanceProfile`.
///
/// Measured once, over `DistanceSample.balanced`.
struct ClosestDistances: Sendable {
  /// From each synthetic row to its nearest training row.
  let syntheticToTraining: [Float]
  /// From each synthetic row to its nearest hold-out row.
  let syntheticToHoldout: [Float]
  /// From hold-out rows to their nearest training rows: evenly spread ones, about as many as there are synthetic rows.
  let holdoutToTraining: [Float]

  /// The distances over seeded samples.
  static func measure(_ comparison: Comparison) -> Result<ClosestDistances, DistanceSample.Refusal>
  {
    measure(
      DistanceSample.balanced(comparison),
      scales: ClosestRecordShare.scales(comparison.training), team: comparison.team)
  }

  /// The distances between these very rows.
  static func measure(
    _ sample: DistanceSample, scales: [ClosestRecordShare.Scale?], team: ThreadTeam
  ) -> Result<ClosestDistances, DistanceSample.Refusal> {
    if let refusal = sample.refusal { return .failure(refusal) }
    let space = RowSpace(sample.training, scales: scales)
    if space.isEmpty { return .failure(.init(reason: "no column can be compared")) }
    let training = NearestRows(sample.training, in: space)
    let synthetic = PlacedRows(sample.synthetic, in: space)
    let holdout = NearestRows(sample.holdout, in: space)
    let step = max(1, sample.holdout.rowCount / sample.synthetic.rowCount)
    let unseen = sample.holdout.rows(
      at: Array(stride(from: 0, to: sample.holdout.rowCount, by: step)))
    return .success(
      ClosestDistances(
        syntheticToTraining: training.search(synthetic, team: team).map(\.first),
        syntheticToHoldout: holdout.search(synthetic, team: team).map(\.first),
        holdoutToTraining: training.search(PlacedRows(unseen, in: space), team: team).map(\.first)))
  }

  /// The share of synthetic rows that are nearer to training than to hold-out rows, ties counted half.
  var trainingShare: Double {
    let halves = zip(syntheticToTraining, syntheticToHoldout).reduce(0) { sum, distances in
      sum + (distances.0 < distances.1 ? 2 : distances.0 == distances.1 ? 1 : 0)
    }
    return Double(halves) / 2 / Double(syntheticToTraining.count)
  }
}
