internal import Foundation

extension ImagePipeline {
  /// Writes the model, the course of the training and its sheets.
  func writeModel(
    _ trained: TrainedImages, _ parts: ImageParts, into directory: RunDirectory
  ) throws {
    try directory.write(try trained.log.encoded(), to: RunFile.training)
    try directory.makeDirectory(RunFile.model)
    for (name, data) in try ImageModelFiles.encode(trained.model) {
      try directory.write(data, to: RunFile.model + "/" + name)
    }
    try directory.write(
      try ModelUse(parts, configuration).encoded(), to: RunFile.model + "/" + ModelUse.name)
    try directory.makeDirectory(RunFile.sheets)
    for (name, data) in trained.store.sheets() {
      try directory.write(data, to: RunFile.sheets + "/" + name)
    }
  }

  /// Writes and publishes a run directory that holds a model and no images.
  func write(
    _ trained: TrainedImages, _ input: ImageInput, _ parts: ImageParts,
    into directory: RunDirectory
  ) throws -> TrainingSummary {
    let store = trained.store.store
    try clock.run(.write) {
      try writeModel(trained, parts, into: directory)
      var resolved = configuration
      resolved.training = trained.model.configuration
      resolved.input.size = parts.training.size
      let manifest = Manifest(
        seed: configuration.seed, isPublished: true,
        request: try configuration.request(input.requestInputs, step: .train),
        configuration: resolved,
        inputs: input.files,
        outputs: try directory.files().map { try ManifestFile($0, in: directory) })
      try directory.write(try manifest.encoded(), to: RunFile.manifest)
    }
    let summary = TrainingSummary(
      directory: directory.path, realCount: parts.training.count, noun: "image",
      networkCount: trained.model.networkCount,
      stepCount: trained.model.configuration.steps ?? 0, totalSeconds: clock.elapsedSeconds)
    try directory.publish(
      RunTimings(
        threadCount: configuration.threadCount, totalSeconds: summary.totalSeconds,
        stages: clock.all, validation: []), store)
    store.remove()
    return summary
  }
}
