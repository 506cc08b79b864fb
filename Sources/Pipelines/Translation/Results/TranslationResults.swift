internal import Foundation
internal import Parallel
internal import Reporting

/// What the stages of one run have made, before it is written.
struct TranslationResults: Sendable {
  var data: TranslationData
  var trained: TrainedTranslation
  var made: [TranslatedItem]
  var findings: TranslationFindings
}

extension RunFile {
  /// The folder of the images that were made from others.
  public static let images = "images"
}

/// `report.json` of a run that turned images into images.
struct TranslationReport: Codable, Sendable {
  var findings: TranslationFindings
  /// Files that were not read, and why.
  var skipped: [String]
  /// What happened in the training and was done about it.
  var events: [String]
  /// What a person should know about the input.
  var notes: [String]
}

/// `translation.json` of a saved model: what using it needs beside the networks.
struct TranslationUse: Codable, Sendable, Equatable {
  static let name = "translation.json"

  var formatVersion = 1
  /// What the sets of images are called that it knows; empty where there is one.
  var kinds: [String]
  /// What happens to an image of another shape.
  var fit: ImageFit
}

extension TranslationPipeline {
  /// Writes everything, publishes the directory and says what came of it.
  ///
  /// Without the gate's consent no images but those of the report are in it.
  func write(
    _ results: TranslationResults, into directory: RunDirectory
  ) throws -> TranslationSummary {
    let isPublished = results.findings.gate.isPassed
    try clock.run(.write) {
      if isPublished { try writeImages(results, into: directory) }
      try directory.write(
        try JSONLines.document(
          TranslationReport(
            findings: results.findings,
            skipped: results.data.skipped.map { $0.description.shown(300) },
            events: results.trained.log.events, notes: results.data.notes)), to: RunFile.report)
      try writeModel(results.trained, results.data, into: directory)
      let page = try TranslationPage(results, configuration, isPublished: isPublished)
      try directory.write(Data(try ReportRenderer.html(page).utf8), to: RunFile.page)
      try writeManifest(
        results.trained, results.data, count: results.made.count, step: .run,
        isPublished: isPublished, into: directory)
    }
    let summary = TranslationSummary(
      results, configuration: configuration, path: directory.path,
      totalSeconds: clock.elapsedSeconds)
    try directory.publish(
      RunTimings(
        threadCount: summary.threadCount, totalSeconds: summary.totalSeconds, stages: clock.all,
        validation: []), results.trained.store)
    if isPublished { results.trained.store.remove() }
    return summary
  }

  /// Writes and publishes a run directory that holds a model and no images.
  func write(
    _ trained: TrainedTranslation, _ data: TranslationData, into directory: RunDirectory
  ) throws -> TrainingSummary {
    try clock.run(.write) {
      try writeModel(trained, data, into: directory)
      try writeManifest(
        trained, data, count: nil, step: .train, isPublished: true, into: directory)
    }
    let summary = TrainingSummary(
      directory: directory.path, realCount: data.trainingCount, noun: "image",
      networkCount: trained.model.directionCount,
      stepCount: trained.model.configuration.steps ?? 0, totalSeconds: clock.elapsedSeconds)
    try directory.publish(
      RunTimings(
        threadCount: configuration.threadCount, totalSeconds: summary.totalSeconds,
        stages: clock.all, validation: []), trained.store)
    trained.store.remove()
    return summary
  }

  private func writeImages(
    _ results: TranslationResults, into directory: RunDirectory
  ) throws {
    try directory.makeDirectory(RunFile.images)
    let outputs = results.made.map { item in
      let folder =
        results.data.kinds.count == 2 && results.trained.model.directionCount == 2
        ? "to-\(FolderName.encoded(results.data.kinds[1 - item.item.direction]))/" : ""
      return StoredImage(name: folder + item.item.name, raster: item.output)
    }
    try directory.write(outputs, below: RunFile.images)
  }

  private func writeModel(
    _ trained: TrainedTranslation, _ data: TranslationData, into directory: RunDirectory
  ) throws {
    try directory.write(try trained.log.encoded(), to: RunFile.training)
    try directory.makeDirectory(RunFile.model)
    for (name, data) in try TranslationModelFiles.encode(trained.model) {
      try directory.write(data, to: RunFile.model + "/" + name)
    }
    try directory.write(
      try JSONLines.document(
        TranslationUse(kinds: data.kinds, fit: configuration.input.fit)),
      to: RunFile.model + "/" + TranslationUse.name)
  }

  private func writeManifest(
    _ trained: TrainedTranslation, _ data: TranslationData, count: Int?, step: JobStep,
    isPublished: Bool, into directory: RunDirectory
  ) throws {
    var resolved = configuration
    resolved.training = trained.model.configuration
    let prefix = RunFile.images + "/"
    let all = directory.files()
    let own = all.filter { $0.hasPrefix(prefix) }
    var outputs = try all.filter { !$0.hasPrefix(prefix) }.map {
      try ManifestFile($0, in: directory)
    }
    if !own.isEmpty {
      outputs.append(
        try ManifestFile(
          folder: RunFile.images, own, in: directory,
          team: ThreadTeam(threadCount: configuration.threadCount)))
    }
    let manifest = Manifest(
      seed: configuration.seed, isPublished: isPublished,
      request: try configuration.request(data.requestInputs, step: step), syntheticCount: count,
      configuration: resolved, inputs: data.files, outputs: outputs.sorted { $0.path < $1.path })
    try directory.write(try manifest.encoded(), to: RunFile.manifest)
  }
}

extension RunDirectory {
  /// Writes images as PNG files below a folder that exists, in folders as their names say.
  func write(_ images: [StoredImage], below folder: String) throws {
    for image in images {
      let parts = image.name.split(separator: "/").map(String.init)
      var place = folder
      for part in parts.dropLast() {
        place += "/" + part
        try makeDirectory(place)
      }
      let stem = (parts.last ?? "") as NSString
      let bytes: [UInt8]
      do throws(DatasetError) {
        bytes = try PNGEncoder.encode(image.raster)
      } catch {
        throw PipelineError(writing: error, to: self)
      }
      try write(Data(bytes), to: place + "/" + stem.deletingPathExtension + ".png")
    }
  }
}
