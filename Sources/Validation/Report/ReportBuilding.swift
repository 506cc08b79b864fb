public import Datasets
internal import Parallel

extension ValidationReport {
  /// Compares a synthetic table with the real rows it was learned from and with real rows that nothing has seen.
  ///
  /// Same tables, configuration and seed give the same report, timings aside, whatever the number of threads.
  /// - Parameters:
  ///   - training: The rows that the generator learned from.
  ///   - holdout: Real rows that nothing else has seen; may be empty.
  ///   - synthetic: The rows to be judged.
  ///   - pool: Further rows of the same generator, which only the gain from adding rows looks at: for classes of which the
  ///     synthetic table has too few; nil for none.
  ///   - schema: The columns of all three tables.
  ///   - labelIndex: The label's position in the schema; nil without a label.
  ///   - configuration: Limits, seed and caps.
  ///   - augmentation: What was found about adding rows, where it was measured before; the synthetic table may then be empty,
  ///     and nothing else is judged.
  ///   - threadCount: The number of threads to use.
  ///   - holdoutIsUnseen: Whether the generator has certainly not seen the hold-out rows; if not, they test models, and
  ///     what needs unseen rows is not applicable.
  /// - Returns: Everything that was measured, and whether the table may be published.
  /// - Throws: `ValidationError` when columns are missing, the label does not exist, or the training or the synthetic
  ///   table is empty.
  public static func compare(
    training: Table, holdout: Table, synthetic: Table, pool: Table? = nil, schema: Schema,
    labelIndex: Int?, configuration: ValidationConfiguration,
    augmentation: AugmentationFindings? = nil, threadCount: Int, holdoutIsUnseen: Bool = true
  ) throws -> ValidationReport {
    var stopwatch = Stopwatch()
    var comparison = try Comparison(
      training: training, holdout: holdout, synthetic: synthetic, pool: pool, schema: schema,
      labelIndex: labelIndex, configuration: configuration,
      team: ThreadTeam(threadCount: threadCount), allowsNoRows: augmentation != nil)
    comparison.holdoutIsUnseen = holdoutIsUnseen
    stopwatch.lap("prepare")
    return ValidationReport(comparison, augmentation, &stopwatch)
  }

  /// Measures everything.
  init(
    _ comparison: Comparison, _ measured: AugmentationFindings?, _ stopwatch: inout Stopwatch
  ) {
    let findings = measured ?? AugmentationFindings(comparison)
    stopwatch.lap("augmentation")
    let matched = comparison.matchingClassShares()
    let fidelity = FidelityFindings(matched, &stopwatch)
    let models = ModelFindings(comparison, matched: matched, &stopwatch)
    let privacy = PrivacyFindings(comparison.withUnseenRowsOnly, &stopwatch)
    let shared = Self.metrics(
      fidelity, models, privacy, chanceScale: Self.chanceScale(matched))
    let asked = allMetrics.filter { comparison.configuration.asks(for: $0.name) }
    let alone = MetricFindings(
      asked.filter { metric in !shared.contains { $0.name == metric.name } },
      withinClasses: asked.filter { $0 is PairTrends || $0 is ClosestRecordShare }, comparison,
      matched: matched)
    stopwatch.lap("further metrics")
    let metrics = asked.compactMap { metric in
      (shared + alone.entries).first { $0.name == metric.name }
    }
    let classes = ClassFindings(comparison, matched, models, privacy, alone).entries
    stopwatch.lap("classes")
    rows = RowCounts(
      training: comparison.training.rowCount, holdout: comparison.holdout.rowCount,
      synthetic: comparison.synthetic.rowCount,
      trainingInFidelity: matched.training.rowCount,
      syntheticInFidelity: matched.synthetic.rowCount,
      detectionHoldout: models.holdout.result?.plan.realRows.count ?? 0,
      detectionTraining: models.training.result?.plan.realRows.count ?? 0,
      closest: privacy.entry.closest.value == nil ? 0 : ClosestRecordShare.sampleCount(comparison))
    seed = comparison.configuration.seed
    self.metrics = metrics
    columns = fidelity.columns(matched)
    worstPairs = fidelity.worstPairs(matched)
    pairCount = fidelity.pairs.count
    pictures = ReportPictures(
      matched, entries: columns, pairsWorstFirst: fidelity.pairsWorstFirst)
    stopwatch.lap("pictures")
    self.classes = classes
    utility = models.utility
    augmentation = findings.entry
    augmentationReason = findings.entry == nil ? findings.reason : nil
    self.privacy = privacy.entry
    gate = Gate(
      thresholds: comparison.configuration.gate, metrics: metrics, utility: models.utility,
      privacy: privacy.entry, counts: rows)
    // Where no rows are published, there is nothing to hold back.
    if comparison.synthetic.rowCount == 0 { gate.checks = [] }
    stopwatch.total()
    timings = stopwatch.timings
  }

  /// The metrics that share forests or passes over the tables.
  private static func metrics(
    _ fidelity: FidelityFindings, _ models: ModelFindings, _ privacy: PrivacyFindings,
    chanceScale: Double?
  ) -> [MetricEntry] {
    [
      MetricEntry(
        ColumnShapes(), fidelity.shape, noiseFloor: fidelity.shapeFloor, chanceScale: chanceScale),
      MetricEntry(
        PairTrends(), fidelity.trend, noiseFloor: fidelity.trendFloor, chanceScale: chanceScale),
      MetricEntry(BoostedDetection(against: .holdout), models.holdout.score),
      MetricEntry(BoostedDetection(against: .training), models.training.score),
      MetricEntry(TrainingUtility(source: .real), models.utilityScore(.real)),
      MetricEntry(TrainingUtility(source: .synthetic), models.utilityScore(.synthetic)),
      MetricEntry(TrainingUtility(source: .both), models.utilityScore(.both)),
      MetricEntry(ExactCopies(), privacy.entry.copies, noiseFloor: privacy.entry.holdoutCopies),
      MetricEntry(ClosestRecordShare(), privacy.entry.closest),
    ]
  }
}

extension ValidationReport {
  /// The hold-out's error times this is about the error of a perfect table of as many synthetic rows: both are the
  /// distance of two samples, which shrinks with √(1/rows + 1/training rows).
  static func chanceScale(_ comparison: Comparison) -> Double? {
    let holdout = Double(comparison.holdout.rowCount)
    let synthetic = Double(comparison.synthetic.rowCount)
    guard holdout > 0, synthetic > 0, comparison.training.rowCount > 0 else { return nil }
    let training = 1 / Double(comparison.training.rowCount)
    return ((1 / synthetic + training) / (1 / holdout + training)).squareRoot()
  }
}

/// Seconds per part, from a clock that only runs forward.
struct Stopwatch {
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var last: ContinuousClock.Instant
  private(set) var timings: [Timing] = []

  init() {
    start = clock.now
    last = start
  }

  /// Notes the time since the last note.
  mutating func lap(_ name: String) {
    let now = clock.now
    timings.append(Timing(name: name, seconds: (now - last) / .seconds(1)))
    last = now
  }

  /// Notes the time since the start.
  mutating func total() {
    timings.append(Timing(name: "total", seconds: (clock.now - start) / .seconds(1)))
  }
}
