/// The road from a table to an augmented one.
///
/// `run` is the table of contents: every stage is one line.
public struct Pipeline: Sendable {
  /// What to make, and from what.
  public let configuration: PipelineConfiguration
  let clock: StageClock
  let log = TrainingLog()

  /// A pipeline that tells `listener` how it goes; calls may come from any thread.
  public init(
    _ configuration: PipelineConfiguration,
    listener: @escaping @Sendable (PipelineEvent) -> Void = { _ in }
  ) {
    self.configuration = configuration
    clock = StageClock(listener: listener)
  }

  /// Makes the run directory.
  ///
  /// Nothing half-written stays when it throws, but for the state of a training that has begun, which `output.resumes` takes up.
  ///
  /// Where the gate fails, the run directory holds the report and the model but no dataset.
  /// - Throws: `PipelineError`, `DatasetError`, `EncodingError` or `ValidationError`.
  public func run() throws -> RunSummary {
    try configuration.check()
    let directory = try RunDirectory(
      path: configuration.outputDirectory, replacesExisting: configuration.output.replacesExisting)
    defer { directory.discard() }
    let store = try RunStore(RunRequest(.run, configuration))
    defer { store.discardIfStateless() }

    let input = try read(into: directory)
    let dataset = try infer(input)
    let parts = try split(dataset)
    let encoder = try fit(parts.training, dataset)
    let rows = encode(parts.training, encoder)
    try checkCondition(parts, dataset, encoder)
    let given = try givenRows(dataset, encoder)
    let model = try train(rows, encoder, dataset, store)
    let sampled = try sample(model, rows, encoder, parts, dataset, given)
    let synthetic = decode(sampled, encoder)
    let judged = try compare(parts, synthetic, dataset)
    var drawing = sampled.drawing
    drawing?.protectionCosts = judged.protectionCosts
    let results = Results(
      dataset: dataset, parts: parts, encoder: encoder, rows: rows, model: model,
      sampled: sampled.rows(judged.made), synthetic: judged.table, report: judged.report,
      drawing: drawing, constraints: sampled.constraints, completion: sampled.completion)
    return try write(results, into: directory, store)
  }

  /// Makes a run directory with the trained model and no rows.
  /// - Throws: what `run` throws.
  public func train() throws -> TrainingSummary {
    try configuration.check()
    let directory = try RunDirectory(
      path: configuration.outputDirectory, replacesExisting: configuration.output.replacesExisting)
    defer { directory.discard() }
    let store = try RunStore(RunRequest(.train, configuration))
    defer { store.discardIfStateless() }

    let dataset = try infer(try read(into: directory))
    let parts = try split(dataset)
    let encoder = try fit(parts.training, dataset)
    let rows = encode(parts.training, encoder)
    let model = try train(rows, encoder, dataset, store)
    return try write(
      TrainedTable(dataset: dataset, parts: parts, encoder: encoder, rows: rows, model: model),
      into: directory, store)
  }

  /// What a run would do, without training or writing anything.
  /// - Throws: `PipelineError`, `DatasetError` or `EncodingError`.
  public func inspect() throws -> Inspection {
    try configuration.check()
    let dataset = try infer(try read(into: nil))
    let parts = try split(dataset)
    let encoder = try fit(parts.training, dataset)
    let rows = encode(parts.training, encoder)
    try checkCondition(parts, dataset, encoder)
    let given = try givenRows(dataset, encoder)
    return try Inspection(dataset, parts, encoder, rows, configuration, given)
  }
}
