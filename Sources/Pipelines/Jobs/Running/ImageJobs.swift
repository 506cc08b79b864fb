/// A run on images, or its training alone.
struct ImageRun: JobWork {
  var configuration: ImagePipelineConfiguration
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
    _ configuration: ImagePipelineConfiguration,
    listener: @escaping @Sendable (PipelineEvent) -> Void
  ) throws -> JobResult {
    if aim == .train {
      _ = try ImagePipeline(configuration, listener: listener).train()
      return JobResult()
    }
    let summary = try ImagePipeline(configuration, listener: listener).run()
    return JobResult(
      rowCount: summary.syntheticImageCount, isPassed: summary.isPublished,
      checks: summary.gateChecks)
  }

  func forecast(threadCount: Int) throws -> JobForecast {
    var configuration = configuration
    configuration.threadCount = threadCount
    let inspection = try ImagePipeline(configuration).inspect()
    let counts = inspection.classes.map(\.plannedCount)
    return JobForecast(
      rowCount: aim == .train || counts.contains(nil) ? nil : counts.compactMap { $0 }.reduce(0, +),
      seconds: inspection.trainingSeconds)
  }
}

/// A judgement of images of any origin.
struct ImageJudgement: JobWork {
  var configuration: ImageComparisonConfiguration

  var inputs: [JobInput] {
    configuration.real.jobInputs + [
      JobInput(role: "synthetic", path: configuration.syntheticPath, kind: .images)
    ]
  }

  func check() throws(PipelineError) {
    try ConfigurationCheck.common(
      threadCount: configuration.threadCount, steps: nil, timeBudget: nil, holdoutFraction: 0)
  }

  func request(_ inputs: [RequestInput]) throws -> String { try configuration.request(inputs) }

  func run(
    _ place: JobPlace, listener: @escaping @Sendable (PipelineEvent) -> Void
  ) throws -> JobResult {
    var configuration = configuration
    configuration.outputDirectory = place.output
    configuration.replacesExisting = true
    configuration.threadCount = place.threadCount
    let summary = try ImageFolderComparison(configuration, listener: listener).run()
    return JobResult(
      rowCount: summary.counts.synthetic, isPassed: summary.isPassed, checks: summary.gateChecks)
  }

  func forecast(threadCount: Int) throws -> JobForecast { JobForecast() }
}

/// An inspection of images.
struct ImageInspecting: JobWork {
  var configuration: ImagePipelineConfiguration

  var inputs: [JobInput] { configuration.input.jobInputs }

  func check() throws(PipelineError) { try configuration.check() }

  func request(_ inputs: [RequestInput]) throws -> String {
    try configuration.inspectionRequest(inputs)
  }

  func run(
    _ place: JobPlace, listener: @escaping @Sendable (PipelineEvent) -> Void
  ) throws -> JobResult {
    let writer = try InspectionWriter(place, inputs)
    let inspection = try ImagePipeline(configuration, listener: listener).inspect()
    try writer.write(
      text: inspection.text, json: try inspection.json(), configuration, seed: configuration.seed,
      request: request)
    return JobResult()
  }

  func forecast(threadCount: Int) throws -> JobForecast { JobForecast(seconds: 0) }
}

extension ImageInputConfiguration {
  /// The places that are read.
  fileprivate var jobInputs: [JobInput] {
    [
      JobInput(role: "images", path: path, kind: .images),
      holdoutPath.map { JobInput(role: "holdout", path: $0, kind: .images) },
      inceptionPath.map { JobInput(role: "inception", path: $0) },
    ].compactMap { $0 }
  }
}
