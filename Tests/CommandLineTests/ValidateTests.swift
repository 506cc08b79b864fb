import Foundation
import Testing

@Suite("Judging any synthetic table")
struct ValidateTests {
  private static let loans = Command.root.appending(path: "fixtures/tables/loans.csv").path

  /// The rows of a fixture as header and lines.
  private static func lines() throws -> (header: String, rows: [Substring]) {
    let text = try String(contentsOfFile: loans, encoding: .utf8)
    let lines = text.split(separator: "\n")
    return (String(lines[0]), Array(lines.dropFirst()))
  }

  private static func write(
    _ name: String, _ header: String, _ rows: some Sequence<some StringProtocol>,
    in scratch: Command.Scratch
  ) throws -> String {
    let path = scratch.url.appending(path: name).path
    try ([header] + rows.map { String($0) }).joined(separator: "\n").appending("\n")
      .write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test("Unseen real rows pass, and the report holds every metric")
  func honest() throws {
    let scratch = try Command.Scratch()
    let (header, rows) = try Self.lines()
    let third = rows.count / 3
    let real = try Self.write("real.csv", header, rows[..<third], in: scratch)
    let made = try Self.write("made.csv", header, rows[third..<2 * third], in: scratch)
    let unseen = try Self.write("unseen.csv", header, rows[(2 * third)...], in: scratch)
    let outcome = try Command.run(
      ["validate", "--real", real, "--synthetic", made, "--holdout", unseen, "--quiet"],
      in: scratch.url)
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.error)")
    #expect(outcome.output.hasPrefix("The synthetic table passes"))
    let report = try JSONSerialization.jsonObject(
      with: try #require(scratch.data("made-validated/report.json")))
    let metrics = try #require((report as? [String: Any])?["metrics"] as? [[String: Any]])
    #expect(metrics.count > 24)
    #expect(scratch.data("made-validated/report.html") != nil)
    #expect(scratch.data("made-validated/manifest.json") != nil)
  }

  @Test("A copy of the real rows fails for privacy")
  func copy() throws {
    let scratch = try Command.Scratch()
    let (header, rows) = try Self.lines()
    let half = rows.count / 2
    let real = try Self.write("real.csv", header, rows[..<half], in: scratch)
    let unseen = try Self.write("unseen.csv", header, rows[half...], in: scratch)
    let outcome = try Command.run(
      ["validate", "--real", real, "--synthetic", real, "--holdout", unseen, "--quiet"],
      in: scratch.url)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("of the synthetic rows copy a training row"))
  }

