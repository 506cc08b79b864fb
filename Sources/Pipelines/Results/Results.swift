internal import Foundation
internal import Reporting

/// What the stages of one run have made, before it is written.
struct Results: Sendable {
  var dataset: Dataset
  var parts: Parts
  var encoder: TableEncoder
  var rows: EncodedTable
  var model: TableModel
  var sampled: EncodedTable
  var synthetic: Table
  var report: ValidationReport
}

/// The names in a run directory.
public enum RunFile {
  /// The report as a page to read: the first thing to open.
  public static let page = "report.html"
  /// The synthetic rows.
  public static let synthetic = "synthetic.csv"
  /// The real rows and the synthetic ones.
  public static let augmented = "augmented.csv"
  /// Everything that was measured.
  public static let report = "report.json"
  /// What was found in the table, to be used with `--schema`.
  public static let schema = "schema.yaml"
  /// The losses of the training.
  public static let training = "training.jsonl"
  /// The folder of the networks and the encoder.
  public static let model = "model"
  /// Inputs, outputs, seed and configuration.
  public static let manifest = "manifest.json"
  /// How long it took; the only file that differs between equal runs.
  public static let timings = "timings.json"
}

extension Pipeline {
  /// Writes everything, publishes the directory and says what came of it.
  ///
  /// Without the gate's consent no dataset is in it.
  func write(
    _ results: Results, into directory: RunDirectory, _ store: RunStore
  ) throws -> RunSummary {
    let isPublished = results.report.gate.isPassed
    try clock.run(.write) {
      if isPublished { try writeTables(results, into: directory) }
      try writeFindings(results, into: directory)
      try writeManifest(results, isPublished: isPublished, into: directory)
    }
    let summary = RunSummary(
      results, configuration: configuration, path: directory.path, stages: clock.all,
      totalSeconds: clock.elapsedSeconds)
    try directory.publish(
      RunTimings(
        threadCount: summary.threadCount, totalSeconds: summary.totalSeconds,
        stages: summary.stages, validation: results.report.timings), store)
    store.remove()
    return summary
  }

  private func writeTables(
    _ results: Results, into directory: RunDirectory
  ) throws(PipelineError) {
    var dialect = results.dataset.input.dialect
    dialect.isCompressed = false
    let real = results.dataset.table
    let source = configuration.output.sourceColumnName(besides: real.columns.map(\.name))
    do throws(DatasetError) {
      try CSVWriter(dialect: dialect).write(
        results.synthetic, to: directory.file(RunFile.synthetic))
      try CSVWriter(dialect: dialect, sourceColumnName: source).write(
        [
          CSVWriter.Part(real, source: "real"),
          CSVWriter.Part(results.synthetic, source: "synthetic"),
        ], to: directory.file(RunFile.augmented))
    } catch {
      throw PipelineError(writing: error, to: directory)
    }
  }

  private func writeFindings(_ results: Results, into directory: RunDirectory) throws {
    var report = results.report
    report.timings = []
    try directory.write(try JSONLines.document(report), to: RunFile.report)
    let page = ReportPage(results, log: log, configuration: configuration)
    try directory.write(Data(try ReportRenderer.html(page).utf8), to: RunFile.page)
    try writeModel(
      TrainedTable(
        dataset: results.dataset, parts: results.parts, encoder: results.encoder,
        model: results.model), into: directory)
  }

  private func writeManifest(
    _ results: Results, isPublished: Bool, into directory: RunDirectory
  ) throws {
    var resolved = configuration
    resolved.training = configuration.resolvedTraining
    resolved.validation = configuration.resolvedValidation
    if resolved.sampling.rowCount == nil {
      resolved.sampling.rowCount = .count(results.sampled.rowCount)
    }
    resolved.input.label = results.dataset.labelName
    let outputs = try directory.files().map { try ManifestFile($0, in: directory) }
    let manifest = Manifest(
      seed: configuration.seed, isPublished: isPublished, configuration: resolved,
      inputs: results.dataset.input.files, outputs: outputs)
    try directory.write(try manifest.encoded(), to: RunFile.manifest)
  }
}

/// `timings.json`.
struct RunTimings: Encodable {
  var threadCount: Int
  var totalSeconds: Double
  var stages: [StageClock.Lap]
  var validation: [Timing]
}

extension RunDirectory {
  /// Writes how long the run took, the last file, and gives the directory its name.
  func publish(_ timings: RunTimings, _ store: RunStore) throws {
    try write(try JSONLines.document(timings), to: RunFile.timings)
    try store.willPublish(try FileDigest(path: file(RunFile.manifest)))
    try commit()
  }
}
