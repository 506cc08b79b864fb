internal import Foundation
internal import Glibc

/// Where a training keeps its state, so that it can be taken up again: a folder beside the run directory.
///
/// It holds the last checkpoint, the log, what the run is made from, and a sheet of images for every tenth of the
/// training, which can be looked at while it goes on. A run that ends removes it.
struct CheckpointStore: Sendable {
  /// The folder.
  let path: String
  /// The state to go on from; nil for a new training.
  let checkpoint: ImageCheckpoint?
  /// What was logged up to that state.
  let log: ImageTrainingLog

  /// What a training is made from.
  private struct Identity: Codable, Equatable {
    var formatVersion = 1
    var configuration: ImageTrainingConfiguration
    var interval: Int
    var images: String
  }

  private static let identityName = "identity.json"
  private static let processName = "process"
  private static let stateName = "state"
  private static let sheetPrefix = "images-"

  /// Takes up what an interrupted run has left, if that is asked for.
  /// - Throws: `PipelineError.unfinishedRun` when something is left and not asked for, `otherRun` when it belongs to another run.
  init(
    _ configuration: ImagePipelineConfiguration, images: EncodedImages, classNames: [String]
  ) throws {
    path = Self.path(configuration)
    var digest = ByteDigest()
    digest.add(images.pixels)
    digest.add(images.labels.map { UInt8(truncatingIfNeeded: $0) })
    let identity = Identity(
      configuration: configuration.resolvedTraining,
      interval: configuration.output.checkpointInterval, images: digest.value.sha256)
    let isThere = FileManager.default.fileExists(atPath: path)
    if isThere {
      try Self.checkIsStore(path)
      try Self.checkIsFree(path)
    }
    let state = path + "/" + Self.stateName
    let hasState = isThere && FileManager.default.fileExists(atPath: state)
    if !hasState || configuration.output.replacesExisting && !configuration.output.resumes {
      (checkpoint, log) = (nil, ImageTrainingLog())
      if isThere { try? FileManager.default.removeItem(atPath: path) }
      try begin(identity)
      return
    }
    guard configuration.output.resumes else { throw PipelineError.unfinishedRun(path: path) }
    let known = (try? Data(contentsOf: URL(filePath: path + "/" + Self.identityName))).flatMap {
      try? JSONDecoder().decode(Identity.self, from: $0)
    }
    guard known == identity else { throw PipelineError.otherRun(path: path) }
    UnfinishedTraining.set(path)
    var files: [String: Data] = [:]
    for name in [ImageCheckpoint.weightsName, ImageCheckpoint.descriptionName] {
      files[name] = try? Data(contentsOf: URL(filePath: state + "/" + name))
    }
    let found = try ImageCheckpoint(files: files)
    checkpoint = found
    let lines = try? Data(contentsOf: URL(filePath: state + "/" + RunFile.training))
    log = try ImageTrainingLog(lines ?? Data(), network: found.network)
    try claim()
  }

  /// `made` becomes `made.checkpoint`.
  private static func path(_ configuration: ImagePipelineConfiguration) -> String {
    RunDirectory.withoutTrailingSlashes(configuration.outputDirectory) + ".checkpoint"
  }

  private static func checkIsStore(_ path: String) throws(PipelineError) {
    guard FileManager.default.fileExists(atPath: path + "/" + identityName) else {
      throw .notACheckpoint(path: path)
    }
  }

  private func begin(_ identity: Identity) throws {
    guard mkdir(path, 0o777) == 0 else {
      throw PipelineError.cannotCreate(path: path, reason: systemReason(errno))
    }
    UnfinishedDirectories.add(path)
    try write(try JSONLines.document(identity), to: Self.identityName)
    try claim()
  }

  /// Says which process is training here.
  private func claim() throws(PipelineError) {
    try write(Data("\(getpid())\n".utf8), to: Self.processName)
  }

  /// Refuses a folder in which another process is training.
  private static func checkIsFree(_ path: String) throws(PipelineError) {
    let text = (try? String(contentsOfFile: path + "/" + processName, encoding: .utf8)) ?? ""
    guard let process = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)),
      process > 0, process != getpid(), kill(process, 0) == 0 || errno == EPERM
    else { return }
    throw .checkpointInUse(path: path, process: process)
  }

  private func write(_ data: Data, to name: String) throws(PipelineError) {
    do {
      try data.write(to: URL(filePath: path + "/" + name), options: .atomic)
    } catch {
      throw .checkpointFailed(path: path, reason: error.localizedDescription)
    }
  }

  /// Keeps a state; the one before is there until the new one is whole.
  func keep(_ checkpoint: ImageCheckpoint, log: ImageTrainingLog) throws {
    let (next, current) = (Self.stateName + ".part", Self.stateName)
    try? FileManager.default.removeItem(atPath: path + "/" + next)
    guard mkdir(path + "/" + next, 0o777) == 0 else {
      throw PipelineError.checkpointFailed(path: path, reason: systemReason(errno))
    }
    defer {
      UnfinishedDirectories.forget(path)
      UnfinishedTraining.set(path)
    }
    for (name, data) in try checkpoint.files() { try write(data, to: next + "/" + name) }
    try write(try log.encoded(), to: next + "/" + RunFile.training)
    if rename(path + "/" + next, path + "/" + current) == 0 { return }
    try exchangePaths(path + "/" + next, path + "/" + current)
    try? FileManager.default.removeItem(atPath: path + "/" + next)
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
      to: path + "/" + Self.sheetName(network: progress.network, of: progress.networkCount, tenth))
  }

  private static func sheetName(network: Int, of count: Int, _ percent: Int) -> String {
    let number = percent < 100 ? "0\(percent)" : "\(percent)"
    return sheetPrefix + (count > 1 ? "\(network)-" : "") + number + ".png"
  }

  /// The sheets so far, by name.
  func sheets() -> [(name: String, data: Data)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasPrefix(Self.sheetPrefix) && $0.hasSuffix(".png") }.sorted()
      .compactMap { name in
        (try? Data(contentsOf: URL(filePath: path + "/" + name))).map { (name, $0) }
      }
  }

  /// Removes the folder if there is nothing in it to go on from.
  func discardIfStateless() {
    let state = path + "/" + Self.stateName
    if !FileManager.default.fileExists(atPath: state) { UnfinishedDirectories.remove(path) }
  }

  /// Removes the folder: the run is done.
  func remove() {
    UnfinishedTraining.set(nil)
    try? FileManager.default.removeItem(atPath: path)
  }
}
