internal import Foundation
internal import Reporting

extension ProvenanceGroup {
  /// What a run was made from and how; the full list is in the manifest.
  static func groups(
    _ results: Results, configuration: PipelineConfiguration
  ) -> [ProvenanceGroup] {
    [
      input(results), rows(results, configuration), training(results, configuration),
      comparison(results, configuration),
    ]
  }

  private static func input(_ results: Results) -> ProvenanceGroup {
    let dataset = results.dataset
    let files = dataset.input.files.flatMap { file in
      [
        Fact(file.role ?? "file", file.path == "-" ? "standard input" : file.name),
        Fact("size", file.byteCount.counted("byte")),
        Fact("SHA-256", file.sha256, isCode: true),
      ]
    }
    return ProvenanceGroup(
      title: "Input",
      facts: files + [
        Fact("rows", dataset.table.rowCount.grouped),
        Fact("columns", dataset.table.columns.count.grouped),
        Fact("label", dataset.label.reason),
      ])
  }

  private static func rows(
    _ results: Results, _ configuration: PipelineConfiguration
  ) -> ProvenanceGroup {
    let sampling = configuration.sampling
    return ProvenanceGroup(
      title: "Rows",
      facts: [
        Fact("learned from", results.parts.training.rowCount.grouped),
        Fact(
          results.dataset.holdout == nil ? "held out for the comparison" : "hold-out, as given",
          results.parts.holdout.rowCount.grouped),
        Fact("made", results.synthetic.rowCount.grouped),
        Fact(
          "classes",
          results.completion != nil
            ? "as given, or drawn given the other cells"
            : sampling.isBalanced ? "equally many rows of each" : "in their real shares"),
        Fact("draws", sampling.isStratified ? "spread evenly" : "independent"),
        Fact(
          "extremes",
          sampling.calibratesExtremes && results.drawing == nil && results.completion == nil
            ? "set to the real ones" : "as drawn"),
        Fact("seed", "\(configuration.seed)"),
      ]
        + (results.drawing?.condition.map { [Fact("condition", $0.shown(200), isCode: true)] } ?? [])
    )
  }

  private static func training(
    _ results: Results, _ configuration: PipelineConfiguration
  ) -> ProvenanceGroup {
    let training = configuration.training
    let networks = results.model.plan.networks
    let steps = networks.map(\.stepCount)
    let range =
      steps.min() == steps.max()
      ? (steps.max() ?? 0).grouped
      : "\((steps.min() ?? 0).grouped) to \((steps.max() ?? 0).grouped)"
    var facts = [
      Fact("generators", networks.count.grouped),
      Fact("objective", training.objective.rawValue),
      Fact("steps of each", range),
      Fact("rows per step", training.batchSize.grouped),
      Fact("tokens per row", results.encoder.tokens.count.grouped),
      Fact("arithmetic", training.precision == .auto ? "float32" : training.precision.rawValue),
    ]
    if let seconds = training.timeBudgetSeconds {
      facts.append(Fact("time budget", seconds.spokenSeconds))
    }
    return ProvenanceGroup(title: "Training", facts: facts)
  }

  private static func comparison(
    _ results: Results, _ configuration: PipelineConfiguration
  ) -> ProvenanceGroup {
    let validation = configuration.validation
    let rows = results.report.rows
    return ProvenanceGroup(
      title: "Comparison",
      facts: [
        Fact("gate", validation.gate.isEnabled ? "on" : "off"),
        Fact("rows of each side, told apart", rows.detectionHoldout.grouped),
        Fact("trees that tell them apart", validation.detectionRounds.grouped),
        Fact("rounds of the models", (results.report.utility?.rounds ?? 0).grouped),
        Fact("rows measured for nearness", rows.closest.grouped),
        Fact("program", "augment \(augmentVersion)"),
      ])
  }
}

extension ManifestFile {
  /// The path without its folders.
  fileprivate var name: String { (path as NSString).lastPathComponent }
}
