internal import Foundation
internal import Reporting

/// The road from two or three tables to a report: real rows, synthetic rows, and real rows that nothing has seen.
///
/// It judges any synthetic table, whatever program made it.
public struct TableComparison: Sendable {
  /// Which tables are compared, and how.
  public let configuration: ComparisonConfiguration
  private let pipeline: Pipeline

  /// A comparison that tells `listener` how it goes.
  public init(
    _ configuration: ComparisonConfiguration,
    listener: @escaping @Sendable (PipelineEvent) -> Void = { _ in }
  ) {
    self.configuration = configuration
    pipeline = Pipeline(configuration.pipeline, listener: listener)
  }

  /// Judges the synthetic table and writes the report; nothing half-written stays when it throws.
  ///
  /// Without a hold-out file, a tenth of the real rows is set aside to test models on. The generator may have seen them, so
  /// what needs unseen rows is not applicable.
  /// - Throws: `PipelineError`, `DatasetError` or `ValidationError`.
  public func run() throws -> ComparisonSummary {
    try pipeline.configuration.check()
    try configuration.check()
    let directory = try RunDirectory(
      path: configuration.resolvedDirectory, replacesExisting: configuration.replacesExisting)
    defer { directory.discard() }

    let input = try pipeline.read(into: directory)
    var dataset = try pipeline.infer(input, notesFindings: false)
    let synthetic = try readSynthetic(&dataset)
    let parts = try pipeline.split(dataset)
    let report = try pipeline.compare(
      parts, synthetic, dataset, holdoutIsUnseen: dataset.holdout != nil)
    return try write(report, dataset, into: directory)
  }

  private func readSynthetic(_ dataset: inout Dataset) throws -> Table {
    let path = configuration.syntheticPath
    let table = try pipeline.clock.run(
      .read, detail: { "\($0.rowCount.counted("synthetic row"))" }
    ) { try pipeline.readBeside(path, dataset.input, schema: &dataset.schema) }
    dataset.input.files.append(
      ManifestFile(role: "synthetic", path: path, digest: try FileDigest(path: path)))
    return table
  }

  private func write(
    _ report: ValidationReport, _ dataset: Dataset, into directory: RunDirectory
  ) throws -> ComparisonSummary {
    try pipeline.clock.run(.write) {
      var document = report
      document.timings = []
      try directory.write(try JSONLines.document(document), to: RunFile.report)
      let page = ReportPage(document, dataset, configuration)
      try directory.write(Data(try ReportRenderer.html(page).utf8), to: RunFile.page)
      let outputs = try directory.files().map { try ManifestFile($0, in: directory) }
      var resolved = configuration
      resolved.real.label = dataset.labelName
      resolved.validation = pipeline.configuration.resolvedValidation
      let manifest = Manifest(
        seed: configuration.seed, isPublished: report.gate.isPassed,
        request: try configuration.request(dataset.input.files.map(RequestInput.init)),
        syntheticCount: report.rows.synthetic, configuration: resolved,
        inputs: dataset.input.files, outputs: outputs)
      try directory.write(try manifest.encoded(), to: RunFile.manifest)
    }
    let summary = ComparisonSummary(
      report, label: dataset.label.reason, path: directory.path,
      seconds: pipeline.clock.elapsedSeconds)
    try directory.commit()
    return summary
  }
}
