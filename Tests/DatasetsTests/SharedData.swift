import Foundation
import Testing

/// The public tables and conformance suites that are shared between checkouts and never copied into
/// this one.
enum SharedData {
  /// The directory; nil where this machine has none.
  static let directory: URL? = {
    let candidates = [
      ProcessInfo.processInfo.environment["AUGMENT_SHARED_DATA"].map { URL(filePath: $0) },
      // Tests/DatasetsTests/SharedData.swift in the repository, whatever link it was compiled
      // through.
      repositoryRoot(of: #filePath).appending(path: "../shared/data"),
      repositoryRoot(of: URL(filePath: #filePath).resolvingSymlinksInPath().path)
        .appending(path: "../shared/data"),
    ]
    return candidates.compactMap { $0?.standardizedFileURL }
      .first { FileManager.default.fileExists(atPath: $0.appending(path: "tabular").path) }
  }()

  private static func repositoryRoot(of file: String) -> URL {
    URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// Whether the shared data are there; tests that need them say so when they are skipped.
  static var isPresent: Bool { directory != nil }

  /// The paths of all shared tables.
  static let tables: [String] = {
    guard let folder = directory?.appending(path: "tabular").path else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".csv.gz") }.sorted()
  }()

  /// The path of a shared table, such as `adult`.
  static func table(_ name: String) throws -> String {
    let file = name.hasSuffix(".csv.gz") ? name : name + ".csv.gz"
    return try #require(directory).appending(path: "tabular").appending(path: file).path
  }

  /// Unpacks a suite into a directory that is removed with `scratch`.
  static func unpack(_ suite: String, into scratch: Scratch) throws -> URL {
    let archive = try #require(directory).appending(path: "suites/\(suite).tar.gz").path
    let tar = Process()
    tar.executableURL = URL(filePath: "/bin/tar")
    tar.arguments = ["-xzf", archive, "-C", scratch.url.path]
    try tar.run()
    tar.waitUntilExit()
    try #require(tar.terminationStatus == 0)
    return scratch.url
  }
}

/// A directory of a test's own, removed at the end.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "datasets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a file in the directory.
  func path(_ name: String) -> String { url.appending(path: name).path }

  /// Writes a file and gives its path.
  func file(_ contents: String, _ name: String = "data.csv") throws -> String {
    try file(bytes: Array(contents.utf8), name)
  }

  /// Writes a file and gives its path.
  func file(bytes: [UInt8], _ name: String = "data.csv") throws -> String {
    try Data(bytes).write(to: url.appending(path: name))
    return path(name)
  }

  /// The bytes of a file in the directory.
  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: url.appending(path: name)))
  }

  /// Compresses a file with gzip(1), an implementation not our own.
  func gzip(_ path: String) throws {
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/bin/gzip")
    gzip.arguments = ["-k", "-f", path]
    try gzip.run()
    gzip.waitUntilExit()
  }
}
