public import Foundation
internal import Yams

/// A pipeline file: variables, defaults and jobs, read and checked as a whole before anything runs.
///
/// ```yaml
/// variables: {DATA: ../fixtures/tables}
/// defaults: {seed: 1}
/// jobs:
///   loans: {input: "${DATA}/loans.csv", label: approved, rows: 2000}
/// ```
public struct JobFile: Sendable {
  /// The file, as it was named.
  public let path: String
  /// Where its paths begin.
  public let folder: String
  /// Its jobs in an order in which they can be done: as they stand in the file, but after those that they need.
  public let jobs: [Job]
  /// The variables that it declares.
  public let variables: [String]

  /// Reads a file; `settings` are variables set by hand, over those of the environment.
  /// - Throws: `PipelineError.yamlFile` with line and column, or `readFailed`.
  public init(
    path: String, settings: [String: String] = [:],
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(PipelineError) {
    try self.init(
      text: try YAMLReader.text(of: path), path: path, settings: settings, environment: environment)
  }

  /// Reads the text of a file; `path` is for messages and for what paths are relative to.
  public init(
    text: String, path: String, settings: [String: String] = [:], environment: [String: String]
  ) throws(PipelineError) {
    let reader = YAMLReader(path: path, text: text)
    self.path = path
    let directory = (path as NSString).deletingLastPathComponent
    folder = directory.isEmpty ? "." : directory
    do {
      guard let root = try reader.root() else {
        throw reader.fault(nil, "nothing where jobs are expected; write 'jobs:' and a job below it")
      }
      let parts = Dictionary(
        uniqueKeysWithValues: try reader.entries(
          root, known: ["variables", "defaults", "jobs"], of: "a pipeline file"))
      let known = try JobVariables(
        parts["variables"], environment: environment, settings: settings, reader)
      variables = known.declared
      guard let jobs = parts["jobs"] else {
        throw reader.fault(root.mark, "no jobs here; write 'jobs:' and a job below it")
      }
      self.jobs = try Self.read(
        known.resolved(jobs), defaults: try parts["defaults"].map(known.resolved), reader,
        folder: folder)
    } catch {
      throw reader.error(error)
    }
  }

  private static func read(
    _ jobs: Node, defaults: Node?, _ reader: YAMLReader, folder: String
  ) throws -> [Job] {
    let common = try defaults.map { try reader.entries($0, of: "defaults") } ?? []
    try JobReader.checkKeys(common, of: "defaults", reader)
    for entry in common where ["output", "needs"].contains(entry.name) {
      throw reader.fault(
        entry.key.mark, "'\(entry.name)' belongs to a single job; write it there")
    }
    let entries = try reader.entries(jobs, of: "jobs")
    let name = ((reader.path as NSString).lastPathComponent as NSString).deletingPathExtension
    func jobReader(_ isMade: @escaping (String) -> Bool) -> JobReader {
      JobReader(
        reader: reader, folder: folder, outputFolder: name + "-runs", defaults: common,
        isMade: isMade)
    }
    let outputs = try entries.map { entry in
      try jobReader { _ in false }.output(entry.name, try reader.entries(entry.value, of: "a job"))
    }
    let read = jobReader { path in outputs.contains { JobGraph.contains($0, path, folder) } }
    return try JobGraph(try entries.map(read.read), reader, folder: folder).jobs
  }

  /// A path that is from a folder, from where the program stands.
  static func resolve(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") || folder == "." ? path : folder + "/" + path
  }
}
