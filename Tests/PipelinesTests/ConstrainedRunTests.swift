import Foundation
import Pipelines
import Testing

@Suite("Runs with constraints")
struct ConstrainedRunTests {
  private static let tables = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "fixtures/tables")

  /// Runs on the rides with a schema file of these constraints; nil for the fixture's own.
  private func run(_ constraints: String?, rows: Int = 600) throws -> (RunSummary, URL, Table) {
    let scratch = FileManager.default.temporaryDirectory
      .appending(path: "constrained-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    var configuration = PipelineConfiguration(
      inputPath: Self.tables.appending(path: "rides.csv").path)
    configuration.threadCount = 2
    configuration.training.steps = 20
    configuration.sampling.rowCount = .count(rows)
    configuration.validation.gate.isEnabled = false
    configuration.validation.measuresAugmentation = false
    configuration.output.directory = scratch.appending(path: "made").path
    let schema = scratch.appending(path: "schema.yaml")
    if let constraints {
      try ("label: complaint\nconstraints:\n" + constraints)
        .write(to: schema, atomically: true, encoding: .utf8)
    }
    configuration.input.schemaPath =
      constraints == nil ? Self.tables.appending(path: "rides.yaml").path : schema.path
    let summary = try Pipeline(configuration).run()
    let made = try CSVReader.read(path: summary.directory + "/synthetic.csv").table
    return (summary, scratch, made)
  }

  @Test("Every synthetic row meets every kind of constraint, and the classes keep their numbers")
  func meetsAll() throws {
    let (summary, scratch, made) = try run(nil)
    defer { try? FileManager.default.removeItem(at: scratch) }
    #expect(made.rowCount == 600)
    let real = try CSVReader.read(path: Self.tables.appending(path: "rides.csv").path).table
    let file = try SchemaFile(path: Self.tables.appending(path: "rides.yaml").path)
    let set = try ConstraintSet(
      file.constraints.map(\.rule), schema: Schema.infer(real), table: real)
    #expect(set.constraints.count == 10)
    for broken in set.violations(in: made) { #expect(broken.count == 0, "\(broken.name)") }
    let label = made.columns.count - 1
    #expect(
      summary.classes.map(\.syntheticCount)
        == summary.classes.map { item in
          (0..<made.rowCount).count { made.columns[label][$0] == item.name }
        })
    #expect(summary.text.contains("Constraints: 10, met by all 600 rows"))
  }

  /// The part of `report.json` that is about constraints.
  private struct Report: Decodable {
    var constraints: ConstraintFindings
  }

  @Test("Manifest, report and schema file say which constraints were applied and how they fared")
  func records() throws {
    let (summary, scratch, _) = try run(
      "  - formula: total = fare + tip + tolls\n  - range: {column: fare, minimum: 10}\n",
      rows: 200)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let folder = URL(filePath: summary.directory)
    let manifest = try JSONDecoder().decode(
      Manifest<PipelineConfiguration>.self,
      from: try Data(contentsOf: folder.appending(path: RunFile.manifest)))
    let rules: [ConstraintRule] = [
      .formula(equation: "total = fare + tip + tolls"),
      .range(column: "fare", minimum: "10", maximum: nil),
    ]
    #expect(manifest.configuration.constraints == rules)
    let report = try JSONDecoder().decode(
      Report.self, from: try Data(contentsOf: folder.appending(path: RunFile.report)))
    let findings = report.constraints
    #expect(findings == summary.constraints)
    #expect(findings.constraints.map(\.name) == rules.map(\.description))
    #expect(findings.drawnRowCount >= 200 + findings.rejectedRowCount)
    #expect(findings.constraints[1].rejectedCount > 0)
    #expect(try #require(findings.constraints[1].realCount) > 0)
    let schema = try SchemaFile(path: folder.appending(path: RunFile.schema).path)
    #expect(schema.constraints.map(\.rule) == rules)
    let text = try String(contentsOf: folder.appending(path: RunFile.schema), encoding: .utf8)
    #expect(text.contains("#  - compare: \"pickup <= dropoff\""))
    #expect(text.contains("#  - combinations: [\"state\", \"city\"]"))
  }

  @Test("Constraints that contradict each other end with the one that rejects most")
  func contradiction() throws {
    do {
      let (_, scratch, _) = try run(
        "  - range: {column: fare, minimum: 10}\n  - condition: fare < 10\n", rows: 100)
      try? FileManager.default.removeItem(at: scratch)
      Issue.record("a contradiction was accepted")
    } catch {
      #expect("\(error)".contains("fare"))
      #expect(exitCode(for: error) == 65)
    }
  }

  @Test(
    "A pattern that half of the new keys have leaves as many rows as are wanted, with keys that differ"
  )
  func keyPattern() throws {
    let (summary, scratch, made) = try run(
      "  - pattern: {column: ride_id, expression: \"RD-[0-9]{4}[02468]\"}\n", rows: 300)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let keys = (0..<made.rowCount).map { made.columns[0][$0] }
    #expect(keys.count == 300 && Set(keys).count == 300)
    #expect(keys.allSatisfy { "02468".contains($0.last ?? "1") })
    #expect(summary.drawing?.isPartial == false)
  }

  @Test("Inspecting suggests the constraints of the rides")
  func suggests() throws {
    let inspection = try Pipeline(
      PipelineConfiguration(inputPath: Self.tables.appending(path: "rides.csv").path)
    ).inspect()
    let found = inspection.suggestedConstraints
    for line in [
      "- formula: \"total = fare + tip + tolls\"", "- compare: \"pickup <= dropoff\"",
      "- combinations: [\"state\", \"city\"]", "- one-hot: [\"card\", \"cash\", \"app\"]",
      "- unique: [\"ride_id\"]",
    ] {
      #expect(found.contains(line), "\(found)")
    }
    #expect(inspection.text.contains("\nconstraints:\n  - formula: "))
  }
}
