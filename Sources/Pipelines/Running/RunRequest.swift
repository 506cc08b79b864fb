internal import Foundation

/// What a run is asked to do, as it is kept beside the run directory while it goes on: enough to take it up.
///
/// Beside the configuration it holds what that leaves out of its encoded form, because results do not depend on it.
public struct RunRequest: Codable, Sendable, Equatable {
  /// What is to be made.
  public enum Aim: String, Codable, Sendable {
    /// A model, rows or images, and their comparison.
    case run
    /// A model alone.
    case train
  }

  /// The configuration, of tables or of images.
  public enum Work: Codable, Sendable, Equatable {
    /// A run on a table.
    case table(PipelineConfiguration)
    /// A run on images.
    case images(ImagePipelineConfiguration)
    /// A run that turns images into images.
    case translation(TranslationPipelineConfiguration)
  }

  private static let formatVersion = 1

  private var formatVersion = RunRequest.formatVersion
  /// The program's version.
  public private(set) var version = augmentVersion
  /// What is to be made.
  public var aim: Aim
  /// From what, and how.
  public var work: Work
  /// The folder that paths start from.
  public private(set) var workingDirectory = FileManager.default.currentDirectoryPath
  private var outputDirectory: String
  private var replacesExisting: Bool
  private var checkpointInterval: Int?

  /// A run on a table.
  public init(_ aim: Aim, _ configuration: PipelineConfiguration) {
    (self.aim, work) = (aim, .table(configuration))
    outputDirectory = configuration.outputDirectory
    replacesExisting = configuration.output.replacesExisting
  }

  /// A run on images.
  public init(_ aim: Aim, _ configuration: ImagePipelineConfiguration) {
    (self.aim, work) = (aim, .images(configuration))
    outputDirectory = configuration.outputDirectory
    replacesExisting = configuration.output.replacesExisting
    checkpointInterval = configuration.output.checkpointInterval
  }

  /// A run that turns images into images.
  public init(_ aim: Aim, _ configuration: TranslationPipelineConfiguration) {
    (self.aim, work) = (aim, .translation(configuration))
    outputDirectory = configuration.outputDirectory
    replacesExisting = configuration.output.replacesExisting
    checkpointInterval = configuration.output.checkpointInterval
  }

  /// What an interrupted run was asked to do; its paths start from `workingDirectory`.
  /// - Throws: `PipelineError.nothingToResume` when no run was interrupted there, `otherVersion` when another release began it,
  ///   `notACheckpoint` when its file is damaged.
  public static func interrupted(_ runPath: String) throws(PipelineError) -> RunRequest {
    guard let data = RunStore.request(of: runPath) else { throw .nothingToResume(path: runPath) }
    let path = RunStore.path(of: runPath)
    let head = try? JSONDecoder().decode(Head.self, from: data)
    if let head, head.version != augmentVersion || head.formatVersion != formatVersion {
      throw .otherVersion(path: path, found: head.version, own: augmentVersion)
    }
    guard var request = try? JSONDecoder().decode(RunRequest.self, from: data) else {
      throw .notACheckpoint(path: path)
    }
    switch request.work {
    case .table(var configuration):
      if configuration.input.path == "-" { throw .pipedInput(path: path) }
      configuration.output.directory = request.outputDirectory
      configuration.output.replacesExisting = request.replacesExisting
      configuration.output.resumes = true
      request.work = .table(configuration)
    case .images(var configuration):
      configuration.output.directory = request.outputDirectory
      configuration.output.replacesExisting = request.replacesExisting
      configuration.output.checkpointInterval =
        request.checkpointInterval ?? configuration.output.checkpointInterval
      configuration.output.resumes = true
      request.work = .images(configuration)
    case .translation(var configuration):
      configuration.output.directory = request.outputDirectory
      configuration.output.replacesExisting = request.replacesExisting
      configuration.output.checkpointInterval =
        request.checkpointInterval ?? configuration.output.checkpointInterval
      configuration.output.resumes = true
      request.work = .translation(configuration)
    }
    return request
  }

  /// Threads to use; results do not depend on it.
  /// - Throws: `PipelineError.invalidValue`.
  public mutating func setThreadCount(_ count: Int) throws(PipelineError) {
    switch work {
    case .table(var configuration):
      configuration.threadCount = count
      try configuration.check()
      work = .table(configuration)
    case .images(var configuration):
      configuration.threadCount = count
      try configuration.check()
      work = .images(configuration)
    case .translation(var configuration):
      configuration.threadCount = count
      try configuration.check()
      work = .translation(configuration)
    }
  }

  private struct Head: Decodable {
    var formatVersion: Int
    var version: String
  }

  /// The request as a file.
  func encoded() throws -> Data { try JSONLines.document(self) }

  /// Whether the run directory is there and complete, as it is when a run was interrupted at its very end; what is left beside it
  /// is removed then, unless the gate has held the dataset back, so that the training may serve once more.
  public static func isComplete(_ runPath: String) -> Bool {
    let store = RunStore.path(of: runPath)
    guard FileManager.default.fileExists(atPath: store) else {
      return FileManager.default.fileExists(atPath: runPath + "/" + RunFile.manifest)
    }
    guard RunStore.isPublished(runPath) else { return false }
    let manifest = try? Data(contentsOf: URL(filePath: runPath + "/" + RunFile.manifest))
    let verdict = manifest.flatMap { try? JSONDecoder().decode(Verdict.self, from: $0) }
    if verdict?.isPublished == true { RunStore.remove(store) }
    return true
  }

  private struct Verdict: Decodable {
    var isPublished: Bool
  }
}
