public import Foundation
internal import Glibc

/// A directory that appears under its name only when it is complete.
///
/// Files are written to a hidden sibling, which takes the name when `commit` is called. Without `commit` it is removed,
/// and what stood under the name before is as it was.
public final class RunDirectory: Sendable {
  /// The final path.
  public let path: String
  /// Where files are written until `commit`.
  public let temporaryPath: String
  private let replacesExisting: Bool

  /// Creates the temporary directory.
  /// - Throws: `PipelineError.outputExists` when the name is taken and not to be replaced, `notARun` when what stands there
  ///   was not made by a run, `cannotCreate` when the place is missing, read-only or full.
  public init(path: String, replacesExisting: Bool) throws(PipelineError) {
    let trimmed = Self.withoutTrailingSlashes(path)
    self.path = trimmed
    self.replacesExisting = replacesExisting
    try Self.checkPlace(trimmed, replacesExisting: replacesExisting)
    let (parent, name) = Self.parts(trimmed)
    Self.removeAbandoned(parent: parent, name: name)
    temporaryPath = parent + "/.\(name).\(getpid()).part"
    guard mkdir(temporaryPath, 0o777) == 0 else {
      throw .cannotCreate(path: trimmed, reason: systemReason(errno))
    }
    UnfinishedDirectories.add(temporaryPath)
  }

  deinit { discard() }

  /// Where a file of this name is written.
  public func file(_ name: String) -> String { temporaryPath + "/" + name }

  /// Creates a directory inside.
  public func makeDirectory(_ name: String) throws(PipelineError) {
    guard mkdir(file(name), 0o777) == 0 || errno == EEXIST else {
      throw .writeFailed(path: path, reason: systemReason(errno))
    }
  }

  /// Writes a whole file.
  public func write(_ data: Data, to name: String) throws(PipelineError) {
    do {
      try data.write(to: URL(fileURLWithPath: file(name)))
    } catch {
      throw .writeFailed(path: path, reason: writingReason(error))
    }
  }

  /// Every file inside, by its path from here, sorted.
  public func files() -> [String] {
    let names = FileManager.default.enumerator(atPath: temporaryPath)?.allObjects ?? []
    return names.compactMap { $0 as? String }.filter { name in
      var status = stat()
      return stat(file(name), &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }.sorted()
  }

  /// Gives the directory its name.
  ///
  /// An earlier run in its place is exchanged for it in one step, then removed.
  public func commit() throws(PipelineError) {
    if rename(temporaryPath, path) == 0 {
      UnfinishedDirectories.forget(temporaryPath)
      return
    }
    guard errno == ENOTEMPTY || errno == EEXIST else {
      throw .writeFailed(path: path, reason: systemReason(errno))
    }
    try Self.checkPlace(path, replacesExisting: replacesExisting)
    try exchangePaths(temporaryPath, path)
    // The earlier run stands under the temporary name now.
    try? FileManager.default.removeItem(atPath: temporaryPath)
    UnfinishedDirectories.forget(temporaryPath)
  }

  /// Removes what was written, unless it was committed.
  public func discard() { UnfinishedDirectories.remove(temporaryPath) }

  /// Refuses a place that is taken; an empty directory is free.
  private static func checkPlace(_ path: String, replacesExisting: Bool) throws(PipelineError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw replacesExisting ? .notARun(path: path) : .outputExists(path: path)
    }
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? ["unreadable"]
    if entries.isEmpty { return }
    if !replacesExisting { throw .outputExists(path: path) }
    if !entries.contains("manifest.json") { throw .notARun(path: path) }
  }

  /// Removes what runs that were killed have left for the same name.
  private static func removeAbandoned(parent: String, name: String) {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for entry in entries where entry.hasPrefix(".\(name).") && entry.hasSuffix(".part") {
      let middle = entry.dropFirst(name.count + 2).dropLast(".part".count)
      guard let process = pid_t(middle), process > 0, process != getpid() else { continue }
      if kill(process, 0) == -1 && errno == ESRCH {
        try? FileManager.default.removeItem(atPath: parent + "/" + entry)
      }
    }
  }

  /// The path without slashes at its end.
  static func withoutTrailingSlashes(_ path: String) -> String {
    var path = path
    while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// The folder and the name.
  static func parts(_ path: String) -> (parent: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let parent = slash == path.startIndex ? "/" : String(path[..<slash])
    return (parent, String(path[path.index(after: slash)...]))
  }
}

/// Why Foundation could not write a file, in the system's words.
func writingReason(_ error: any Error) -> String {
  var cause = error as NSError
  while let next = cause.userInfo[NSUnderlyingErrorKey] as? NSError { cause = next }
  return cause.domain == NSPOSIXErrorDomain
    ? systemReason(Int32(cause.code)) : "the system refuses to write"
}
