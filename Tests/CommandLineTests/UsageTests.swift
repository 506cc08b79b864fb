import Foundation
import Testing

@Suite("Usage: help, version and wrong arguments")
struct UsageTests {
  private static let snapshots = "Tests/CommandLineTests/Snapshots"

  @Test(
    "Help names every option and is as recorded",
    arguments: [
      ["--help"], ["inspect", "--help"], ["validate", "--help"], ["train", "--help"],
      ["resume", "--help"], ["sample", "--help"], ["pipeline", "--help"], ["translate", "--help"],
      ["models"],
    ])
  func help(arguments: [String]) throws {
    let outcome = try Command.shell("COLUMNS=100 \"$AUGMENT\" \(arguments.joined(separator: " "))")
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    let name = arguments.filter { !$0.hasPrefix("-") }.first ?? "augment"
    try expectSnapshot(outcome.output, "\(Self.snapshots)/help-\(name).txt")
  }

  @Test("The version is three numbers")
  func version() throws {
    let outcome = try Command.run(["--version"])
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: ".").count == 3)
  }

  @Test(
    "A wrong argument ends with code 64 and one sentence",
    arguments: [
      "--rows 0", "--rows -5", "--rows abc", "--rows", "--rows 1e9999", "--rows auto --balance",
      "--threads 0", "--steps 0",
      "--epochs -1", "--epochs many", "--time-budget 0", "--seed -1", "--seed 1.5",
      "--label defalt",
      "--label loan_id", "--objective best", "--per-class some", "--delimiter ab", "--header maybe",
      "--encoding utf-7", "--gate detection", "--gate beauty=1", "--steps 3 --epochs 2", "--bogus",
      "--image-size 28", "--image-size 0", "--format jpg", "--format csv,xml", "--per-class-rows x",
      "--per-class-rows maybe=3", "--per-class-rows 5 --rows 5",
    ])
  func wrongArgument(line: String) throws {
    let scratch = try Command.Scratch()
    let outcome = try Command.run(
      ["--quiet", "--input", Command.root.appending(path: "fixtures/tables/loans.csv").path]
        + line.split(separator: " ").map(String.init), in: scratch.url)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.split(separator: "\n").count == 1)
    #expect(scratch.entries.isEmpty)
    let name = line.replacing(" ", with: "_").replacing("--", with: "")
    try expectSnapshot(outcome.error, "\(Self.snapshots)/usage-\(name).txt")
  }

  @Test("Without --input the sentence says so")
  func withoutInput() throws {
    let outcome = try Command.run(["--rows", "5"])
    #expect(outcome.status == 64)
    #expect(outcome.error.contains("--input"))
  }

  @Test("A missing file ends with code 66, a folder without images with 65")
  func noInput() throws {
    let missing = try Command.run(["--input", "no/such.csv", "--rows", "5"])
    #expect(missing.status == 66)
    #expect(missing.error.contains("no/such.csv: no such file"))
    let directory = try Command.run(["--input", "scripts", "--rows", "5"])
    #expect(directory.status == 65)
    #expect(directory.error.contains("no PNG image"))
  }
}
