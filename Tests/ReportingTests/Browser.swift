import Foundation

/// A browser without a window.
enum Browser {
  /// The program, if this machine has one.
  static let path: String? = ["chromium", "chromium-browser", "google-chrome"]
    .map { "/usr/bin/\($0)" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  /// What a page became, and what the browser said about it.
  struct Outcome {
    var output: String
    var messages: String
    var hasTimedOut: Bool
  }

  /// Runs the browser with these options in a folder of its own.
  static func run(_ options: [String], in folder: URL, seconds: Double = 60) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: path ?? "/usr/bin/false")
    process.arguments =
      [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
        "--disable-background-networking", "--allow-file-access-from-files",
        "--enable-logging=stderr", "--user-data-dir=\(folder.appending(path: "profile").path)",
      ] + options
    // Files, not pipes: what is left of the browser may hold a pipe open.
    let files = ["output", "messages"].map { folder.appending(path: $0) }
    for file in files { try Data().write(to: file) }
    let handles = try files.map(FileHandle.init(forWritingTo:))
    process.standardOutput = handles[0]
    process.standardError = handles[1]
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let deadline = Date(timeIntervalSinceNow: seconds)
    while process.isRunning && Date() < deadline { usleep(50_000) }
    let hasTimedOut = process.isRunning
    if hasTimedOut { process.terminate() }
    process.waitUntilExit()
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Outcome(output: texts[0], messages: texts[1], hasTimedOut: hasTimedOut)
  }
}
