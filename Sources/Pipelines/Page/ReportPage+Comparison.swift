internal import Foundation
internal import Reporting

extension ReportPage {
  /// The page of a table that was made elsewhere.
  init(_ report: ValidationReport, _ dataset: Dataset, _ configuration: ComparisonConfiguration) {
    let made = (configuration.syntheticPath as NSString).lastPathComponent
    let isUnseen = dataset.holdout != nil
    self.init(
      title: "\(made) against \(configuration.real.shownName)",
      outcome: isUnseen
        ? "The table was judged against real rows that its generator has not seen."
        : "No unseen rows were given: what needs them is left out, and models were tested on a tenth of the "
          + "real rows.",
      report: report, program: "augment \(augmentVersion)")
    facts = [
      dataset.table.columns.count.counted("column"),
      dataset.labelName.map { "label ‘\($0.shown())’" } ?? "no label",
      report.rows.synthetic.counted("synthetic row"), report.rows.training.counted("real row"),
      report.rows.holdout.counted(isUnseen ? "unseen row" : "row")
        + (isUnseen ? "" : " to test on"),
    ]
    gain = report.augmentation.map(GainPicture.init)
    distances = report.privacy.distances.map(DistancePicture.init)
    sampleReason = "Rows of a table that was made elsewhere are not repeated here."
    provenance = [
      ProvenanceGroup(
        title: "Input",
        facts: dataset.input.files.flatMap { file in
          [
            ProvenanceGroup.Fact(
              file.role ?? "file",
              file.path == "-" ? "standard input" : (file.path as NSString).lastPathComponent),
            ProvenanceGroup.Fact("SHA-256", file.sha256, isCode: true),
          ]
        }),
      ProvenanceGroup(
        title: "Comparison",
        facts: [
          ProvenanceGroup.Fact("label", dataset.label.reason),
          ProvenanceGroup.Fact("gate", report.gate.isEnabled ? "on" : "off"),
          ProvenanceGroup.Fact("seed", "\(configuration.seed)"),
          ProvenanceGroup.Fact("program", "augment \(augmentVersion)"),
        ]),
    ]
    files = [
      ProvenanceGroup.Fact(RunFile.report, "every measurement, per column and per class"),
      ProvenanceGroup.Fact(RunFile.manifest, "inputs, outputs, seed and configuration"),
    ]
  }
}
