/// The rows between which distances are measured: seeded samples, as all pairs would be too many.
struct DistanceSample: Sendable {
  /// Candidates for the nearest row.
  var training: MetricTable
  /// Real rows that nothing has seen.
  var holdout: MetricTable
  /// Rows to be judged.
  var synthetic: MetricTable

  /// Why there are no distances to measure.
  struct Refusal: Error, Equatable {
    let reason: String
  }

  /// Why nothing can be measured between these rows; nil where it can.
  var refusal: Refusal? {
    if holdout.rowCount == 0 { return Refusal(reason: "there are no hold-out rows") }
    if training.rowCount == 0 { return Refusal(reason: "there are no training rows") }
    if synthetic.rowCount == 0 { return Refusal(reason: "there are no synthetic rows") }
    return nil
  }

  /// As many training as hold-out rows, so that neither side is favoured as a candidate.
  ///
  /// At most `closestRecordReferenceLimit` rows of each real side and `closestRecordSampleLimit` synthetic ones.
  static func balanced(_ comparison: Comparison) -> DistanceSample {
    let configuration = comparison.configuration
    var generator = SeededGenerator(seed: configuration.seed, stream: "closest")
    let count = min(
      comparison.training.rowCount, comparison.holdout.rowCount,
      configuration.closestRecordReferenceLimit)
    return DistanceSample(
      training: comparison.training.sample(count, using: &generator),
      holdout: comparison.holdout.sample(count, using: &generator),
      synthetic: comparison.synthetic.sample(
        configuration.closestRecordSampleLimit, using: &generator))
  }

  /// As many training rows as can be searched, so that few of the rows learned from are overlooked.
  ///
  /// At most `distanceReferenceLimit` training rows (in tables of more than 16 columns fewer in proportion) and
  /// `distanceSampleLimit` rows of each other side.
  static func broad(_ comparison: Comparison) -> DistanceSample {
    let configuration = comparison.configuration
    var generator = SeededGenerator(seed: configuration.seed, stream: "distances")
    let columnCount = max(comparison.training.columns.count(where: \.isComparable), 16)
    return DistanceSample(
      training: comparison.training.sample(
        max(1, configuration.distanceReferenceLimit * 16 / columnCount), using: &generator),
      holdout: comparison.holdout.sample(configuration.distanceSampleLimit, using: &generator),
      synthetic: comparison.synthetic.sample(configuration.distanceSampleLimit, using: &generator))
  }
}

extension MetricTable {
  /// At most `limit` rows, chosen at random, in their order.
  func sample(_ limit: Int, using generator: inout SeededGenerator) -> MetricTable {
    if limit >= rowCount { return self }
    return rows(at: RowSampling.indices(limit, of: rowCount, using: &generator))
  }
}
