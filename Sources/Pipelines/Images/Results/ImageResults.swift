internal import Foundation
internal import Parallel
internal import Reporting

/// What the stages of one run have made, before it is written.
struct ImageResults: Sendable {
  var input: ImageInput
  var parts: ImageParts
  var trained: TrainedImages
  var sampled: SampledImages
  var judged: JudgedImages
}

extension RunFile {
  /// The folder of the synthetic images, one folder per class.
  public static let syntheticImages = "synthetic"
  /// The folder of the real images and the synthetic ones, one folder per class.
  public static let augmentedImages = "augmented"
  /// The list of the synthetic images.
  public static let imageList = "manifest.csv"
  /// The folder of the sheets of the training.
  public static let sheets = "training"
}

extension ImagePipeline {
  /// Writes everything, publishes the directory and says what came of it.
  ///
  /// Without the gate's consent no images but those of the report are in it.
  func write(_ results: ImageResults, into directory: RunDirectory) throws -> ImageRunSummary {
    let isPublished = results.judged.report.gate.isPassed
    try clock.run(.write) {
      if isPublished { try writeImages(results, into: directory) }
      try writeFindings(results, into: directory)
      try writeManifest(results, isPublished: isPublished, into: directory)
    }
    let summary = ImageRunSummary(
      results, configuration: configuration, path: directory.path, stages: clock.all,
      totalSeconds: clock.elapsedSeconds)
    try directory.publish(
      RunTimings(
        threadCount: summary.threadCount, totalSeconds: summary.totalSeconds,
        stages: summary.stages, validation: results.judged.report.timings),
      results.trained.store.store)
    // Where nothing was published, another look at the same training may be wanted.
    if isPublished { results.trained.store.store.remove() }
    return summary
  }

  private func writeImages(_ results: ImageResults, into directory: RunDirectory) throws {
    let images = results.judged.images
    let team = ThreadTeam(threadCount: configuration.threadCount)
    do throws(DatasetError) {
      if images.count > 0 {
        let files = try ImageFolderWriter().write(
          images, to: directory.file(RunFile.syntheticImages), team: team)
        try ImageManifest.write(
          files: files.map { RunFile.syntheticImages + "/" + $0 }, of: images,
          columns: ImageColumns(results).columns, to: directory.file(RunFile.imageList))
      }
      var augmented = [
        ImageFolderWriter.Part(results.input.images, prefix: "real_"),
        ImageFolderWriter.Part(images, prefix: "synthetic_"),
      ]
      if let repeated = results.judged.repeated {
        augmented.append(ImageFolderWriter.Part(repeated, prefix: "repeated_"))
      }
      try ImageFolderWriter().write(
        augmented, to: directory.file(RunFile.augmentedImages), team: team)
      try writeArrays(images, into: directory)
    } catch {
      throw PipelineError(writing: error, to: directory)
    }
  }

  private func writeArrays(
    _ images: ImageSet, into directory: RunDirectory
  ) throws(DatasetError) {
    guard images.count > 0 else { return }
    for format in configuration.output.formats {
      switch format {
      case .idx: _ = try IDXWriter.write(images, to: directory.temporaryPath, stem: "synthetic")
      case .npz:
        try NPZWriter.write(
          images, split: "synthetic", to: directory.file(RunFile.syntheticImages + ".npz"))
      }
    }
  }

  private func writeFindings(_ results: ImageResults, into directory: RunDirectory) throws {
    var report = ImageReport(results)
    report.validation.timings = []
    try directory.write(try JSONLines.document(report), to: RunFile.report)
    let page = try ImageReportPage(results, configuration: configuration)
    try directory.write(Data(try ReportRenderer.html(page).utf8), to: RunFile.page)
    let card = DataCard(results, configuration: configuration)
    try directory.write(Data(card.text.utf8), to: RunFile.card)
    try writeModel(results.trained, results.parts, into: directory)
  }

  private func writeManifest(
    _ results: ImageResults, isPublished: Bool, into directory: RunDirectory
  ) throws {
    var resolved = configuration
    resolved.training = results.trained.model.configuration
    resolved.validation = configuration.resolvedValidation
    resolved.input.size = results.parts.training.size
    if resolved.sampling.imageCount == nil && resolved.sampling.classCounts == nil {
      resolved.sampling.imageCount = .count(results.sampled.images.count)
    }
    let folders = [RunFile.syntheticImages, RunFile.augmentedImages]
    let all = directory.files()
    let single = all.filter { name in !folders.contains { name.hasPrefix($0 + "/") } }
    var outputs = try single.map { try ManifestFile($0, in: directory) }
    let team = ThreadTeam(threadCount: configuration.threadCount)
    for folder in folders {
      let own = all.filter { $0.hasPrefix(folder + "/") }
      if !own.isEmpty {
        outputs.append(
          try ManifestFile(folder: folder, own, in: directory, team: team))
      }
    }
    let manifest = Manifest(
      seed: configuration.seed, isPublished: isPublished,
      request: try configuration.request(results.input.requestInputs),
      syntheticCount: results.judged.images.count, configuration: resolved,
      inputs: results.input.files, outputs: outputs.sorted { $0.path < $1.path })
    try directory.write(try manifest.encoded(), to: RunFile.manifest)
  }
}

extension ManifestFile {
  /// A folder of many files: the digest is that of the list `sha256sum` prints for them, sorted by path.
  init(
    folder: String, _ files: [String], in directory: RunDirectory, team: ThreadTeam
  ) throws {
    let sorted = files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let digest = try FileDigest(listing: sorted, in: directory.temporaryPath, team: team)
    self.init(role: nil, path: folder + "/", byteCount: digest.byteCount, sha256: digest.sha256)
  }
}

/// `report.json` of a run on images.
struct ImageReport: Codable, Sendable {
  /// Everything that was measured.
  var validation: ImageValidation
  /// What happened to the images that were drawn, class by class.
  var selection: [ClassSelection]
  /// Files that were not read, and why.
  var skipped: [String]
  /// What the monitors of the training noticed and did.
  var events: [String]
  /// What a person should know about the input.
  var notes: [String]

  init(_ results: ImageResults) {
    validation = results.judged.report
    selection = results.judged.selection
    skipped = results.input.images.skipped.map { $0.description.shown(300) }
    events = results.trained.log.events
    notes = results.input.notes
  }
}

/// What the list says of each synthetic image, beside file and class.
struct ImageColumns {
  let columns: [Column]

  init(_ results: ImageResults) {
    let judged = results.judged
    let confidence = judged.draws.indices.map { index -> String in
      guard let row = judged.details.probabilities?[index] else { return "" }
      return Self.spelled(Double(row[row.startIndex + Int(judged.draws[index].label)]), 4)
    }
    let distances = judged.draws.indices.map { index -> String in
      guard let image = judged.details.nearest?[index] else { return "" }
      return Self.spelled(image.meanDistance(results.parts.shape), 3)
    }
    columns = [
      Column(name: "seed", cells: judged.draws.map { String($0.number) }),
      Column(name: "confidence", cells: confidence),
      Column(name: "nearest_real_distance", cells: distances),
    ]
  }

  private static func spelled(_ number: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", number)
  }
}
