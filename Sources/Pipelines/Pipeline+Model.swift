internal import Foundation

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

  /// Trains the networks of the plan, goes on where an interrupted run stood, or takes the networks of an earlier run that learned the
  /// same.
  func train(
    _ rows: EncodedTable, _ encoder: TableEncoder, _ dataset: Dataset, _ store: RunStore
  ) throws -> TableModel {
    // What is asked for in vain is refused before the long part.
    _ = try configuration.classCounts(rows, encoder)
    return try clock.run(.train, detail: { $0.plan.networks.count.counted("generator") }) {
      if let earlier = try earlierTraining(dataset) { return earlier }
      clock.listener(.planned(configuration.plan(rows, encoder)))
      try store.identify(try configuration.identity(of: rows, encoder))
      let (log, listener) = (log, clock.listener)
      let keeping = TrainingKeeping(
        earlier: try earlierStates(in: store),
        keep: { state in
          var files = try state.files()
          files[RunFile.training] = try log.encoded(network: state.network)
          try store.keep(files, as: "network-\(state.network)")
        }, isStopRequested: { UnfinishedTraining.isStopRequested })
      return try UnfinishedTraining.watching {
        try TableModel.train(
          rows, encoder: encoder, configuration: configuration.resolvedTraining,
          threadCount: configuration.threadCount, keeping: keeping
        ) { progress in
          log.note(progress)
          listener(.trained(progress))
        }
      }
    }
  }

  /// The states of networks that an interrupted run has left; their losses go into the log.
  private func earlierStates(in store: RunStore) throws -> [NetworkCheckpoint] {
    guard store.hasState else {
      if configuration.output.resumes {
        clock.listener(
          .noted("there is no interrupted training to go on with: this one begins anew"))
      }
      return []
    }
    let states = try store.stateNames.map { name in
      let files = store.state(name)
      try log.restore(files[RunFile.training] ?? Data())
      return try NetworkCheckpoint(files: files)
    }
    for state in states {
      clock.listener(.resumed(network: state.network, step: state.step))
    }
    let steps = states.map(\.step).reduce(0, +)
    clock.listener(.noted("going on from \(steps.counted("step")) of an interrupted training"))
    return states
  }

  /// Draws exactly the wanted rows of every class, and those beside them that only the comparison needs; where rows must
  /// satisfy something, see `RowDrawing`.
  func sample(
    _ model: TableModel, _ rows: EncodedTable, _ encoder: TableEncoder, _ parts: Parts,
    _ dataset: Dataset, _ given: GivenRows?
  ) throws -> SampledRows {
    try clock.run(.sample, detail: { $0.table.rowCount.counted("row") }) {
      if let given { return try complete(given, model, rows, encoder, parts, dataset) }
      let counts = try configuration.classCounts(rows, encoder)
      let isFree =
        dataset.requirements.isEmpty && dataset.constraints.constraints.isEmpty
        && !configuration.privacy.isOn
      guard isFree else {
        return try drawSuitable(model, rows, encoder, parts, dataset, counts: counts)
      }
      let extra = configuration.poolCounts(rows, encoder, made: counts)
      return SampledRows(
        table: draw(model, counts, configuration.seed(of: .sample)),
        pool: extra.contains { $0 > 0 }
          ? draw(model, extra, configuration.poolSeed(of: .sample)) : nil)
    }
  }

  /// Rows of the model as they come.
  func draw(_ model: TableModel, _ counts: [Int], _ seed: UInt64) -> EncodedTable {
    model.sample(
      classCounts: counts, seed: seed, isStratified: configuration.sampling.isStratified,
      threadCount: configuration.threadCount)
  }

  /// Token codes as rows in the input's own spelling.
  ///
  /// The pool is decoded together with the table where rows of both may be published, so that new keys do not repeat;
  /// apart from it otherwise, so that the table does not depend on what is measured.
  func decode(_ sampled: SampledRows, _ encoder: TableEncoder) -> SyntheticRows {
    clock.run(.decode) {
      func decode(_ rows: EncodedTable, _ seed: UInt64) -> Table {
        encoder.decode(
          rows, seed: seed, calibratesExtremes: configuration.sampling.calibratesExtremes,
          threadCount: configuration.threadCount)
      }
      let seed = configuration.seed(of: .decode)
      if var decoded = sampled.decoded {
        decoded.unconditioned = sampled.unconditioned.map { decode($0, seed) }
        decoded.unprotected = sampled.unprotected.map { decode($0, seed) }
        return decoded
      }
      guard let pool = sampled.pool else {
        return SyntheticRows(table: decode(sampled.table, seed), pool: nil)
      }
      guard configuration.sampling.rowCount == .automatic else {
        return SyntheticRows(
          table: decode(sampled.table, seed),
          pool: decode(pool, configuration.poolSeed(of: .decode)))
      }
      let all = decode(sampled.table.appending(pool), seed)
      let end = sampled.table.rowCount
      return SyntheticRows(
        table: all.rows(at: Array(0..<end)), pool: all.rows(at: Array(end..<all.rowCount)))
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

  /// The comparison's configuration with the seed of its stage; class shares that were changed on purpose are not held
  /// against the rows.
  var resolvedValidation: ValidationConfiguration {
    var validation = validation
    validation.seed = seed(of: .compare)
    if sampling.isBalanced || sampling.classRowCounts != nil || sampling.rowCount == .automatic {
      validation.classShares = .matchedToTraining
    }
    return validation
  }

  /// What a training depends on, as a digest: a state belongs to no other one.
  func identity(of rows: EncodedTable, _ encoder: TableEncoder) throws -> Data {
    var digest = ByteDigest()
    digest.add(Array(try JSONLines.document(resolvedTraining)))
    digest.add(Array(try JSONLines.document(plan(rows, encoder))))
    digest.add(Array(try JSONLines.lines(encoder.tokens)))
    for codes in rows.codes + [rows.classes] {
      digest.add(codes.withUnsafeBytes { Array($0) })
    }
    return try JSONLines.document(["training": digest.value.sha256])
  }

  /// Which networks will be trained on these rows.
  func plan(_ rows: EncodedTable, _ encoder: TableEncoder) -> TrainingPlan {
    TrainingPlan(
      classCounts: rows.classCounts(classCount: encoder.classNames.count),
      classNames: encoder.classNames, tokenCount: encoder.tokens.count, configuration: training)
  }

  /// How many rows of each class are sampled.
  func classCounts(
    _ rows: EncodedTable, _ encoder: TableEncoder
  ) throws(PipelineError) -> [Int] {
    if let amounts = sampling.classRowCounts {
      let training = rows.classCounts(classCount: encoder.classNames.count)
      return try amounts.counts(
        classNames: encoder.classNames, available: training.map { $0 > 0 })
    }
    var total = rows.rowCount
    if case .count(let count) = sampling.rowCount { total = count }
    return ClassCounts.sampled(
      total, trainingCounts: rows.classCounts(classCount: encoder.classNames.count),
      isBalanced: sampling.isBalanced, isReal: { encoder.isRealClass($0) })
  }

  /// How many rows of each class are sampled beside those of the table, for the largest amount that the comparison
  /// tries out; of balanced classes as many as are learned from.
  func poolCounts(_ rows: EncodedTable, _ encoder: TableEncoder, made: [Int]) -> [Int] {
    guard encoder.labelIndex != nil, validation.measuresAugmentation, validation.measuresUtility
    else { return made.map { _ in 0 } }
    let counts = rows.classCounts(classCount: encoder.classNames.count).enumerated().map {
      encoder.isRealClass($0) ? $1 : 0
    }
    // A larger table is compared by a sample; where rows of the pool may be published, all of them are needed.
    let limit = validation.augmentationRowLimit
    let share = min(1, Double(limit) / Double(max(counts.reduce(0, +), 1)))
    let isPublished = sampling.rowCount == .automatic
    let amounts = AugmentationAmounts(
      classCounts: isPublished ? counts : counts.map { Int((Double($0) * share).rounded()) },
      rowLimit: isPublished ? Int(Double(limit) / share) : limit,
      isNumeric: encoder.isLabelNumeric)
    return zip(amounts.rowCounts(share: 1), made).map { max(0, $0 - $1) }
  }

  /// The seed of a stage for rows that only the comparison needs.
  func poolSeed(of stage: Stage) -> UInt64 {
    var generator = SeededGenerator(seed: seed(of: stage), stream: "pool")
    return generator.next()
  }
}

extension TableEncoder {
  /// Whether a class stands for a value of the label rather than for rows without one.
  func isRealClass(_ index: Int) -> Bool {
    guard let labelIndex else { return true }
    return !schema.columns[labelIndex].isMissing(classNames[index])
  }
}
