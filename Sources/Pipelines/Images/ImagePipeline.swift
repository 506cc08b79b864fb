/// The road from a folder of images to an augmented one: the same stages as for tables.
///
/// `run` is the table of contents: every stage is one line.
public struct ImagePipeline: Sendable {
  /// What to make, and from what.
  public let configuration: ImagePipelineConfiguration
  let clock: StageClock

  /// A pipeline that tells `listener` how it goes; calls may come from any thread.
  public init(
    _ configuration: ImagePipelineConfiguration,
    listener: @escaping @Sendable (PipelineEvent) -> Void = { _ in }
  ) {
    self.configuration = configuration
    clock = StageClock(listener: listener)
  }

  /// Makes the run directory.
  ///
  /// Nothing half-written stays when it throws, but for the checkpoint of a training that has begun, which `output.resumes` takes up.
  /// Where the gate fails, the run directory holds the report and the model but no images.
  /// - Throws: `PipelineError`, `DatasetError`, `ImageTrainingError` or `ValidationError`.
  public func run() throws -> ImageRunSummary {
    try configuration.check()
    let directory = try RunDirectory(
      path: configuration.outputDirectory, replacesExisting: configuration.output.replacesExisting)
    defer { directory.discard() }
    let store = try RunStore(RunRequest(.run, configuration))
    defer { store.discardIfStateless() }

    let input = try read()
    let parts = try split(input)
    let wanted = try wantedCounts(parts)
    let encoder = fit(parts)
    let images = encode(parts.training, encoder)
    let trained = try train(images, encoder, parts, store)
    let sampled = try sample(trained, encoder, parts, wanted)
    let judged = try compare(input, parts, sampled)
    let results = ImageResults(
      input: input, parts: parts, trained: trained, sampled: sampled, judged: judged)
    return try write(results, into: directory)
  }

  /// Makes a run directory with the trained model and no images.
  /// - Throws: what `run` throws.
  public func train() throws -> TrainingSummary {
    try configuration.check()
    let directory = try RunDirectory(
      path: configuration.outputDirectory, replacesExisting: configuration.output.replacesExisting)
    defer { directory.discard() }
    let store = try RunStore(RunRequest(.train, configuration))
    defer { store.discardIfStateless() }

    let input = try read()
    let parts = try split(input)
    let encoder = fit(parts)
    let images = encode(parts.training, encoder)
    let trained = try train(images, encoder, parts, store)
    return try write(trained, input, parts, into: directory)
  }

  /// What a run would do, without training or writing anything.
  /// - Throws: `PipelineError` or `DatasetError`.
  public func inspect() throws -> ImageInspection {
    try configuration.check()
    let input = try read()
    let parts = try split(input)
    return ImageInspection(
      input, parts, wanted: try wantedCounts(parts), encoder: fit(parts), configuration)
  }
}
