internal import Foundation

/// What a training on a table has made.
struct TrainedTable: Sendable {
  var dataset: Dataset
  var parts: Parts
  var encoder: TableEncoder
  var rows: EncodedTable
  var model: TableModel
}

extension Pipeline {
  /// Writes the model, what was found in the table and the losses.
  func writeModel(_ trained: TrainedTable, into directory: RunDirectory) throws {
    let schema = SchemaFile.text(
      trained.dataset.schema, label: trained.dataset.labelName,
      missingMarkers: configuration.input.missingMarkers,
      constraints: trained.dataset.constraints.rules,
      suggestions: trained.dataset.suggestedConstraints)
    try directory.write(Data(schema.utf8), to: RunFile.schema)
    try directory.write(try log.encoded(), to: RunFile.training)
    try directory.makeDirectory(RunFile.model)
    let model = try ModelFiles.encode(trained.model, encoder: trained.encoder)
    for (name, data) in model { try directory.write(data, to: RunFile.model + "/" + name) }
    try directory.write(
      try ModelUse(trained, configuration).encoded(), to: RunFile.model + "/" + ModelUse.name)
  }

  /// Writes and publishes a run directory that holds a model and no rows.
  func write(
    _ trained: TrainedTable, into directory: RunDirectory, _ store: RunStore
  ) throws -> TrainingSummary {
    try clock.run(.write) {
      try writeModel(trained, into: directory)
      var resolved = configuration
      resolved.training = configuration.resolvedTraining
      resolved.input.label = trained.dataset.labelName
      let manifest = Manifest(
        seed: configuration.seed, isPublished: true,
        request: try configuration.request(
          trained.dataset.input.files.map(RequestInput.init), step: .train),
        trainingKey: try trainingKey(trained.dataset), configuration: resolved,
        inputs: trained.dataset.input.files,
        outputs: try directory.files().map { try ManifestFile($0, in: directory) })
      try directory.write(try manifest.encoded(), to: RunFile.manifest)
    }
    let summary = TrainingSummary(
      directory: directory.path, realCount: trained.parts.training.rowCount, noun: "row",
      networkCount: trained.model.plan.networks.count,
      stepCount: trained.model.plan.networks.map(\.stepCount).reduce(0, +),
      totalSeconds: clock.elapsedSeconds)
    try directory.publish(
      RunTimings(
        threadCount: configuration.threadCount, totalSeconds: summary.totalSeconds,
        stages: clock.all, validation: []), store)
    store.remove()
    return summary
  }
}
