internal import Foundation

extension YAMLReader {
  /// The text of a file.
  /// - Throws: `PipelineError.readFailed`.
  static func text(of path: String) throws(PipelineError) -> String {
    do {
      return try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
    } catch {
      let isDirectory = (try? FileManager.default.contentsOfDirectory(atPath: path)) != nil
      let reason =
        isDirectory
        ? "it is a directory"
        : FileManager.default.fileExists(atPath: path)
          ? "it is not a readable UTF-8 text" : "no such file"
      throw .readFailed(path: path, reason: reason)
    }
  }

  /// What went wrong while the file was read, as an error of this module.
  func error(_ error: any Error) -> PipelineError {
    switch error {
    case let fault as YAMLFault: .yamlFile(fault)
    case let error as PipelineError: error
    default: .readFailed(path: path, reason: "\(error)")
    }
  }
}
