internal import Foundation
internal import Glibc

/// What a run keeps while it goes on, so that it can be taken up after an interruption: a folder beside the run directory.
///
/// `made` becomes `made.checkpoint`. It holds the request that the run was begun with, the last states of its training, and a
/// lock that one process at a time can have. A run that ends removes it.
final class RunStore: Sendable {
  /// The folder.
  let path: String
  /// The run directory.
  let runPath: String
  /// Whether a training state was there when the store was opened.
  let hasState: Bool
  private let lock: FileLock
  private let request: Data

  private static let requestName = "request.json"
  private static let lockName = "lock"
  private static let identityName = "identity.json"
  private static let finishedName = "finished"
  private static let statePrefix = "state"

  /// Where the store of a run directory is.
  static func path(of runPath: String) -> String {
    RunDirectory.withoutTrailingSlashes(runPath) + ".checkpoint"
  }

  /// Opens the store of a run directory, and takes up what an interrupted run has left in it, if that is asked for.
  /// - Parameter request: what the run is begun with.
  /// - Throws: `PipelineError.unfinishedRun` when a state is left and neither to be taken up nor replaced, `checkpointInUse` while
  ///   another process makes the run, `notACheckpoint` when something else stands there.
  init(
    of runPath: String, request: Data, resumes: Bool, replacesExisting: Bool
  ) throws {
    self.runPath = RunDirectory.withoutTrailingSlashes(runPath)
    let path = Self.path(of: runPath)
    self.path = path
    self.request = request
    try Self.makeFolder(path)
    // Nothing is put into somebody else's folder, not even a lock.
    try Self.checkIsStore(Self.entries(path), path)
    lock = try Self.locked(path)
    let found = Self.entries(path)
    let hasLeftovers = found.contains(where: Self.isState)
    if hasLeftovers && !resumes && !replacesExisting {
      lock.release()
      throw PipelineError.unfinishedRun(path: self.runPath)
    }
    hasState = hasLeftovers && resumes
    if !hasState {
      for name in found where name != Self.lockName {
        try? FileManager.default.removeItem(atPath: path + "/" + name)
      }
    }
    if hasState {
      // The request that the state was begun with stays until it is known to be the same training.
      keepForLater()
      return
    }
    UnfinishedDirectories.add(path)
    do {
      try write(request, to: Self.requestName)
    } catch {
      UnfinishedDirectories.remove(path)
      throw error
    }
  }

  /// Opens the store of the run that is asked for.
  convenience init(_ request: RunRequest) throws {
    switch request.work {
    case .table(let configuration):
      try self.init(
        of: configuration.outputDirectory, request: try request.encoded(),
        resumes: configuration.output.resumes,
        replacesExisting: configuration.output.replacesExisting)
    case .images(let configuration):
      try self.init(
        of: configuration.outputDirectory, request: try request.encoded(),
        resumes: configuration.output.resumes,
        replacesExisting: configuration.output.replacesExisting)
    case .translation(let configuration):
      try self.init(
        of: configuration.outputDirectory, request: try request.encoded(),
        resumes: configuration.output.resumes,
        replacesExisting: configuration.output.replacesExisting)
    }
  }

