extension Parts {
  /// Fewer real rows than this on either side are too few to judge by.
  static let fewestJudgingRows = 20

  /// The rows that satisfy a condition.
  func satisfying(_ condition: Expression?) -> Parts {
    guard let condition else { return self }
    func suitable(_ table: Table) -> Table {
      let met = condition.isMet(table)
      return table.rows(at: met.indices.filter { met[$0] })
    }
    return Parts(training: suitable(training), holdout: suitable(holdout))
  }
}

extension Pipeline {
  /// Refuses a condition that no row can satisfy, before anything is learned.
  func checkCondition(
    _ parts: Parts, _ dataset: Dataset, _ encoder: TableEncoder
  ) throws(PipelineError) {
    guard let condition = dataset.condition else { return }
    let isPossible = encoder.classNames.indices.contains {
      encoder.permittedLevels(of: $0, under: condition) != nil
    }
    if !isPossible { throw notMet(condition, parts, drawnCount: 0) }
  }

  private func notMet(
    _ condition: Expression, _ parts: Parts, drawnCount: Int
  ) -> PipelineError {
    .conditionNotMet(
      condition: condition.text, drawnCount: drawnCount,
      realCount: condition.isMet(parts.training).count { $0 }, realTotal: parts.training.rowCount)
  }

  /// Draws rows that satisfy every requirement.
  ///
  /// Rows beside them for the comparison satisfy the requirements as well; under a condition there are none, as the gain is
  /// measured on the few real rows that satisfy it. Where even these are too few to judge by, rows without the condition are
  /// drawn in their place.
  func drawSuitable(
    _ model: TableModel, _ rows: EncodedTable, _ encoder: TableEncoder, _ parts: Parts,
    _ dataset: Dataset, counts: [Int]
  ) throws -> SampledRows {
    let (constraining, mending) = try requirements(dataset, parts, encoder)
    let protection = try protection(dataset, parts)
    // What protects comes first, so that constraints have the last word.
    let requirements = protection.requirements + constraining
    var made = drawing(
      model, rows, encoder, dataset, requirements, counts: counts,
      seed: configuration.seed(of: .sample)
    )
    .draw()
    let constraints = mending?.findings(real: dataset.table)
    made.record.changedCellShare = protection.mending?.changedShare
    if made.table.rowCount == 0 {
      if let condition = dataset.condition {
        throw notMet(condition, parts, drawnCount: made.record.drawnRowCount)
      }
      let most = made.record.rejections.max { $0.rowCount < $1.rowCount }
      throw PipelineError.requirementNotMet(
        requirement: most?.requirement ?? "requirement", drawnCount: made.record.drawnRowCount)
    }
    guard dataset.condition != nil else {
      var sampled = withPool(made, model, rows, encoder, dataset, requirements, counts: counts)
      sampled.constraints = constraints
      if configuration.privacy.isOn {
        sampled.unprotected = draw(model, counts, configuration.seed(of: .sample))
      }
      return sampled
    }
    let suitable = parts.satisfying(dataset.condition)
    made.record.suitableHoldoutRowCount = suitable.holdout.rowCount
    made.record.judgesUnconditionedRows =
      min(suitable.training.rowCount, suitable.holdout.rowCount) < Parts.fewestJudgingRows
    for sentence in made.record.sentences
    where made.record.isPartial || made.record.judgesUnconditionedRows {
      clock.listener(.noted(sentence))
    }
    var sampled = SampledRows(table: made.encoded, pool: nil)
    sampled.decoded = SyntheticRows(table: made.table, pool: nil)
    sampled.drawing = made.record
    sampled.constraints = constraints
    if made.record.judgesUnconditionedRows {
      let shares = rows.classCounts(classCount: encoder.classNames.count)
      sampled.unconditioned = draw(model, shares, configuration.poolSeed(of: .sample))
    }
    return sampled
  }

  /// Rows beside those that were made, drawn alike; with `--rows auto` rows of both may be published, so those of the pool get
  /// other keys.
  private func withPool(
    _ made: DrawnRows, _ model: TableModel, _ rows: EncodedTable, _ encoder: TableEncoder,
    _ dataset: Dataset, _ requirements: [any RowRequirement], counts: [Int]
  ) -> SampledRows {
    var sampled = SampledRows(table: made.encoded, pool: nil)
    sampled.decoded = SyntheticRows(table: made.table, pool: nil)
    sampled.drawing = made.record
    let extra = configuration.poolCounts(rows, encoder, made: counts)
    guard extra.contains(where: { $0 > 0 }) else { return sampled }
    let pool = drawing(
      model, rows, encoder, dataset, requirements, counts: extra,
      seed: configuration.poolSeed(of: .sample)
    ).draw()
    guard pool.table.rowCount > 0 else { return sampled }
    let end = made.table.rowCount
    let together = Table(joining: [made.table, pool.table])
    let all = encoder.renewingKeys(together, seed: configuration.seed(of: .decode)) { _ in
      (0..<together.rowCount).map { $0 < end }
    }
    let isMet = requirements.isMet(all)
    let further = isMet.indices.filter { $0 >= end && isMet[$0] }
    sampled.pool = pool.encoded.rows(at: further.map { $0 - end })
    sampled.decoded = SyntheticRows(
      table: all.rows(at: Array(0..<end)), pool: all.rows(at: further))
    return sampled
  }

  private func drawing(
    _ model: TableModel, _ rows: EncodedTable, _ encoder: TableEncoder, _ dataset: Dataset,
    _ requirements: [any RowRequirement], counts: [Int], seed: UInt64
  ) -> RowDrawing {
    let sampling = configuration.sampling
    let spreading = ClassSpreading(
      hasCondition: dataset.condition != nil, isBalanced: sampling.isBalanced,
      hasAmounts: sampling.classRowCounts != nil)
    let weights = spreading.weights(
      rows.classCounts(classCount: encoder.classNames.count), isReal: encoder.isRealClass)
    return RowDrawing(
      model: model, encoder: encoder, requirements: requirements,
      condition: dataset.condition, counts: counts, classWeights: weights, spreading: spreading,
      isStratified: sampling.isStratified, seed: seed, threadCount: configuration.threadCount,
      listener: clock.listener)
  }
}
