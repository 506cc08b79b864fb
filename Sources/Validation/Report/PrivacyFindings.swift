internal import Parallel

/// What was found about memorised rows.
struct PrivacyFindings {
  let entry: PrivacyEntry
  /// For every synthetic row, whether it copies a training row.
  let isCopy: [Bool]

  init(_ comparison: Comparison, _ stopwatch: inout Stopwatch) {
    let tables = [comparison.training, comparison.holdout, comparison.synthetic]
    let hashes = comparison.team.map(tables.count) { tables[$0].rowHashes() }
    let known = Set(hashes[0])
    isCopy = hashes[2].map(known.contains)
    let byChance = CopiesByChance(
      comparison, training: hashes[0], holdout: hashes[1], synthetic: hashes[2])
    stopwatch.lap("copies")
    let distances =
      comparison.configuration.asks(for: ClosestRecordShare().name)
      ? ClosestDistances.measure(comparison)
      : .failure(DistanceSample.Refusal(reason: "it was not asked for"))
    let closest = ClosestRecordShare.score(distances)
    stopwatch.lap("closest")
    // The nearest hold-out rows are shared by many synthetic ones, so the smaller table sets the noise.
    let effectiveCount = min(
      ClosestRecordShare.sampleCount(comparison), comparison.holdout.rowCount)
    entry = PrivacyEntry(
      copies: ExactCopies.share(isCopy),
      holdoutCopies: Self.share(hashes[1].map(known.contains), of: comparison.holdout, comparison),
      trainingRepeats: Self.share(
        ExactCopies.repeats(in: hashes[0]), of: comparison.training, comparison),
      unseenMatches: byChance.unseenMatches, copiesByChance: byChance.share,
      copiesByChanceStandardError: byChance.standardError, closest: closest,
      closestStandardError: closest.value == nil ? nil : 0.5 / Double(effectiveCount).squareRoot(),
      distances: (try? distances.get()).map(DistanceProfile.init))
  }

  /// The share of real rows with a property.
  ///
  /// Where class shares were changed on purpose, each class weighs as much as it does among the synthetic rows, so that
  /// a floor is comparable with them; classes with too few rows are then left out.
  private static func share(
    _ hasProperty: [Bool], of table: MetricTable, _ comparison: Comparison
  ) -> Score {
    let plain = ExactCopies.share(hasProperty)
    guard comparison.configuration.classShares == .matchedToTraining, let label = comparison.label
    else { return plain }
    var sum = 0.0
    var weights = 0.0
    for (rows, synthetic) in zip(
      label.rowsByClass(table), label.rowsByClass(comparison.synthetic))
    where rows.count >= comparison.configuration.smallestTestClassRowCount {
      let weight = Double(synthetic.count)
      sum += weight * Double(rows.count { hasProperty[$0] }) / Double(rows.count)
      weights += weight
    }
    return weights > 0 ? Score(sum / weights) : plain
  }
}