  private static func makeFolder(_ path: String) throws(PipelineError) {
    if mkdir(path, 0o777) == 0 { return }
    let reason = errno
    var status = stat()
    guard reason == EEXIST, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw reason == EEXIST
        ? .notACheckpoint(path: path)
        : .cannotCreate(path: path, reason: systemReason(reason))
    }
  }

  private static func entries(_ path: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? ["unreadable"]
  }

  private static func checkIsStore(_ entries: [String], _ path: String) throws(PipelineError) {
    // What a run that is just beginning may have written.
    let isFresh = entries.allSatisfy { $0 == lockName || $0.hasPrefix(".dat.nosync") }
    if !isFresh && !entries.contains(requestName) { throw .notACheckpoint(path: path) }
  }

  /// The lock, on a folder that still has its name: another process may just be removing it.
  private static func locked(_ path: String) throws -> FileLock {
    for _ in 0..<10 {
      let lock = try FileLock(path: path + "/" + lockName, owner: path)
      if lock.isInPlace { return lock }
      lock.release()
      try makeFolder(path)
    }
    throw PipelineError.cannotCreate(path: path, reason: "it is removed again and again")
  }

  /// Whether an interrupted run has left a state of its training.
  static func hasState(of runPath: String) -> Bool {
    entries(path(of: runPath)).contains(where: isState)
  }

  private static func isState(_ entry: String) -> Bool {
    entry.hasPrefix(statePrefix) && !entry.hasSuffix(".part")
  }

  /// The request of the run that makes a directory; nil when no store is there.
  static func request(of runPath: String) -> Data? {
    try? Data(contentsOf: URL(filePath: path(of: runPath) + "/" + requestName))
  }

  // MARK: States

  /// Says what the training learns from and how, or refuses a state of another one.
  /// - Throws: `PipelineError.otherRun`.
  func identify(_ identity: Data) throws {
    let known = file(Self.identityName)
    if hasState {
      if known != identity { throw PipelineError.otherRun(path: runPath) }
      try write(request, to: Self.requestName)
    }
    try write(identity, to: Self.identityName)
  }

  /// Keeps the files of a state; those before are there until the new ones are whole.
  func keep(_ files: [String: Data], as name: String) throws {
    let state = path + "/" + Self.statePrefix + (name.isEmpty ? "" : "-" + name)
    let next = state + ".part"
    try? FileManager.default.removeItem(atPath: next)
    guard mkdir(next, 0o777) == 0 else {
      throw PipelineError.checkpointFailed(path: path, reason: systemReason(errno))
    }
    for (file, data) in files {
      do {
        try data.write(to: URL(filePath: next + "/" + file))
      } catch {
        throw PipelineError.checkpointFailed(path: path, reason: writingReason(error))
      }
    }
    if rename(next, state) != 0 {
      try exchangePaths(next, state)
      try? FileManager.default.removeItem(atPath: next)
    }
    keepForLater()
  }

  /// The names under which states were kept.
  var stateNames: [String] {
    Self.entries(path).filter(Self.isState)
      .map { String($0.dropFirst(Self.statePrefix.count + 1)) }.sorted()
  }

  /// The files of a state.
  func state(_ name: String) -> [String: Data] {
    let folder = Self.statePrefix + (name.isEmpty ? "" : "-" + name)
    var files: [String: Data] = [:]
    for entry in Self.entries(path + "/" + folder) { files[entry] = file(folder + "/" + entry) }
    return files
  }

  // MARK: Files

  /// A file of the folder; nil when it is not there.
  func file(_ name: String) -> Data? {
    try? Data(contentsOf: URL(filePath: path + "/" + name))
  }

  /// The names in the folder.
  var names: [String] { Self.entries(path).sorted() }

  /// Writes a file of the folder, whole.
  func write(_ data: Data, to name: String) throws(PipelineError) {
    do {
      try data.write(to: URL(filePath: path + "/" + name), options: .atomic)
    } catch {
      throw .checkpointFailed(path: path, reason: writingReason(error))
    }
  }

  // MARK: The end

  private func keepForLater() {
    UnfinishedDirectories.forget(path)
    UnfinishedTraining.set(runPath, isKept: true)
  }

  /// Notes the manifest that the run directory is about to appear with.
  func willPublish(_ manifest: FileDigest) throws {
    try write(Data(manifest.sha256.utf8), to: Self.finishedName)
  }

  /// Whether the run directory that this store belongs to is complete: what was about to appear is there.
  static func isPublished(_ runPath: String) -> Bool {
    let store = path(of: runPath)
    guard
      let expected = try? String(contentsOfFile: store + "/" + finishedName, encoding: .utf8),
      let manifest = try? FileDigest(path: runPath + "/" + RunFile.manifest)
    else { return false }
    return manifest.sha256 == expected
  }

  /// Removes the folder if there is nothing in it to go on from.
  func discardIfStateless() {
    if stateNames.isEmpty { UnfinishedDirectories.remove(path) }
    lock.release()
  }

  /// Removes the folder, in one step as far as others can see: the run is done.
  func remove() {
    UnfinishedTraining.set(runPath, isKept: false)
    UnfinishedDirectories.forget(path)
    Self.remove(path)
    lock.release()
  }

  /// Removes the store of a run that is complete.
  static func remove(_ path: String) {
    let parts = RunDirectory.parts(path)
    let gone = "\(parts.parent)/.\(parts.name).\(getpid()).part"
    if rename(path, gone) != 0 { return }
    try? FileManager.default.removeItem(atPath: gone)
  }
}
