internal import Foundation

/// Where a training on images keeps its state, in the run's store.
///
/// Beside the last checkpoint and its log, there is a sheet of images for every tenth of the training, which can be looked at while
/// it goes on.
struct CheckpointStore: Sendable {
  /// The folder.
  let store: RunStore
  /// The state to go on from; nil for a new training.
  let checkpoint: ImageCheckpoint?
  /// What was logged up to that state.
  let log: ImageTrainingLog

  /// What a training is made from.
  private struct Identity: Codable, Equatable {
    var configuration: ImageTrainingConfiguration
    var interval: Int
    var images: String
  }

  private static let sheetPrefix = "images-"

  /// Takes up what an interrupted run has left in its store.
  /// - Throws: `PipelineError.otherRun` when it belongs to another run.
  init(_ store: RunStore, _ configuration: ImagePipelineConfiguration, images: EncodedImages) throws
  {
    self.store = store
    var digest = ByteDigest()
    digest.add(images.pixels)
    digest.add(images.labels.map { UInt8(truncatingIfNeeded: $0) })
    try store.identify(
      try JSONLines.document(
        Identity(
          configuration: configuration.resolvedTraining,
          interval: configuration.output.checkpointInterval, images: digest.value.sha256)))
    guard store.hasState else {
      (checkpoint, log) = (nil, ImageTrainingLog())
      return
    }
    let files = store.state("")
    let found = try ImageCheckpoint(files: files)
    checkpoint = found
    log = try ImageTrainingLog(files[RunFile.training] ?? Data(), network: found.network)
  }

  /// Keeps a state; the one before is there until the new one is whole.
  func keep(_ checkpoint: ImageCheckpoint, log: ImageTrainingLog) throws {
    var files = try checkpoint.files()
    files[RunFile.training] = try log.encoded()
    try store.keep(files, as: "")
  }

  /// Keeps a sheet of images: a row per class.
  func keep(
    _ preview: EncodedImages, _ progress: ImageTrainingProgress, _ training: ImageSet
  ) throws {
    let encoder = ImageEncoder(
      width: training.width, height: training.height, channels: training.channels)
    let images = ImageSet(
      pixels: encoder.decode(preview), width: training.width, height: training.height,
      channels: training.channels, labels: preview.labels, classNames: training.classNames,
      names: preview.labels.map { _ in "" })
    let columns = max(1, images.count / max(1, Set(images.labels).count))
    let sheet = ImageGrid(
      columnCount: columns, magnification: max(1, 48 / max(images.width, images.height)))
    let tenth = (progress.step * 10 / progress.stepCount) * 10
    try sheet.write(
      images, indices: Array(0..<images.count),
      to: store.path + "/"
        + Self.sheetName(network: progress.network, of: progress.networkCount, tenth))
  }

  private static func sheetName(network: Int, of count: Int, _ percent: Int) -> String {
    let number = percent < 100 ? "0\(percent)" : "\(percent)"
    return sheetPrefix + (count > 1 ? "\(network)-" : "") + number + ".png"
  }

  /// The sheets so far, by name.
  func sheets() -> [(name: String, data: Data)] {
    store.names.filter { $0.hasPrefix(Self.sheetPrefix) && $0.hasSuffix(".png") }
      .compactMap { name in store.file(name).map { (name, $0) } }
  }
}
