public import Datasets
internal import Parallel

/// What was found about adding synthetic rows to the real ones, or why nothing could be.
public struct AugmentationFindings: Sendable, Equatable {
  /// The findings; nil where a gain has no meaning.
  public let entry: AugmentationEntry?
  /// Why there is no entry, a phrase in lower case; "" where there is one.
  public let reason: String
  /// The recommended rows of the synthetic table and of the pool, by index, ascending: of each class the first ones,
  /// the table's before the pool's.
  public let recommendedRows: (table: [Int], pool: [Int])

  /// Measures the gain from adding synthetic rows.
  ///
  /// - Parameters:
  ///   - training: The rows that the generator learned from.
  ///   - holdout: Real rows that nothing else has seen.
  ///   - synthetic: The synthetic table; may be empty.
  ///   - pool: Further rows of the same generator, for classes of which the table has too few; nil for none.
  ///   - schema: The columns of all tables.
  ///   - labelIndex: The label's position in the schema; nil without a label.
  ///   - configuration: Limits, seed and caps.
  ///   - threadCount: The number of threads to use.
  /// - Returns: The findings, the same whatever the number of threads.
  /// - Throws: `ValidationError` when columns are missing or the training table is empty.
  public static func measure(
    training: Table, holdout: Table, synthetic: Table, pool: Table?, schema: Schema,
    labelIndex: Int?, configuration: ValidationConfiguration, threadCount: Int
  ) throws -> AugmentationFindings {
    AugmentationFindings(
      try Comparison(
        training: training, holdout: holdout, synthetic: synthetic, pool: pool, schema: schema,
        labelIndex: labelIndex, configuration: configuration,
        team: ThreadTeam(threadCount: threadCount), allowsNoRows: true))
  }

  /// Why a gain could not be measured with these real rows, whatever is made from them; nil where it could.
  ///
  /// - Throws: `ValidationError` when columns are missing or the training table is empty.
  public static func refusal(
    training: Table, holdout: Table, schema: Schema, labelIndex: Int?,
    configuration: ValidationConfiguration, threadCount: Int
  ) throws -> String? {
    AugmentationPlan.refusal(
      try Comparison(
        training: training, holdout: holdout, synthetic: training.rows(at: []), schema: schema,
        labelIndex: labelIndex, configuration: configuration,
        team: ThreadTeam(threadCount: threadCount), allowsNoRows: true))
  }

  /// Measures the gain of a comparison's synthetic rows and pool.
  init(_ comparison: Comparison) {
    switch AugmentationPlan.make(comparison) {
    case .failure(let refusal):
      (entry, reason, recommendedRows) = (nil, refusal.reason, ([], []))
    case .success(let plan):
      switch AugmentationMeasurement.make(plan, team: comparison.team) {
      case .failure(let error):
        (entry, reason, recommendedRows) = (nil, error.description, ([], []))
      case .success(let measurement):
        let entry = measurement.entry
        self.entry = entry
        reason = ""
        recommendedRows = Self.rows(entry, comparison)
      }
    }
  }

  private static func rows(
    _ entry: AugmentationEntry, _ comparison: Comparison
  ) -> (table: [Int], pool: [Int]) {
    guard let name = entry.recommended, let label = comparison.label else { return ([], []) }
    if name == AugmentationArm.all.rawValue {
      return (Array(0..<comparison.synthetic.rowCount), [])
    }
    func byClass(_ table: MetricTable) -> [[Int]] {
      label.classes == nil ? [label.usableRows(table)] : label.rowsByClass(table)
    }
    let wanted =
      label.classes == nil
      ? [entry.recommendedRowCount] : entry.recommendedRowCounts.map(\.rowCount)
    let own = byClass(comparison.synthetic)
    let pool = comparison.pool.map(byClass) ?? own.map { _ in [] }
    var chosen: (table: [Int], pool: [Int]) = ([], [])
    for (label, count) in wanted.enumerated() {
      let first = own[label].prefix(count)
      chosen.table += first
      chosen.pool += pool[label].prefix(count - first.count)
    }
    return (chosen.table.sorted(), chosen.pool.sorted())
  }

  /// Whether two findings are the same.
  public static func == (left: AugmentationFindings, right: AugmentationFindings) -> Bool {
    left.entry == right.entry && left.reason == right.reason
      && left.recommendedRows == right.recommendedRows
  }
}
