internal import Foundation
internal import Reporting

extension ReportPage {
  /// The page of a run.
  init(_ results: Results, log: TrainingLog, configuration: PipelineConfiguration) {
    let (dataset, report) = (results.dataset, results.report)
    let isPublished = report.gate.isPassed
    let input = configuration.input.shownName
    let made = results.synthetic.rowCount.counted("synthetic row")
    let format = configuration.output.formats.first ?? .csv
    self.init(
      title: isPublished ? "\(made) for \(input)" : "\(made) for \(input), not published",
      outcome: isPublished
        ? "The rows are in \(RunFile.synthetic(format)), and behind the real ones in \(RunFile.augmented(format))."
        : "Nothing was published: there is this report and the model, but no dataset.",
      report: report, program: "augment \(augmentVersion)")
    facts = [
      dataset.table.columns.count.counted("column"),
      dataset.labelName.map { "label ‘\($0.shown())’" } ?? "no label",
      "learned from \(results.parts.training.rowCount.counted("row"))",
      "judged on \(results.parts.holdout.rowCount.counted("unseen row"))",
      "seed \(configuration.seed)",
    ]
    notes = DataNotes(dataset).sentences.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
    let kept = results.constraints?.sentence(rowCount: results.synthetic.rowCount)
    notes =
      [kept].compactMap { $0 } + (results.drawing?.sentences ?? [])
      + (results.completion?.sentences ?? []) + notes
    losses = LossCurve.curves(log.sorted)
    gain = report.augmentation.map(GainPicture.init)
    distances = report.privacy.distances.map(DistancePicture.init)
    if isPublished && results.synthetic.rowCount > 0 {
      sample = SampleRows(
        results.synthetic, besides: [dataset.table, results.parts.holdout], schema: dataset.schema)
    } else {
      sampleReason =
        isPublished ? "No rows were made." : "As nothing was published, no rows are shown."
    }
    provenance = ProvenanceGroup.groups(results, configuration: configuration)
    files = RunSummary.files(isPublished: isPublished, results, configuration).filter {
      $0.name != RunFile.page
    }
    .map { ProvenanceGroup.Fact($0.name, $0.detail) }
  }
}

extension InputConfiguration {
  /// The input's name without its folders: where a file lies says nothing about what was made from it.
  var shownName: String {
    path == "-" ? "standard input" : (path as NSString).lastPathComponent
  }
}
