/// A run that turns images into images, or its training alone.
struct TranslationJob: JobWork {
  var configuration: TranslationPipelineConfiguration
  var aim = RunRequest.Aim.run

  var inputs: [JobInput] { configuration.input.jobInputs }

  func check() throws(PipelineError) { try configuration.check() }

  func request(_ inputs: [RequestInput]) throws -> String {
    try configuration.request(inputs, step: aim.step)
  }

  /// Takes up a training that was interrupted; one of other images or settings is begun anew.
  func run(
    _ place: JobPlace, listener: @escaping @Sendable (PipelineEvent) -> Void
  ) throws -> JobResult {
    var configuration = configuration
    configuration.output.directory = place.output
    configuration.output.replacesExisting = true
    configuration.output.resumes = RunStore.hasState(of: place.output)
    configuration.threadCount = place.threadCount
    do {
      return try result(configuration, listener: listener)
    } catch PipelineError.otherRun {
      configuration.output.resumes = false
      return try result(configuration, listener: listener)
    }
  }

  private func result(
    _ configuration: TranslationPipelineConfiguration,
    listener: @escaping @Sendable (PipelineEvent) -> Void
  ) throws -> JobResult {
    let pipeline = TranslationPipeline(configuration, listener: listener)
    if aim == .train {
      _ = try pipeline.train()
      return JobResult()
    }
    let summary = try pipeline.run()
    return JobResult(
      rowCount: summary.imageCount, isPassed: summary.isPublished, checks: summary.gateChecks)
  }

  func forecast(threadCount: Int) throws -> JobForecast {
    JobForecast(seconds: configuration.training.timeBudgetSeconds)
  }
}

/// A saved model at work on a folder of images.
struct TranslateJob: JobWork {
  var configuration: ModelTranslationConfiguration

  var inputs: [JobInput] { configuration.jobInputs }

  func check() throws(PipelineError) { try configuration.check() }

  func request(_ inputs: [RequestInput]) throws -> String { try configuration.request(inputs) }

  func run(
    _ place: JobPlace, listener: @escaping @Sendable (PipelineEvent) -> Void
  ) throws -> JobResult {
    var work = configuration
    work.outputPath = place.output
    work.replacesExisting = true
    work.threadCount = place.threadCount
    return JobResult(rowCount: try ModelTranslation(work, listener: listener).run().count)
  }

  func forecast(threadCount: Int) throws -> JobForecast { JobForecast() }
}