  @Test("Without a hold-out, what needs unseen rows is not applicable, and the rest is measured")
  func withoutHoldout() throws {
    let scratch = try Command.Scratch()
    let (header, rows) = try Self.lines()
    let half = rows.count / 2
    let real = try Self.write("real.csv", header, rows[..<half], in: scratch)
    let made = try Self.write("made.csv", header, rows[half...], in: scratch)
    let outcome = try Command.run(
      ["validate", "--real", real, "--synthetic", made, "--quiet", "--json"], in: scratch.url)
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.error)")
    let summary = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let metrics = try #require(summary["metrics"] as? [[String: Any]])
    func score(_ name: String) -> Any? { metrics.first { $0["name"] as? String == name }?["score"] }
    #expect(score("closest") is [String: Any])
    #expect(score("detection.training") is Double)
    #expect(score("utility.synthetic") is Double)
  }

  @Test("A hold-out that repeats learned rows is named with the count")
  func overlap() throws {
    let scratch = try Command.Scratch()
    let (header, rows) = try Self.lines()
    let half = rows.count / 2
    let real = try Self.write("real.csv", header, rows[..<half], in: scratch)
    let made = try Self.write("made.csv", header, rows[half...], in: scratch)
    let unseen = try Self.write(
      "unseen.csv", header, rows[(half - 100)..<(half + 100)], in: scratch)
    let outcome = try Command.run(
      [
        "validate", "--real", real, "--synthetic", made, "--holdout", unseen, "--quiet",
        "--no-gate",
      ],
      in: scratch.url)
    #expect(outcome.status == 0)
    #expect(
      outcome.output.contains("100 of the 200 hold-out rows (50.0 %) are among the real rows"))
  }

  @Test("Columns alike but for case and punctuation are matched, in any order")
  func alikeNames() throws {
    let scratch = try Command.Scratch()
    let real = try Self.write(
      "real.csv", "a b,kind,n", (0..<40).map { "\($0),\($0 % 2 == 0 ? "x" : "y"),\($0 % 7)" },
      in: scratch)
    let made = try Self.write(
      "made.csv", "N,A_B,kind", (0..<40).map { "\($0 % 7),\($0),\($0 % 2 == 0 ? "x" : "y")" },
      in: scratch)
    let outcome = try Command.run(
      ["validate", "--real", real, "--synthetic", made, "--no-gate"], in: scratch.url)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.error.contains("column 'A_B' taken for 'a b'"))
    #expect(outcome.error.contains("column 'N' taken for 'n'"))
  }

  @Test(
    "Tables that do not belong together are refused with one sentence",
    arguments: [
      ("kind,m\nx,1\ny,2\n", "the column 'n' of the real table is missing, and 'm' found instead"),
      ("kind,n\n", "a header without rows"),
      ("kind,n\nx,one\ny,two\n", "numbers are expected in the column 'n'"),
      ("kind,n\n0,1\n1,2\n", "values such as 'x', 'y' are expected in the column 'kind'"),
      ("", "empty"),
    ])
  func refused(text: String, sentence: String) throws {
    let scratch = try Command.Scratch()
    let real = try Self.write(
      "real.csv", "kind,n", (0..<40).map { "\($0 % 2 == 0 ? "x" : "y"),\($0 % 9)" }, in: scratch)
    let made = scratch.url.appending(path: "made.csv").path
    try text.write(toFile: made, atomically: true, encoding: .utf8)
    let outcome = try Command.run(
      ["validate", "--real", real, "--synthetic", made, "--quiet"], in: scratch.url)
    #expect(outcome.status == 65)
    #expect(outcome.error.split(separator: "\n").count == 1)
    #expect(outcome.error.contains(sentence), "\(outcome.error)")
    #expect(scratch.entries == ["made.csv", "real.csv"])
  }

  @Test("Metrics can be chosen, and nothing else is measured or checked")
  func chosenMetrics() throws {
    let scratch = try Command.Scratch()
    let outcome = try Command.run(
      [
        "validate", "--real", Self.loans, "--synthetic", Self.loans, "--quiet", "--json",
        "--metrics",
        "shape,copies",
      ], in: scratch.url)
    let summary = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let metrics = try #require(summary["metrics"] as? [[String: Any]])
    #expect(metrics.map { $0["name"] as? String } == ["shape", "copies"])
    let checks = try #require(summary["gateChecks"] as? [[String: Any]])
    #expect(checks.map { $0["name"] as? String } == ["copies"])
    let unknown = try Command.run(
      ["validate", "--real", Self.loans, "--synthetic", Self.loans, "--metrics", "shapes"],
      in: scratch.url)
    #expect(unknown.status == 64)
    #expect(unknown.error.contains("did you mean 'shape'?"))
  }

  @Test("A label that is not there and a synthetic table from standard input are refused")
  func wrongArguments() throws {
    let scratch = try Command.Scratch()
    let label = try Command.run(
      [
        "validate", "--real", Self.loans, "--synthetic", Self.loans, "--label", "nothing",
        "--quiet",
      ],
      in: scratch.url)
    #expect(label.status == 64)
    #expect(label.error.contains("'nothing'"))
    let stream = try Command.run(
      ["validate", "--real", Self.loans, "--synthetic", "-", "--quiet"], in: scratch.url)
    #expect(stream.status == 64)
    #expect(scratch.entries.isEmpty)
  }
}
