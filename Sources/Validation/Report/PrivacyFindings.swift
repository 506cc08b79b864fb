/// What was found about memorised rows.
struct PrivacyFindings {
  let entry: PrivacyEntry
  /// For every synthetic row, whether it copies a training row.
  let isCopy: [Bool]

  init(_ comparison: Comparison, _ stopwatch: inout Stopwatch) {
    let found = ExactCopies.copies(
      of: comparison.training, in: [comparison.synthetic, comparison.holdout],
      team: comparison.team)
    let repeats = ExactCopies.repeats(in: comparison.training)
    stopwatch.lap("copies")
    let closest = ClosestRecordShare().score(comparison)
    stopwatch.lap("closest")
    isCopy = found[0]
    // The nearest hold-out rows are shared by many synthetic ones, so the smaller table sets the noise.
    let effectiveCount = min(
      ClosestRecordShare.sampleCount(comparison), comparison.holdout.rowCount)
    entry = PrivacyEntry(
      copies: ExactCopies.share(found[0]), holdoutCopies: ExactCopies.share(found[1]),
      trainingRepeats: ExactCopies.share(repeats), closest: closest,
      closestStandardError: closest.value == nil ? nil : 0.5 / Double(effectiveCount).squareRoot())
  }
}
