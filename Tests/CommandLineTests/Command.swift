import Foundation
import Testing

/// Runs the built binary from outside, as a user does.
struct Command {
  /// What came of one run.
  struct Outcome {
    var status: Int32
    var output: String
    var error: String
  }

  /// The root of the repository, where fixtures are.
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The binary: `AUGMENT_BINARY`, else the one built beside the tests.
  static let binary: URL = {
    if let path = ProcessInfo.processInfo.environment["AUGMENT_BINARY"] {
      return URL(filePath: path)
    }
    let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    return tests.appending(path: "augment")
  }()

  /// A directory that is removed with its owner.
  final class Scratch: Sendable {
    let url: URL

    init() throws {
      url = FileManager.default.temporaryDirectory.appending(path: "augment-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Everything inside by its path from here, sorted, hidden files too.
    var entries: [String] {
      (FileManager.default.enumerator(atPath: url.path)?.allObjects ?? [])
        .compactMap { $0 as? String }.sorted()
    }

    /// The bytes of a file; nil when it is missing.
    func data(_ name: String) -> Data? { try? Data(contentsOf: url.appending(path: name)) }

    /// A file's text; "" when it is missing.
    func text(_ name: String) -> String {
      data(name).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
  }

  /// Waits until something holds; a machine on which all tests run at once may need minutes.
  static func wait(until holds: () -> Bool, source: SourceLocation = #_sourceLocation) {
    for _ in 0..<15_000 {
      if holds() { return }
      usleep(20_000)
    }
    Issue.record("waited for five minutes", sourceLocation: source)
  }

  /// A process for the binary with these arguments, in this directory; not started.
  static func process(_ arguments: [String], in directory: URL) -> Process {
    let process = Process()
    process.executableURL = binary
    process.arguments = arguments
    process.currentDirectoryURL = directory
    return process
  }

  /// Runs the binary to its end.
  static func run(
    _ arguments: [String], in directory: URL = root, input: Data? = nil
  ) throws -> Outcome {
    let process = process(arguments, in: directory)
    return try finish(process, input: input)
  }

  /// Runs a shell line, with `$AUGMENT` as the binary.
  static func shell(_ line: String, in directory: URL = root) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = directory
    var environment = ProcessInfo.processInfo.environment
    environment["AUGMENT"] = binary.path
    process.environment = environment
    return try finish(process, input: nil)
  }

  private static func finish(_ process: Process, input: Data?) throws -> Outcome {
    // Files rather than pipes: nothing can fill up.
    let scratch = try Scratch()
    for name in ["out", "err", "in"] {
      try (name == "in" ? input ?? Data() : Data()).write(to: scratch.url.appending(path: name))
    }
    process.standardOutput = try FileHandle(forWritingTo: scratch.url.appending(path: "out"))
    process.standardError = try FileHandle(forWritingTo: scratch.url.appending(path: "err"))
    process.standardInput = try FileHandle(forReadingFrom: scratch.url.appending(path: "in"))
    try process.run()
    process.waitUntilExit()
    let status =
      process.terminationReason == .exit
      ? process.terminationStatus : 128 + process.terminationStatus
    return Outcome(status: status, output: scratch.text("out"), error: scratch.text("err"))
  }
}
