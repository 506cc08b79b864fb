import Foundation
import Testing

@Suite("sample meets constraints, conditions and given cells", .serialized)
struct SampleDemandsTests {
  private static let tables = Command.root.appending(path: "fixtures/tables")

  /// A directory with a model of the rides and all their constraints, and what the run wrote.
  private static let trained: Command.Scratch? = {
    guard let scratch = try? Command.Scratch() else { return nil }
    _ = try? Command.run(
      [
        "--input", tables.appending(path: "rides.csv").path, "--schema",
        tables.appending(path: "rides.yaml").path, "--rows", "400", "--steps", "30", "--no-gate",
        "--quiet", "--output", "rides",
      ], in: scratch.url)
    return scratch
  }()

  private func sample(
    _ arguments: [String], in scratch: Command.Scratch
  ) throws -> Command.Outcome {
    let model = try #require(Self.trained).url.appending(path: "rides").path
    return try Command.run(
      ["sample", "--model", model, "--output", "x.csv", "--force", "--quiet"] + arguments,
      in: scratch.url)
  }

  /// Rows by the names of their columns.
  private func rows(_ text: String) -> [[String: String]] {
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  /// Whether rows meet the constraints of `rides.yaml` that are told by a row's cells.
  private func expectMet(_ rows: [[String: String]]) throws {
    let real = try rowsOfRides()
    let places = Set(real.map { ($0["state"] ?? "") + "," + ($0["city"] ?? "") })
    for row in rows {
      func number(_ name: String) -> Double { Double(row[name] ?? "") ?? .nan }
      let sum = number("fare") + number("tip") + number("tolls")
      #expect(sum.isNaN || abs(sum - number("total")) < 0.006)
      #expect(sum.isNaN || number("charged") > sum - 0.006)
      #expect(["card", "cash", "app"].count { row[$0] == "1" } == 1)
      #expect(
        row["state"] == "" || row["city"] == ""
          || places.contains((row["state"] ?? "") + "," + (row["city"] ?? "")))
      #expect(!(row["shared"] == "no" && row["seats"] != ""))
    }
    #expect(Set(rows.compactMap { $0["ride_id"] }).count == rows.count)
  }

  private func rowsOfRides() throws -> [[String: String]] {
    rows(
      try String(contentsOf: Self.tables.appending(path: "rides.csv"), encoding: .utf8))
  }

  @Test("The constraints of the run hold, and its seed gives its rows again")
  func constraints() throws {
    let scratch = try Command.Scratch()
    let again = try sample(["--rows", "400"], in: scratch)
    #expect(again.status == 0, "\(again.error)")
    #expect(again.output.contains("Constraints: 10, met by all 400 rows"))
    #expect(scratch.data("x.csv") == (try #require(Self.trained).data("rides/synthetic.csv")))
    let other = try sample(["--rows", "900", "--seed", "5", "--json"], in: scratch)
    #expect(other.status == 0 && other.output.contains("\"constraints\" : {"))
    let made = rows(scratch.text("x.csv"))
    #expect(made.count == 900)
    try expectMet(made)
  }

  @Test("A condition holds beside them, and what is found of a rare one is written with a warning")
  func condition() throws {
    let scratch = try Command.Scratch()
    let outcome = try sample(
      ["--rows", "200", "--where", "fare > 12 and shared = 'yes'"], in: scratch)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("All 200 rows satisfy it"))
    let made = rows(scratch.text("x.csv"))
    #expect(made.count == 200)
    #expect(made.allSatisfy { Double($0["fare"] ?? "") ?? 0 > 12 && $0["shared"] == "yes" })
    try expectMet(made)
    let rare = try sample(
      ["--rows", "500", "--where", "tip > 1.4 * fare and tolls > 0"], in: scratch)
    #expect([0, 65].contains(rare.status))
    #expect(
      rare.status == 0 ? rare.output.contains("WARNING: only") : rare.error.contains("loosen it"))
    for (condition, hint) in [("fares > 3", "'fare'"), ("shared = 'ye'", "'yes'")] {
      let faulty = try sample(["--where", condition], in: scratch)
      #expect(
        faulty.status == 64 && faulty.error.contains("did you mean \(hint)"), "\(faulty.error)")
    }
    let none = try sample(["--where", "fare < 0 - 5"], in: scratch)
    #expect(none.status == 65 && !none.error.contains("real rows"))
  }

  @Test("Given rows are completed, constraints included, the same for every number of threads")
  func like() throws {
    let scratch = try Command.Scratch()
    let real = try rowsOfRides().prefix(120)
    let text =
      "city,shared,total\n"
      + real.map { [$0["city"], $0["shared"], ""].map { $0 ?? "" }.joined(separator: ",") + "\n" }
      .joined()
    try text.write(to: scratch.url.appending(path: "like.csv"), atomically: true, encoding: .utf8)
    let outcome = try sample(["--like", "like.csv", "--threads", "1"], in: scratch)
    #expect(outcome.status == 0, "\(outcome.error)")
    #expect(outcome.output.contains("Completed 120 rows of like.csv: 'city', 'shared' given"))
    let first = scratch.text("x.csv")
    let made = rows(first)
    #expect(made.map { $0["city"] } == real.map { $0["city"] })
    #expect(made.map { $0["shared"] } == real.map { $0["shared"] })
    try expectMet(made)
    _ = try sample(["--like", "like.csv", "--threads", "3"], in: scratch)
    #expect(scratch.text("x.csv") == first)
  }
}
