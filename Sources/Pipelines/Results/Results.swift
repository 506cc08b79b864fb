internal import Foundation
internal import Parallel
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
  /// What came of drawing rows that must satisfy something; nil where nothing must be.
  var drawing: DrawingRecord?
  /// How constraints were met; nil without any.
  var constraints: ConstraintFindings?
  /// What came of completing given rows; nil for none.
  var completion: CompletionRecord?
}

/// `report.json`: everything that was measured, and what came of drawing rows that must satisfy something.
struct RunReport: Encodable {
  var report: ValidationReport
  var drawing: DrawingRecord?
  var constraints: ConstraintFindings?
  var completion: CompletionRecord?

  private enum CodingKeys: String, CodingKey { case drawing, constraints, completion }

  func encode(to encoder: any Encoder) throws {
    try report.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(drawing, forKey: .drawing)
    try container.encodeIfPresent(constraints, forKey: .constraints)
    try container.encodeIfPresent(completion, forKey: .completion)
  }
}

/// The names in a run directory.
public enum RunFile {
  /// The report as a page to read: the first thing to open.
  public static let page = "report.html"
  /// What the dataset is, where it comes from and how to load it.
  public static let card = "README.md"
  /// The synthetic rows.
  public static func synthetic(_ format: TableFormat) -> String {
    "synthetic." + format.fileExtension
  }
  /// The real rows and the synthetic ones.
  public static func augmented(_ format: TableFormat) -> String {
    "augmented." + format.fileExtension
  }
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
    let team = ThreadTeam(threadCount: configuration.threadCount)
    let made = CSVWriter.Part(results.synthetic, source: "synthetic")
    do throws(DatasetError) {
      for format in configuration.output.formats {
        try TableOutput(format, dialect: dialect, encoder: results.encoder)
          .write([made], to: directory.file(RunFile.synthetic(format)), team: team)
        let all = TableOutput(
          format, dialect: dialect, encoder: results.encoder, sourceColumnName: source)
        try all.write(
          [CSVWriter.Part(real, source: "real"), made],
          to: directory.file(RunFile.augmented(format)), team: team)
      }
    } catch {
      throw PipelineError(writing: error, to: directory)
    }
  }

  private func writeFindings(_ results: Results, into directory: RunDirectory) throws {
    var report = results.report
    report.timings = []
    try directory.write(
      try JSONLines.document(
        RunReport(
          report: report, drawing: results.drawing, constraints: results.constraints,
          completion: results.completion)),
      to: RunFile.report)
    let page = ReportPage(results, log: log, configuration: configuration)
    try directory.write(Data(try ReportRenderer.html(page).utf8), to: RunFile.page)
    let card = DataCard(results, configuration: configuration)
    try directory.write(Data(card.text.utf8), to: RunFile.card)
    try writeModel(
      TrainedTable(
        dataset: results.dataset, parts: results.parts, encoder: results.encoder,
        rows: results.rows,
        model: results.model), into: directory)
  }

  private func writeManifest(
    _ results: Results, isPublished: Bool, into directory: RunDirectory
  ) throws {
    var resolved = configuration
    resolved.training = configuration.resolvedTraining
    resolved.validation = configuration.resolvedValidation
    if resolved.sampling.rowCount == nil, resolved.sampling.likePath == nil {
      let wanted = results.drawing?.wantedRowCount ?? results.sampled.rowCount
      resolved.sampling.rowCount = .count(wanted)
    }
    resolved.input.label = results.dataset.labelName
    resolved.constraints = results.dataset.constraints.rules
    let outputs = try directory.files().map { try ManifestFile($0, in: directory) }
    let manifest = Manifest(
      seed: configuration.seed, isPublished: isPublished,
      request: try configuration.request(results.dataset.input.files.map(RequestInput.init)),
      trainingKey: try trainingKey(results.dataset),
      syntheticCount: results.synthetic.rowCount, configuration: resolved,
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
