import Foundation
import Testing

@Suite("Batches of jobs, from outside")
struct BatchTests {
  private static let tiny = Command.root.appending(path: "fixtures/tables/tiny.csv").path
  private static let shapes = Command.root.appending(path: "fixtures/images/shapes").path

  /// The states of a finished batch by job, from its summary.
  private struct Summary: Decodable {
    struct File: Decodable { var jobs: [Job] }
    struct Job: Decodable {
      var job: String
      var state: String
      var rowCount: Int?
      var reason: String
      var seconds: Double
    }
    var files: [File]
    var exitCode: Int32

    var states: [String: String] {
      Dictionary(uniqueKeysWithValues: files.flatMap(\.jobs).map { ($0.job, $0.state) })
    }
    func job(_ name: String) -> Job? { files.flatMap(\.jobs).first { $0.job == name } }
  }

  /// A scratch directory with a pipeline file.
  private func scratch(_ yaml: String, _ name: String = "batch.yaml") throws -> Command.Scratch {
    let scratch = try Command.Scratch()
    try write(yaml, name, scratch)
    return scratch
  }

  private func write(_ text: String, _ name: String, _ scratch: Command.Scratch) throws {
    let place = scratch.url.appending(path: name)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: place)
  }

  /// Runs a batch quietly.
  private func batch(
    _ scratch: Command.Scratch, _ arguments: [String] = [], file: String = "batch.yaml"
  ) throws -> (summary: Summary, outcome: Command.Outcome) {
    let outcome = try Command.run(
      ["pipeline", file, "--json", "--quiet"] + arguments, in: scratch.url)
    let summary = try JSONDecoder().decode(Summary.self, from: Data(outcome.output.utf8))
    #expect(summary.exitCode == outcome.status)
    return (summary, outcome)
  }

  private static let two = """
    variables: {ROWS: 20, SEED: 1}
    defaults: {seed: "${SEED}", steps: 3, gate: off}
    jobs:
      trees: {input: "\(tiny)", rows: "${ROWS}", output: made/trees}
      judged: {step: validate, real: "\(tiny)", synthetic: made/trees/synthetic.csv}
      shapes: {input: "\(shapes)", rows: 9, steps: 2, gain: false}
      look: {step: inspect, input: "\(tiny)"}
    """

  @Test("A batch makes what its jobs say; unchanged it is up to date; changed parts are made anew")
  func upToDate() throws {
    // `validate` has no steps, so the defaults' are passed over.
    let scratch = try scratch(Self.two)
    let first = try batch(scratch)
    #expect(
      first.summary.states
        == ["trees": "done", "judged": "done", "shapes": "done", "look": "done"],
      "\(first.outcome.error)")
    #expect(first.summary.job("trees")?.rowCount == 20)
    #expect(first.summary.job("shapes")?.rowCount == 9)
    #expect(scratch.text("made/trees/synthetic.csv").split(separator: "\n").count == 21)
    #expect(scratch.text("batch-runs/look/inspection.txt").contains("40 rows, 3 columns"))
    #expect(scratch.entries.contains("batch-runs/judged/report.html"))

    // From another folder, too: paths are from the file's.
    let again = try Command.run(
      ["pipeline", scratch.url.appending(path: "batch.yaml").path, "--quiet"])
    #expect(again.status == 0)
    #expect(again.output.contains("4 jobs: 4 up to date."), "\(again.output)")

    let changed = try batch(scratch, ["--set", "ROWS=30"])
    #expect(
      changed.summary.states
        == ["trees": "done", "judged": "done", "shapes": "up to date", "look": "up to date"])
    #expect(changed.summary.job("trees")?.reason == "its settings have changed")
    #expect(
      changed.summary.job("judged")?.reason == "made/trees/synthetic.csv has changed")
    #expect(scratch.text("made/trees/synthetic.csv").split(separator: "\n").count == 31)

    try FileManager.default.removeItem(
      at: scratch.url.appending(path: "batch-runs/shapes/synthetic/circle"))
    let damaged = try batch(scratch, ["--set", "ROWS=30", "--only", "shapes"])
    #expect(damaged.summary.states == ["shapes": "done"])
    #expect(damaged.summary.job("shapes")?.reason == "synthetic/ is missing or has changed")
    let forced = try batch(scratch, ["--set", "ROWS=30", "--only", "judged", "--force"])
    #expect(forced.summary.states == ["trees": "done", "judged": "done"])
  }

  @Test("Where only what is drawn has changed, networks are taken and not trained; same bytes")
  func takenNetworks() throws {
    let (changed, fresh) = (try scratch(Self.two), try scratch(Self.two))
    let arguments = ["pipeline", "batch.yaml", "--only", "trees"]
    #expect(try Command.run(arguments, in: changed.url).status == 0)
    let again = try Command.run(arguments + ["--set", "ROWS=30"], in: changed.url)
    #expect(again.error.contains("the networks of the earlier run are taken"), "\(again.error)")
    let first = try Command.run(arguments + ["--set", "ROWS=30"], in: fresh.url)
    #expect(!first.error.contains("are taken"))
    #expect(changed.entries == fresh.entries)
    for name in changed.entries where !name.hasSuffix("timings.json") {
      #expect(changed.data(name) == fresh.data(name), "\(name)")
    }
    // Another seed learns other networks, and damaged ones are not taken.
    for arguments in [["--set", "SEED=2"], ["--set", "SEED=2", "--set", "ROWS=9"]] {
      try write(
        "damaged", "made/trees/model/model.safetensors", changed)
      let other = try Command.run(
        ["pipeline", "batch.yaml", "--only", "trees"] + arguments, in: changed.url)
      #expect(other.status == 0 && !other.error.contains("are taken"), "\(other.error)")
    }
  }

  @Test(
    "A job may draw from what another has learned, again only when the model or the draw changes")
  func sampling() throws {
    let scratch = try scratch(
      """
      variables: {DAY: 1}
      defaults: {steps: 2, gate: off, gain: false}
      jobs:
        rows: {step: sample, model: made/trees, rows: 30, balance: true, seed: "${DAY}"}
        pictures: {step: sample, model: made/shapes/model, rows: 6, seed: "${DAY}"}
        trees: {input: "\(Self.tiny)", output: made/trees}
        shapes: {input: "\(Self.shapes)", rows: 3, output: made/shapes}
      """)
    let first = try batch(scratch)
    #expect(Set(first.summary.states.values) == ["done"], "\(first.outcome.error)")
    #expect(first.summary.job("rows")?.rowCount == 30)
    #expect(scratch.text("batch-runs/rows/synthetic.csv").split(separator: "\n").count == 31)
    #expect(
      scratch.entries.count {
        $0.hasPrefix("batch-runs/pictures/synthetic/") && $0.hasSuffix(".png")
      }
        == 6)
    let again = try batch(scratch)
    #expect(Set(again.summary.states.values) == ["up to date"])
    let tomorrow = try batch(scratch, ["--set", "DAY=2"])
    #expect(
      tomorrow.summary.states
        == ["rows": "done", "pictures": "done", "trees": "up to date", "shapes": "up to date"])
  }

  @Test("A job that fails stops those that need it, no others, and gives the exit code")
  func failing() throws {
    let scratch = try scratch(
      """
      defaults: {steps: 2, gate: off}
      jobs:
        missing: {input: none.csv}
        after: {step: validate, real: "\(Self.tiny)", synthetic: batch-runs/missing/synthetic.csv}
        later: {input: "\(Self.tiny)", needs: after}
        refused: {input: "\(Self.tiny)", gate: {shapeError: 0.0001, detection: 0.01}}
        precious: {input: "\(Self.tiny)", output: precious}
        fine: {input: "\(Self.tiny)", rows: 5}
      """)
    try write("keep", "precious/thesis.txt", scratch)
    let (summary, outcome) = try batch(scratch, ["--summary", "out.json"])
    #expect(
      summary.states == [
        "missing": "failed", "after": "skipped", "later": "skipped", "refused": "gate failed",
        "precious": "failed", "fine": "done",
      ])
    #expect(outcome.status == 66)
    #expect(summary.job("after")?.reason == "'missing' failed")
    #expect(summary.job("later")?.reason == "'after' was skipped")
    #expect(outcome.error.contains("augment: error: missing: failed: none.csv: no such file"))
    #expect(scratch.text("precious/thesis.txt") == "keep")
    #expect(scratch.text("out.json") == outcome.output)
    // A failed gate is not tried again as long as nothing has changed.
    let again = try batch(scratch, ["--only", "refused"])
    #expect(again.outcome.status == 1)
    #expect(again.summary.job("refused")?.reason.hasPrefix("as before") == true)
  }

  @Test("Two jobs at a time make the same bytes as one after another")
  func concurrent() throws {
    let (one, two) = (try scratch(Self.two), try scratch(Self.two))
    #expect(try batch(one, ["--jobs", "1"]).outcome.status == 0)
    #expect(try batch(two, ["--jobs", "2"]).outcome.status == 0)
    #expect(one.entries == two.entries)
    #expect(one.entries.count > 50)
    for name in one.entries where !name.hasSuffix("timings.json") {
      #expect(one.data(name) == two.data(name), "\(name)")
    }
  }

  @Test("Nothing runs while any file has a fault")
  func faults() throws {
    let scratch = try scratch("jobs:\n  a: {input: \"\(Self.tiny)\", steps: 2}\n")
    try write("jobs:\n  b: {inptu: x.csv}\n", "other.yaml", scratch)
    let outcome = try Command.run(["pipeline", "batch.yaml", "other.yaml"], in: scratch.url)
    #expect(outcome.status == 65)
    #expect(
      outcome.error.hasPrefix(
        "augment: error: other.yaml line 2, column 7: unknown key 'inptu'; did you mean 'input'?"))
    #expect(outcome.error.hasSuffix("\n    b: {inptu: x.csv}\n        ^\n"))
    #expect(scratch.entries == ["batch.yaml", "other.yaml"])
  }

  @Test(
    "A wrong argument ends with code 64 and one sentence",
    arguments: [
      ([], "a pipeline file is expected, or --schema"),
      (["--jobs", "0"], "--jobs 0: a whole number from 1 to 1,024 is expected"),
      (["--set", "ROWS"], "a name and a value are expected"),
      (["--set", "ROW=3"], "there is no variable 'ROW'; did you mean 'ROWS'?"),
      (["--only", "tree"], "there is no job 'tree'; did you mean 'trees'?"),
    ])
  func usage(arguments: [String], message: String) throws {
    let scratch = try scratch(Self.two)
    let outcome = try Command.run(
      ["pipeline"] + (arguments.isEmpty ? [] : ["batch.yaml"]) + arguments, in: scratch.url)
    #expect(outcome.status == 64)
    #expect(outcome.error.contains(message), "\(outcome.error)")
    #expect(scratch.entries == ["batch.yaml"])
  }

  @Test("The progress of jobs bears their names, with several at a time on every line")
  func progress() throws {
    let scratch = try scratch(Self.two)
    let one = try Command.run(["pipeline", "batch.yaml", "--only", "judged"], in: scratch.url)
    #expect(one.error.contains("augment: trees: job 1 of 2\n"), "\(one.error)")
    #expect(one.error.contains("] read: 40 rows"))
    let two = try Command.run(
      ["pipeline", "batch.yaml", "--jobs", "2", "--force"], in: scratch.url)
    #expect(two.error.contains("] trees: read: 40 rows"))
    #expect(
      two.error.split(separator: "\n").allSatisfy { line in
        ["trees", "judged", "shapes", "look"].contains { line.contains("\($0): ") }
      })
  }
}
