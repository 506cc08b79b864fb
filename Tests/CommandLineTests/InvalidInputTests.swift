import Foundation
import Testing

@Suite("Invalid input is refused with its recorded sentence")
struct InvalidInputTests {
  /// Tables that need more than `--input` to be refused.
  private static let furtherArguments = ["one_class.csv": ["--label", "class"]]

  private static let folder = "fixtures/invalid"

  /// Everything in `fixtures/invalid` but the records.
  static let names: [String] = {
    let path = Command.root.appending(path: folder).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { !$0.hasSuffix(".txt") }.sorted()
  }()

  @Test("The folder holds the cases of the issue")
  func hasCases() {
    #expect(Self.names.count >= 20)
  }

  @Test("A file is refused with exit code and message, and nothing stays", arguments: names)
  func refuses(name: String) throws {
    let scratch = try Command.Scratch()
    let output = scratch.url.appending(path: "made").path
    var arguments = ["--quiet", "--rows", "10", "--output", output]
    if name.hasSuffix(".yaml") {
      arguments += [
        "--input", "fixtures/odd/constant_column.csv", "--schema", "\(Self.folder)/\(name)",
      ]
    } else {
      arguments += ["--input", "\(Self.folder)/\(name)"] + (Self.furtherArguments[name] ?? [])
    }
    let outcome = try Command.run(arguments)
    #expect(outcome.output.isEmpty)
    #expect([64, 65, 66].contains(outcome.status))
    #expect(scratch.entries.isEmpty)
    #expect(outcome.error.hasPrefix("augment: error: "))
    try expectSnapshot("exit \(outcome.status)\n\(outcome.error)", "\(Self.folder)/\(name).txt")
  }
}
