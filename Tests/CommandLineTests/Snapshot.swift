import Foundation
import Testing

/// Compares a text with the one recorded in a file.
///
/// A missing record is written, and the test fails: look at it, keep it, run again.
func expectSnapshot(
  _ text: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = Command.root.appending(path: path)
  guard let recorded = try? String(contentsOf: file, encoding: .utf8) else {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
    Issue.record("\(path) was missing and is recorded now", sourceLocation: sourceLocation)
    return
  }
  #expect(text == recorded, "differs from \(path)", sourceLocation: sourceLocation)
}
