extension Pipeline {
  /// The rows of `--like`, refused before anything is learned if they cannot be completed; nil for none.
  func givenRows(_ dataset: Dataset, _ encoder: TableEncoder) throws -> GivenRows? {
    guard let path = configuration.sampling.likePath else { return nil }
    var options = configuration.input.readOptions
    options.header = dataset.input.dialect.hasHeader ? .yes : .no
    let given = try GivenRows(path: path, options: options, encoder: encoder)
    try given.check(dataset.constraints)
    for note in given.notes { clock.listener(.noted("\(path): \(note)")) }
    return given
  }

  /// Completes the rows of `--like`.
  ///
  /// Which cells are given is no matter of the model, so the comparison judges rows that are drawn freely.
  func complete(
    _ given: GivenRows, _ model: TableModel, _ rows: EncodedTable, _ encoder: TableEncoder,
    _ parts: Parts, _ dataset: Dataset
  ) throws -> SampledRows {
    let (constraining, mending) = try requirements(dataset, parts, encoder)
    let protection = try protection(dataset, parts)
    let counts = rows.classCounts(classCount: encoder.classNames.count)
    let completed = try RowCompletion(
      model: model, encoder: encoder, given: given,
      requirements: protection.requirements + constraining, classCounts: counts,
      isStratified: configuration.sampling.isStratified, seed: configuration.seed(of: .sample),
      threadCount: configuration.threadCount
    ).complete()
    var sampled = SampledRows(table: completed.encoded, pool: nil)
    sampled.decoded = SyntheticRows(table: completed.table, pool: nil)
    sampled.completion = completed.record
    sampled.completion?.judgesFreeRows = true
    sampled.constraints = mending?.findings(real: dataset.table)
    sampled.unconditioned = draw(model, counts, configuration.poolSeed(of: .sample))
    return sampled
  }
}
