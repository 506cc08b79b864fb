internal import Foundation
internal import Parallel

extension ModelSampling {
  /// Draws images some at a time and writes them as PNG files, one folder per class, with their list.
  func sampleImages(_ saved: SavedModel) throws -> SamplingSummary {
    guard let use = saved.use.images else {
      throw PipelineError.unusableModel(path: saved.path, reason: "sampling.json is damaged")
    }
    let unsuitable = [
      ("format", configuration.format != nil), ("where", configuration.condition != nil),
      ("like", configuration.likePath != nil),
    ]
    for (name, isGiven) in unsuitable where isGiven {
      throw PipelineError.unsuitableOption(name: name, input: "a model of images")
    }
    let path = configuration.outputPath ?? configuration.defaultName
    try ConfigurationCheck.require(path != "-", "output", "-", "a folder for images")
    let directory = try RunDirectory(
      path: path, replacesExisting: configuration.replacesExisting)
    defer { directory.discard() }
    let model = try clock.run(.read) { try saved.images() }
    let counts = try configuration.classCounts(saved.use) { _ in true }
    let draws = counts.enumerated().flatMap { label, count in
      (0..<count).map { ImageDraw(label: Int32(label), number: $0) }
    }
    try clock.run(.sample, detail: { draws.count.counted("image") }) {
      do throws(DatasetError) {
        try write(draws, model, saved.use.classNames, use, into: directory)
      } catch {
        throw PipelineError(writing: error, to: directory)
      }
      try writeManifest(saved, use, counts, into: directory)
      try directory.commit()
    }
    return summary(saved, counts, kind: .images, output: directory.path + "/")
  }

  private func write(
    _ draws: [ImageDraw], _ model: ImageModel, _ classNames: [String], _ use: ModelUse.Images,
    into directory: RunDirectory
  ) throws(DatasetError) {
    let encoder = ImageEncoder(width: use.width, height: use.height, channels: use.channels)
    let truncation = configuration.truncation ?? use.truncation
    let seed = configuration.seed(of: .sample)
    let labels = draws.map(\.label)
    let files = try ImageFolderWriter().write(
      labels: labels, classNames: classNames, prefix: "synthetic_", to: directory.file(Self.drawn),
      team: ThreadTeam(threadCount: configuration.threadCount)
    ) { range in
      let drawn = model.sample(
        Array(draws[range]), seed: seed, truncation: truncation,
        threadCount: configuration.threadCount)
      return ImageSet(
        pixels: encoder.decode(drawn), width: use.width, height: use.height,
        channels: use.channels, labels: Array(labels[range]), classNames: classNames,
        names: range.map { _ in "" })
    }
    try Self.moveUp(Self.drawn, in: directory)
    let list = ImageSet(
      pixels: [], width: use.width, height: use.height, channels: use.channels, labels: labels,
      classNames: classNames, names: files)
    try ImageManifest.write(
      files: files, of: list,
      columns: [Column(name: "seed", cells: draws.map { String($0.number) })],
      to: directory.file(RunFile.imageList))
  }

  /// Where class folders are until all images are written; no class has a folder of this name.
  private static let drawn = ".drawn"

  /// Moves what a folder holds to where it stands itself.
  private static func moveUp(_ name: String, in directory: RunDirectory) throws(DatasetError) {
    let manager = FileManager.default
    do {
      for entry in try manager.contentsOfDirectory(atPath: directory.file(name)) {
        try manager.moveItem(
          atPath: directory.file(name) + "/" + entry, toPath: directory.file(entry))
      }
      try manager.removeItem(atPath: directory.file(name))
    } catch {
      throw .writeFailed(path: directory.path, reason: error.localizedDescription)
    }
  }

  /// Which model the images come from, and how to draw them again.
  private func writeManifest(
    _ saved: SavedModel, _ use: ModelUse.Images, _ counts: [Int], into directory: RunDirectory
  ) throws {
    let names = [ModelFiles.descriptionName, ModelFiles.weightsName, ModelUse.name]
    let inputs = try names.map { name in
      ManifestFile(
        role: "model", path: name, digest: try FileDigest(path: saved.folder + "/" + name))
    }
    let manifest = Manifest(
      seed: configuration.seed, isPublished: true,
      configuration: DrawnImages(
        classNames: saved.use.classNames, classCounts: counts,
        truncation: configuration.truncation ?? use.truncation),
      inputs: inputs, outputs: [try ManifestFile(RunFile.imageList, in: directory)])
    try directory.write(try manifest.encoded(), to: RunFile.manifest)
  }
}

/// The configuration in the manifest of drawn images.
struct DrawnImages: Codable, Sendable, Equatable {
  var classNames: [String]
  var classCounts: [Int]
  var truncation: Double?
}
