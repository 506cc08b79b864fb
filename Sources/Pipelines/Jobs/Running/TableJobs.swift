internal import Foundation

/// A run on a table, or its training alone.
struct TableRun: JobWork {
  var configuration: PipelineConfiguration
  var aim = RunRequest.Aim.run

  var inputs: [JobInput] { configuration.jobInputs }

  func check() throws(PipelineError) { try configuration.check() }

  func request(_ inputs: [RequestInput]) throws -> String {
    try configuration.request(inputs, step: aim.step)
  }

  /// Takes up a training that was interrupted; one of other rows or settings is begun anew.
  func run(
    _ place: JobPlace, listener: @escaping @Sendable (PipelineEvent) -> Void
  ) throws -> JobResult {
    var configuration = configuration
    configuration.output.directory = place.output
    configuration.output.replacesExisting = true
    configuration.output.resumes = RunStore.hasState(of: place.output)
    configuration.output.reusesTraining = place.reusesTraining
    configuration.threadCount = place.threadCount
    do {
      return try result(configuration, listener: listener)
    } catch PipelineError.otherRun {
      configuration.output.resumes = false
      return try result(configuration, listener: listener)
    }
  }

  private func result(
    _ configuration: PipelineConfiguration, listener: @escaping @Sendable (PipelineEvent) -> Void
  ) throws -> JobResult {
    if aim == .train {
      _ = try Pipeline(configuration, listener: listener).train()
      return JobResult()
    }
    let summary = try Pipeline(configuration, listener: listener).run()
    return JobResult(
      rowCount: summary.syntheticRowCount, isPassed: summary.isPublished, checks: summary.gateChecks
    )
  }

  func forecast(threadCount: Int) throws -> JobForecast {
    var configuration = configuration
    configuration.threadCount = threadCount
    let inspection = try Pipeline(configuration).inspect()
    return JobForecast(
      rowCount: aim == .train ? nil : inspection.plannedRowCount,
      seconds: inspection.expectedTrainingSeconds)
  }
}

/// A judgement of a table of any origin.
struct TableJudgement: JobWork {
  var configuration: ComparisonConfiguration

  var inputs: [JobInput] {
    configuration.real.jobInputs + [JobInput(role: "synthetic", path: configuration.syntheticPath)]
  }

  func check() throws(PipelineError) {
    try configuration.pipeline.check()
    try configuration.check()
  }

  func request(_ inputs: [RequestInput]) throws -> String { try configuration.request(inputs) }

  func run(
    _ place: JobPlace, listener: @escaping @Sendable (PipelineEvent) -> Void
  ) throws -> JobResult {
    var configuration = configuration
    configuration.outputDirectory = place.output
    configuration.replacesExisting = true
    configuration.threadCount = place.threadCount
    let summary = try TableComparison(configuration, listener: listener).run()
    return JobResult(
      rowCount: summary.rows.synthetic, isPassed: summary.isPassed, checks: summary.gateChecks)
  }

  func forecast(threadCount: Int) throws -> JobForecast { JobForecast() }
}

/// An inspection of a table.
struct TableInspecting: JobWork {
  var configuration: PipelineConfiguration

  var inputs: [JobInput] { configuration.jobInputs }

  func check() throws(PipelineError) { try configuration.check() }

  func request(_ inputs: [RequestInput]) throws -> String {
    try configuration.inspectionRequest(inputs)
  }

  func run(
    _ place: JobPlace, listener: @escaping @Sendable (PipelineEvent) -> Void
  ) throws -> JobResult {
    let writer = try InspectionWriter(place, inputs)
    let inspection = try Pipeline(configuration, listener: listener).inspect()
    try writer.write(
      text: inspection.text, json: try inspection.json(), configuration, seed: configuration.seed,
      request: request)
    return JobResult()
  }

  func forecast(threadCount: Int) throws -> JobForecast { JobForecast(seconds: 0) }
}

extension PipelineConfiguration {
  /// The files that are read.
  fileprivate var jobInputs: [JobInput] {
    input.jobInputs + (sampling.likePath.map { [JobInput(role: "like", path: $0)] } ?? [])
  }
}

extension InputConfiguration {
  /// The files that are read.
  fileprivate var jobInputs: [JobInput] {
    [
      JobInput(role: "table", path: path), schemaPath.map { JobInput(role: "schema", path: $0) },
      holdoutPath.map { JobInput(role: "holdout", path: $0) },
    ].compactMap { $0 }
  }
}

extension Inspection {
  /// Rows that a run would make; nil where it would choose itself.
  fileprivate var plannedRowCount: Int? {
    let counts = classes.map(\.plannedCount)
    return counts.contains(nil) ? nil : counts.compactMap { $0 }.reduce(0, +)
  }
}

extension RunRequest.Aim {
  /// The step of a job that has this aim.
  var step: JobStep { self == .train ? .train : .run }
}
