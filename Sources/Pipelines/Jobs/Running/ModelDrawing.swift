internal import Parallel

/// Rows or images drawn from the model of an earlier run.
///
/// Rows are written as `synthetic.csv` or in another format, images as the folder `synthetic`.
struct ModelDrawing: JobWork {
  var configuration: ModelSamplingConfiguration

  var inputs: [JobInput] {
    [JobInput(role: "model", path: configuration.modelPath, kind: .model)]
      + (configuration.likePath.map { [JobInput(role: "like", path: $0)] } ?? [])
  }

  func check() throws(PipelineError) { try configuration.check() }

  func request(_ inputs: [RequestInput]) throws -> String { try configuration.request(inputs) }

  func run(
    _ place: JobPlace, listener: @escaping @Sendable (PipelineEvent) -> Void
  ) throws -> JobResult {
    let directory = try RunDirectory(path: place.output, replacesExisting: true)
    defer { directory.discard() }
    let team = ThreadTeam(threadCount: place.threadCount)
    let read = self.inputs
    let inputs = try read.map { try RequestInput($0, team: team) }
    let kind = try SavedModel(path: configuration.modelPath).use.kind
    let name =
      kind == .images
      ? RunFile.syntheticImages
      : RunFile.syntheticImages + "." + (configuration.format ?? .csv).fileExtension

    var drawing = configuration
    drawing.outputPath = directory.file(name)
    drawing.threadCount = place.threadCount
    let summary = try ModelSampling(drawing, listener: listener).run()

    let files = directory.files()
    let outputs =
      kind == .images
      ? [try ManifestFile(folder: name, files, in: directory, team: team)]
      : try files.map { try ManifestFile($0, in: directory) }
    let manifest = Manifest(
      seed: configuration.seed, isPublished: true, request: try configuration.request(inputs),
      syntheticCount: summary.count, configuration: configuration,
      inputs: zip(read, inputs).map {
        ManifestFile(role: $0.role, path: $0.path, byteCount: $1.byteCount, sha256: $1.sha256)
      }, outputs: outputs)
    try directory.write(try manifest.encoded(), to: RunFile.manifest)
    try directory.commit()
    return JobResult(rowCount: summary.count)
  }

  func forecast(threadCount: Int) throws -> JobForecast {
    JobForecast(rowCount: configuration.classRowCounts == nil ? configuration.rowCount : nil)
  }
}
