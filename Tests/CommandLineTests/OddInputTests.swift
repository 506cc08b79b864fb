import Foundation
import Testing

@Suite("Odd tables and hostile places")
struct OddInputTests {
  private static let few = ["--steps", "4", "--no-gate"]
  private static let odd = Command.root.appending(path: "fixtures/odd")

  @Test(
    "Unusual tables are accepted, and come back in their own spelling",
    arguments: [
      "constant_column.csv", "missing_column.csv", "class_with_one_row.csv", "one_class.csv",
      "crlf_bom.csv", "latin1.csv",
    ])
  func accepted(name: String) throws {
    let scratch = try Command.Scratch()
    let outcome = try Command.run(
      ["--input", Self.odd.appending(path: name).path, "--rows", "30", "--output", "made"]
        + (name == "latin1.csv" ? ["--encoding", "latin1"] : []) + Self.few, in: scratch.url)
    #expect(outcome.status == 0, "\(outcome.error)")
    let real = try Data(contentsOf: Self.odd.appending(path: name))
    let headerEnd = real.firstIndex(of: 0x0A).map { $0 + 1 } ?? 0
    #expect(scratch.data("made/synthetic.csv")?.prefix(headerEnd) == real.prefix(headerEnd))
    #expect(scratch.data("made/augmented.csv")?.prefix(real.count) == real)
    if name == "class_with_one_row.csv" { #expect(outcome.error.contains("'rare' has only 1 row")) }
    if name == "constant_column.csv" { #expect(outcome.error.contains("'PL' in every row")) }
    if name == "missing_column.csv" { #expect(outcome.error.contains("empty in every row")) }
  }

  @Test("A table without a header stays without one")
  func noHeader() throws {
    let scratch = try Command.Scratch()
    let input = Command.root.appending(path: "fixtures/tables/no_header.csv").path
    let outcome = try Command.run(
      ["--input", input, "--rows", "25", "--output", "made", "--quiet"] + Self.few, in: scratch.url)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(scratch.text("made/synthetic.csv").split(separator: "\n").count == 25)
  }

  @Test("An output that cannot be created ends with code 73")
  func unwritablePlace() throws {
    let input = Command.root.appending(path: "fixtures/tables/tiny.csv").path
    for place in ["/proc/augment-made", "/no/such/parent/made"] {
      let outcome = try Command.run(["--input", input, "--output", place, "--quiet"])
      #expect(outcome.status == 73)
      #expect(outcome.error.hasPrefix("augment: error: \(place): cannot be created"))
    }
  }

  @Test("A disk that fills up ends with code 74 and leaves nothing")
  func fullDisk() throws {
    let scratch = try Command.Scratch()
    let input = Command.root.appending(path: "fixtures/tables/loans.csv").path
    // No file above 40 blocks of 1,024 bytes can be written.
    let outcome = try Command.shell(
      "ulimit -f 40; \"$AUGMENT\" --input '\(input)' --rows 3000 --output made --quiet --no-gate --steps 2",
      in: scratch.url)
    #expect(outcome.status == 74)
    #expect(outcome.error.contains("free some space"))
    #expect(scratch.entries.isEmpty)
  }

  @Test("Inspecting says what is in the table and writes nothing")
  func inspect() throws {
    let scratch = try Command.Scratch()
    let input = Command.root.appending(path: "fixtures/tables/loans.csv").path
    let outcome = try Command.run(["inspect", "--input", input, "--rows", "1000"], in: scratch.url)
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    #expect(outcome.output.contains("Label: 'default'"))
    #expect(outcome.output.contains("%Y-%m-%d"))
    #expect(outcome.output.contains("Expected training time"))
    #expect(scratch.entries.isEmpty)
    let json = try Command.run(["inspect", "--input", input, "--json"], in: scratch.url)
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(object?["rowCount"] as? Int == 1_500)
  }
}
