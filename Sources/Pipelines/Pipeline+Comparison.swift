/// Rows drawn from the model, as token codes.
struct SampledRows: Sendable {
  /// The rows of the synthetic table.
  var table: EncodedTable
  /// Rows beside them, of classes that the gain from adding rows needs more of; nil for none.
  var pool: EncodedTable?
  /// Both in the input's spelling, where requirements had them decoded already; nil otherwise.
  var decoded: SyntheticRows?
  /// What came of drawing rows that must satisfy something; nil where nothing must be.
  var drawing: DrawingRecord?
  /// How constraints were met; nil without any.
  var constraints: ConstraintFindings?
  /// What came of completing given rows; nil for none.
  var completion: CompletionRecord?
  /// Rows drawn without the condition, to be judged in place of those of the table; nil for none.
  var unconditioned: EncodedTable?
  /// Rows drawn without protection, to be compared with those of the table; nil for none.
  var unprotected: EncodedTable?

  /// Some of these rows.
  func rows(_ choice: RowChoice) -> EncodedTable {
    let chosen = table.rows(at: choice.table)
    guard let pool else { return chosen }
    return chosen.appending(pool.rows(at: choice.pool))
  }
}

/// The rows drawn from the model, in the input's spelling.
struct SyntheticRows: Sendable {
  var table: Table
  var pool: Table?
  /// Rows drawn without the condition, to be judged in place of the table; nil for none.
  var unconditioned: Table?
  /// Rows drawn without protection, to be compared with the table; nil for none.
  var unprotected: Table?

  /// Some of these rows; the pool must have been decoded together with the table.
  func rows(_ choice: RowChoice) -> Table {
    let chosen = table.rows(at: choice.table)
    guard let pool, !choice.pool.isEmpty else { return chosen }
    let more = pool.rows(at: choice.pool)
    return Table(
      columns: zip(chosen.columns, more.columns).map {
        Column(name: $0.name, levels: $0.levels, codes: $0.codes + $1.codes)
      })
  }
}

/// Which of the drawn rows are made: indices into the table and into the pool.
typealias RowChoice = (table: [Int], pool: [Int])

/// What came of the comparison: which rows are made, and how good they are.
struct JudgedRows: Sendable {
  var made: RowChoice
  var table: Table
  var report: ValidationReport
  /// What protection costs; empty without it.
  var protectionCosts: [ProtectionCost] = []
}

extension Pipeline {
  /// Judges the synthetic rows against the rows learned from and the rows held out; with `--rows auto` after choosing
  /// those that help.
  ///
  /// Rows that satisfy a condition are judged against the real rows that satisfy it too. Where those are too few, rows drawn
  /// without the condition stand in: then the model is judged, and the published rows were checked by the condition alone.
  func compare(
    _ parts: Parts, _ synthetic: SyntheticRows, _ dataset: Dataset
  ) throws -> JudgedRows {
    try clock.run(.compare, detail: { "gate: \($0.report.gate.outcome.rawValue)" }) {
      guard configuration.sampling.rowCount == .automatic else {
        let real = synthetic.unconditioned == nil ? parts.satisfying(dataset.condition) : parts
        let report = try report(
          real, synthetic.unconditioned ?? synthetic.table, pool: synthetic.pool, dataset)
        let all = Array(0..<synthetic.table.rowCount)
        return JudgedRows(
          made: (all, []), table: synthetic.table, report: report,
          protectionCosts: try synthetic.unprotected.map {
            try protectionCosts(report, of: $0, parts, dataset)
          } ?? [])
      }
      let findings = try AugmentationFindings.measure(
        training: parts.training, holdout: parts.holdout, synthetic: synthetic.table,
        pool: synthetic.pool, schema: dataset.schema, labelIndex: dataset.label.columnIndex,
        configuration: configuration.resolvedValidation, threadCount: configuration.threadCount)
      let table = synthetic.rows(findings.recommendedRows)
      let report = try report(parts, table, findings: findings, dataset)
      return JudgedRows(made: findings.recommendedRows, table: table, report: report)
    }
  }

  /// The measures by which the cost of protection is told.
  private static let costMetrics = ["shape", "trend", "detection.holdout"]

  /// What the same measures say of rows that are not protected.
  private func protectionCosts(
    _ protected: ValidationReport, of table: Table, _ parts: Parts, _ dataset: Dataset
  ) throws -> [ProtectionCost] {
    var reduced = configuration.resolvedValidation
    reduced.metrics = Self.costMetrics
    let unprotected = try ValidationReport.compare(
      training: parts.training, holdout: parts.holdout, synthetic: table, schema: dataset.schema,
      labelIndex: dataset.label.columnIndex, configuration: reduced,
      threadCount: configuration.threadCount)
    return Self.costMetrics.compactMap { name in
      guard let own = protected.metrics.first(where: { $0.name == name })?.score.value,
        let other = unprotected.metrics.first(where: { $0.name == name })?.score.value
      else { return nil }
      return ProtectionCost(metric: name, protected: own, unprotected: other)
    }
  }

  private func report(
    _ parts: Parts, _ table: Table, pool: Table? = nil, findings: AugmentationFindings? = nil,
    _ dataset: Dataset, holdoutIsUnseen: Bool = true
  ) throws -> ValidationReport {
    try ValidationReport.compare(
      training: parts.training, holdout: parts.holdout, synthetic: table, pool: pool,
      schema: dataset.schema, labelIndex: dataset.label.columnIndex,
      configuration: configuration.resolvedValidation, augmentation: findings,
      threadCount: configuration.threadCount, holdoutIsUnseen: holdoutIsUnseen)
  }

  /// Judges a table of any origin.
  func compare(
    _ parts: Parts, _ table: Table, _ dataset: Dataset, holdoutIsUnseen: Bool
  ) throws -> ValidationReport {
    try clock.run(.compare, detail: { "gate: \($0.gate.outcome.rawValue)" }) {
      try report(parts, table, dataset, holdoutIsUnseen: holdoutIsUnseen)
    }
  }

  /// With `--rows auto`, refuses real rows by which no amount could be judged, before anything is learned from them.
  func checkAutomaticRows(_ parts: Parts, _ dataset: Dataset) throws {
    guard configuration.sampling.rowCount == .automatic else { return }
    let refusal = try AugmentationFindings.refusal(
      training: parts.training, holdout: parts.holdout, schema: dataset.schema,
      labelIndex: dataset.label.columnIndex, configuration: configuration.resolvedValidation,
      threadCount: configuration.threadCount)
    if let refusal {
      throw PipelineError.rowsNotJudged(path: configuration.input.path, reason: refusal)
    }
  }
}
