import Foundation
import Testing

@Suite("Rows that satisfy a condition, from the command line")
struct ConditionRunTests {
  private static let loans = Command.root.appending(path: "fixtures/tables/loans.csv").path
  private static let images = Command.root.appending(path: "fixtures/images/shapes").path

  private func run(
    _ condition: String, _ more: [String] = [], input: String = loans, in scratch: Command.Scratch
  ) throws -> (status: Int32, output: String, error: String) {
    let outcome = try Command.run(
      ["--input", input, "--where", condition, "--steps", "4", "--no-gate", "--output", "made"]
        + more,
      in: scratch.url)
    return (outcome.status, outcome.output, outcome.error)
  }

  @Test("Every row made satisfies the condition, and the summary says so")
  func satisfied() throws {
    let scratch = try Command.Scratch()
    let outcome = try run("age >= 50 and default = 'no'", ["--rows", "80", "--quiet"], in: scratch)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(
      outcome.output.contains("Condition: age >= 50 and default = 'no'. All 80 rows satisfy it"))
    let rows = scratch.text("made/synthetic.csv").split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(rows.count == 80)
    #expect(rows.allSatisfy { (Int($0[4]) ?? 0) >= 50 && $0[13] == "no" })
    #expect(
      scratch.text("made/report.json").contains("\"condition\" : \"age >= 50 and default = 'no'\""))
    #expect(
      scratch.text("made/manifest.json").contains(
        "\"condition\" : \"age >= 50 and default = 'no'\""))
  }

  @Test("A fault is shown with a caret below its place")
  func fault() throws {
    let scratch = try Command.Scratch()
    let outcome = try run("age >= 50 and defalt = 'no'", ["--quiet"], in: scratch)
    #expect(outcome.status == 64)
    #expect(
      outcome.error == """
        augment: error: --where, character 15: there is no column 'defalt'; did you mean 'default'?
          age >= 50 and defalt = 'no'
                        ^

        """)
    #expect(scratch.entries.isEmpty)
  }

  @Test("What no row can satisfy ends with code 65 and one sentence, and leaves nothing")
  func impossible() throws {
    let scratch = try Command.Scratch()
    let outcome = try run("age > 500", ["--quiet"], in: scratch)
    #expect(outcome.status == 65)
    #expect(outcome.error.contains("no row that can be drawn satisfies the condition"))
    #expect(outcome.error.split(separator: "\n").count == 1)
    #expect(scratch.entries.isEmpty)
  }

  @Test("Images and --rows auto have no condition; inspect checks it")
  func elsewhere() throws {
    let scratch = try Command.Scratch()
    let images = try run("age > 50", ["--quiet"], input: Self.images, in: scratch)
    #expect(images.status == 64)
    #expect(images.error == "augment: error: --where does not apply to images; leave it out\n")
    let auto = try run("age > 50", ["--quiet", "--rows", "auto"], in: scratch)
    #expect(auto.status == 64)
    #expect(
      auto.error == "augment: error: --where beside --rows auto: a number of rows is expected\n")
    let inspected = try Command.run(
      ["inspect", "--input", Self.loans, "--where", "age > 50"], in: scratch.url)
    #expect(inspected.status == 0)
    #expect(inspected.output.contains("real rows satisfy the condition of --where"))
  }
}
