extension Pipeline {
  /// Learns how columns become tokens, from training rows alone.
  func fit(_ training: Table, _ dataset: Dataset) throws -> TableEncoder {
    try clock.run(
      .fit,
      detail: {
        "\($0.tokens.count.counted("token")), \($0.classNames.count.counted("class", plural: "classes"))"
      }
    ) {
      try TableEncoder.fit(
        training, schema: dataset.schema, labelIndex: dataset.label.columnIndex,
        configuration: configuration.encoding, threadCount: configuration.threadCount)
    }
  }

  /// Training rows as token codes.
  func encode(_ training: Table, _ encoder: TableEncoder) -> EncodedTable {
    clock.run(.encode) { encoder.encode(training, threadCount: configuration.threadCount) }
  }

  /// Trains the networks of the plan.
  func train(_ rows: EncodedTable, _ encoder: TableEncoder) -> TableModel {
    clock.run(.train, detail: { $0.plan.networks.count.counted("generator") }) {
      clock.listener(.planned(configuration.plan(rows, encoder)))
      let (log, listener) = (log, clock.listener)
      return TableModel.train(
        rows, encoder: encoder, configuration: configuration.resolvedTraining,
        threadCount: configuration.threadCount
      ) { progress in
        log.note(progress)
        listener(.trained(progress))
      }
    }
  }

  /// Draws exactly the wanted rows of every class.
  func sample(_ model: TableModel, _ rows: EncodedTable, _ encoder: TableEncoder) -> EncodedTable {
    clock.run(.sample, detail: { $0.rowCount.counted("row") }) {
      model.sample(
        classCounts: configuration.classCounts(rows, encoder),
        seed: configuration.seed(of: .sample), isStratified: configuration.sampling.isStratified,
        threadCount: configuration.threadCount)
    }
  }

  /// Token codes as rows in the input's own spelling.
  func decode(_ sampled: EncodedTable, _ encoder: TableEncoder) -> Table {
    clock.run(.decode) {
      encoder.decode(
        sampled, seed: configuration.seed(of: .decode),
        calibratesExtremes: configuration.sampling.calibratesExtremes,
        threadCount: configuration.threadCount)
    }
  }

  /// Judges the synthetic rows against the rows learned from and the rows held out.
  func compare(
    _ parts: Parts, _ synthetic: Table, _ dataset: Dataset, holdoutIsUnseen: Bool = true
  ) throws -> ValidationReport {
    try clock.run(.compare, detail: { "gate: \($0.gate.outcome.rawValue)" }) {
      try ValidationReport.compare(
        training: parts.training, holdout: parts.holdout, synthetic: synthetic,
        schema: dataset.schema, labelIndex: dataset.label.columnIndex,
        configuration: configuration.resolvedValidation, threadCount: configuration.threadCount,
        holdoutIsUnseen: holdoutIsUnseen)
    }
  }
}

extension PipelineConfiguration {
  /// The training configuration with the seed of its stage.
  var resolvedTraining: TrainingConfiguration {
    var training = training
    training.seed = seed(of: .train)
    return training
  }

  /// The comparison's configuration with the seed of its stage; balanced classes are not held against the rows.
  var resolvedValidation: ValidationConfiguration {
    var validation = validation
    validation.seed = seed(of: .compare)
    if sampling.isBalanced { validation.classShares = .matchedToTraining }
    return validation
  }

  /// Which networks will be trained on these rows.
  func plan(_ rows: EncodedTable, _ encoder: TableEncoder) -> TrainingPlan {
    TrainingPlan(
      classCounts: rows.classCounts(classCount: encoder.classNames.count),
      classNames: encoder.classNames, tokenCount: encoder.tokens.count, configuration: training)
  }

  /// How many rows of each class are sampled.
  func classCounts(_ rows: EncodedTable, _ encoder: TableEncoder) -> [Int] {
    let labelSchema = encoder.labelIndex.map { encoder.schema.columns[$0] }
    return ClassCounts.sampled(
      sampling.rowCount ?? rows.rowCount,
      trainingCounts: rows.classCounts(classCount: encoder.classNames.count),
      isBalanced: sampling.isBalanced,
      isReal: { !(labelSchema?.isMissing(encoder.classNames[$0]) ?? false) })
  }
}
