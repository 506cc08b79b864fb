import Foundation
import Testing

@Suite("Runs, end to end with few steps")
struct RunTests {
  private static let loans = Command.root.appending(path: "fixtures/tables/loans.csv").path
  private static let few = ["--steps", "4", "--no-gate", "--quiet"]

  /// Rows of a CSV file without quoted line feeds, the header aside.
  private func rowCount(_ text: String) -> Int { text.split(separator: "\n").count - 1 }

  @Test("The run directory is complete, and the rows are as many as asked for")
  func complete() throws {
    let scratch = try Command.Scratch()
    let outcome = try Command.run(
      ["--input", Self.loans, "--rows", "123", "--mark-source"] + Self.few, in: scratch.url)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.error.isEmpty)
    #expect(outcome.output.contains("Made 123 synthetic rows from 1,500 real ones"))
    let made = "loans-augmented"
    #expect(
      scratch.entries.filter { !$0.contains("/model/") } == [
        made, "\(made)/README.md", "\(made)/augmented.csv", "\(made)/manifest.json",
        "\(made)/model",
        "\(made)/report.html", "\(made)/report.json", "\(made)/schema.yaml",
        "\(made)/synthetic.csv",
        "\(made)/timings.json", "\(made)/training.jsonl",
      ])
    let header = try String(contentsOfFile: Self.loans, encoding: .utf8).prefix { $0 != "\n" }
    #expect(scratch.text("\(made)/synthetic.csv").hasPrefix(header + "\n"))
    #expect(rowCount(scratch.text("\(made)/synthetic.csv")) == 123)
    let augmented = scratch.text("\(made)/augmented.csv")
    #expect(augmented.hasPrefix(header + ",source\n"))
    #expect(rowCount(augmented) == 1_623)
    #expect(augmented.split(separator: "\n").count { $0.hasSuffix(",synthetic") } == 123)
  }

  @Test("Same seed, same bytes, whatever the number of threads; another seed, other rows")
  func repeatable() throws {
    let scratch = try Command.Scratch()
    for (name, threads, seed) in [
      ("a", "1", "5"), ("b", "2", "5"), ("c", "2", "5"), ("d", "2", "6"),
    ] {
      let outcome = try Command.run(
        [
          "--input", Self.loans, "--rows", "200", "--threads", threads, "--seed", seed, "--output",
          name,
        ]
          + Self.few, in: scratch.url)
      #expect(outcome.status == 0, "\(outcome.error)")
    }
    let files = scratch.entries.filter { $0.hasPrefix("a/") }.map { $0.dropFirst(2) }
    #expect(files.count >= 10 && files.contains("report.html"))
    for file in files where file != "timings.json" && scratch.data("a/\(file)") != nil {
      #expect(scratch.data("a/\(file)") == scratch.data("b/\(file)"), "\(file), 1 and 2 threads")
      #expect(scratch.data("b/\(file)") == scratch.data("c/\(file)"), "\(file), twice")
    }
    #expect(scratch.data("a/synthetic.csv") != scratch.data("d/synthetic.csv"))
  }

  @Test("An earlier run is not overwritten without --force, something else not even with it")
  func overwriting() throws {
    let scratch = try Command.Scratch()
    let arguments = ["--input", Self.loans, "--rows", "20", "--output", "made"] + Self.few
    #expect(try Command.run(arguments, in: scratch.url).status == 0)
    let before = scratch.data("made/synthetic.csv")
    let refused = try Command.run(arguments + ["--seed", "9"], in: scratch.url)
    #expect(refused.status == 73)
    #expect(refused.error.contains("--force"))
    #expect(scratch.data("made/synthetic.csv") == before)
    #expect(try Command.run(arguments + ["--seed", "9", "--force"], in: scratch.url).status == 0)
    #expect(scratch.data("made/synthetic.csv") != before)

    let other = scratch.url.appending(path: "precious")
    try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
    try Data("keep".utf8).write(to: other.appending(path: "thesis.txt"))
    let kept = try Command.run(
      ["--input", Self.loans, "--output", "precious", "--force"] + Self.few, in: scratch.url)
    #expect(kept.status == 73)
    #expect(
      scratch.entries.filter { !$0.hasPrefix("made") } == ["precious", "precious/thesis.txt"])
  }

  @Test("A failed gate publishes no dataset but keeps the report and the model")
  func failedGate() throws {
    let scratch = try Command.Scratch()
    let outcome = try Command.run(
      [
        "--input", Self.loans, "--steps", "2", "--gate", "shapeError=0.0001", "--gate",
        "detection=0.01",
        "--output", "made", "--quiet",
      ], in: scratch.url)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("Nothing was published"))
    #expect(outcome.output.contains("--no-gate"))
    #expect(!scratch.entries.contains("made/synthetic.csv"))
    #expect(!scratch.entries.contains("made/augmented.csv"))
    #expect(scratch.entries.contains("made/report.json"))
    #expect(
      scratch.text("made/report.html").contains("As nothing was published, no rows are shown."))
    #expect(scratch.entries.contains("made/model"))
  }

  @Test("Balanced classes get equally many rows")
  func balanced() throws {
    let scratch = try Command.Scratch()
    let outcome = try Command.run(
      ["--input", Self.loans, "--rows", "300", "--balance", "--output", "made"] + Self.few,
      in: scratch.url)
    #expect(outcome.status == 0, "\(outcome.error)")
    let rows = scratch.text("made/synthetic.csv").split(separator: "\n").dropFirst()
    #expect(rows.count { $0.hasSuffix(",yes") } == 150)
    #expect(rows.count { $0.hasSuffix(",no") } == 150)
  }

  @Test("Standard input gives the rows that the file gives")
  func standardInput() throws {
    let scratch = try Command.Scratch()
    let data = try Data(contentsOf: URL(filePath: Self.loans))
    let arguments = ["--rows", "50"] + Self.few
    let piped = try Command.shell(
      "cat '\(Self.loans)' | \"$AUGMENT\" --input - --output piped "
        + arguments.joined(separator: " "),
      in: scratch.url)
    #expect(piped.status == 0, "\(piped.error)")
    #expect(
      try Command.run(["--input", "-"] + arguments, in: scratch.url, input: data).status == 0)
    #expect(
      try Command.run(["--input", Self.loans, "--output", "file"] + arguments, in: scratch.url)
        .status
        == 0)
    #expect(scratch.data("piped/synthetic.csv") == scratch.data("file/synthetic.csv"))
    #expect(scratch.data("stdin-augmented/synthetic.csv") == scratch.data("file/synthetic.csv"))
    #expect(scratch.text("piped/manifest.json").contains("\"byteCount\" : \(data.count)"))
  }

  @Test("The schema file of a run can be given to the next one")
  func schemaAgain() throws {
    let scratch = try Command.Scratch()
    let arguments = ["--input", Self.loans, "--rows", "40"] + Self.few
    #expect(try Command.run(arguments + ["--output", "a"], in: scratch.url).status == 0)
    let again = try Command.run(
      arguments + ["--output", "b", "--schema", "a/schema.yaml"], in: scratch.url)
    #expect(again.status == 0, "\(again.error)")
    #expect(scratch.data("a/synthetic.csv") == scratch.data("b/synthetic.csv"))
    #expect(scratch.data("a/schema.yaml") == scratch.data("b/schema.yaml"))
  }

  @Test("With --rows auto a run decides how many rows to make, and says why")
  func automaticRows() throws {
    let scratch = try Command.Scratch()
    let outcome = try Command.run(
      ["--input", Self.loans, "--rows", "auto", "--output", "made"] + Self.few, in: scratch.url)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("macro-F1"))
    let rows = rowCount(scratch.text("made/synthetic.csv"))
    #expect(
      outcome.output.contains(rows == 0 ? "Made no synthetic rows" : "Made \(rows.formatted())"))
    #expect(rowCount(scratch.text("made/augmented.csv")) == 1_500 + rows)
    #expect(scratch.text("made/manifest.json").contains("\"rowCount\" : \"auto\""))
  }
}
