import Foundation
import Pipelines
import Synchronization
import Testing

@Suite("Conditions for rows")
struct ConditionTests {
  private static let loans = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "fixtures/tables/loans.csv").path

  private func run(
    _ condition: String, rows: Int = 200, threads: Int = 2, steps: Int = 40,
    _ change: (inout PipelineConfiguration) -> Void = { _ in }
  ) throws -> (
    summary: RunSummary, table: Table, schema: Schema, notes: [String], files: [String: Data]
  ) {
    let scratch = FileManager.default.temporaryDirectory.appending(
      path: "where-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    var configuration = PipelineConfiguration(inputPath: Self.loans)
    configuration.threadCount = threads
    configuration.training.steps = steps
    configuration.validation.gate.isEnabled = false
    configuration.validation.measuresUtility = false
    configuration.output.directory = scratch.path
    configuration.sampling.rowCount = .count(rows)
    configuration.sampling.condition = condition
    change(&configuration)
    let notes = Mutex<[String]>([])
    let summary = try Pipeline(configuration) { event in
      if case .noted(let note) = event { notes.withLock { $0.append(note) } }
    }.run()
    let table = try CSVReader.read(path: scratch.path + "/synthetic.csv").table
    let schema = Schema.infer(try CSVReader.read(path: Self.loans).table)
    var files: [String: Data] = [:]
    for name in [RunFile.synthetic(.csv), RunFile.report] {
      files[name] = try Data(contentsOf: scratch.appending(path: name))
    }
    return (summary, table, schema, notes.withLock { $0 }, files)
  }

  @Test(
    "Every row satisfies the condition, there are as many as wanted, and keys differ",
    arguments: [
      "age >= 40", "default = 'yes' and monthly_income > 3000",
      "first_payment_due - opened > 31 and purpose in ('car', 'home repair')",
      "home_owner = true or credit_score < 600", "opened >= '2022-01-01' and months = 48",
    ])
  func satisfied(_ condition: String) throws {
    let made = try run(condition)
    let expression = try Datasets.Expression(condition, schema: made.schema)
    #expect(made.table.rowCount == 200)
    #expect(expression.isMet(made.table).allSatisfy { $0 })
    #expect(Set(made.table.columns[0].levels).count == 200)
    #expect(made.summary.drawing?.madeRowCount == 200)
    #expect(made.notes.contains { $0.contains("of the model's rows satisfy the condition") })
    let report = String(decoding: try #require(made.files[RunFile.report]), as: UTF8.self)
    #expect(report.contains("\"drawing\" : {"))
  }

  @Test("Same seed, same bytes, whatever the number of threads")
  func repeatable() throws {
    let (one, two) = (
      try run("age >= 40 and amount < 9000", threads: 1),
      try run("age >= 40 and amount < 9000", threads: 3)
    )
    #expect(one.files == two.files)
  }

  @Test("Balanced classes are as many as can satisfy it; classes that cannot get no rows")
  func classes() throws {
    let both = try run("age >= 40") { $0.sampling.isBalanced = true }
    #expect(both.summary.classes.map(\.syntheticCount) == [100, 100])
    let one = try run("default = 'yes'") { $0.sampling.isBalanced = true }
    #expect(one.summary.classes.map(\.syntheticCount) == [0, 200])
    let named = try run("age >= 40") {
      $0.sampling.rowCount = nil
      $0.sampling.classRowCounts = ClassAmounts(named: ["yes": 30, "no": 5])
    }
    #expect(named.summary.classes.map(\.syntheticCount) == [5, 30])
  }

  @Test("Rows follow the model's distribution given the condition")
  func distribution() throws {
    // What the model makes without the condition, filtered by it, is the yardstick.
    let condition = "employment = 'salaried' and age >= 35"
    let free = try run("age > 0", rows: 6_000, steps: 150)
    let met = try Datasets.Expression(condition, schema: free.schema).isMet(free.table)
    let filtered = free.table.rows(at: met.indices.filter { met[$0] })
    let drawn = try run(condition, rows: filtered.rowCount, steps: 150).table
    for name in ["purpose", "home_owner", "default", "months"] {
      let index = try filtered.columnIndex(named: name)
      let (one, two) = (filtered.columns[index], drawn.columns[index])
      for (level, count) in zip(one.levels, one.levelCounts) {
        let share = Double(count) / Double(filtered.rowCount)
        let other = Double((0..<drawn.rowCount).count { two[$0] == level }) / Double(drawn.rowCount)
        let deviation = (2 * share * (1 - share) / Double(filtered.rowCount)).squareRoot()
        #expect(abs(share - other) < 4.5 * deviation + 0.01, "\(name) \(level): \(share), \(other)")
      }
    }
  }

  @Test("A condition that no row satisfies is refused, before and after training")
  func impossible() {
    for condition in ["age > 500", "first_payment_due < opened - 5000"] {
      #expect {
        try run(condition, steps: 3)
      } throws: { error in
        guard case PipelineError.conditionNotMet = error else { return false }
        return exitCode(for: error) == 65 && "\(error)".contains("loosen it")
      }
    }
  }

  @Test("What is found of a rare condition is published, and said to be too little")
  func partial() throws {
    let condition = "amount - 10 * monthly_income > 28000"
    let made = try run(condition, rows: 400, steps: 3)
    let drawing = try #require(made.summary.drawing)
    #expect(drawing.isPartial && drawing.madeRowCount > 0)
    #expect(drawing.madeRowCount == made.table.rowCount)
    #expect(drawing.rejections.map(\.requirement) == ["condition"])
    #expect(
      try Datasets.Expression(condition, schema: made.schema).isMet(made.table).allSatisfy { $0 })
    let warning = "WARNING: only \(drawing.madeRowCount) of 400 wanted rows"
    #expect(made.summary.text.contains(warning))
    #expect(made.notes.contains { $0.contains(warning) })
  }

  @Test("Where hardly any held-out row satisfies it, rows without the condition are judged")
  func judging() throws {
    let made = try run("age >= 60 and default = 'yes' and home_owner = true", rows: 30)
    #expect(made.summary.drawing?.judgesUnconditionedRows == true)
    #expect(made.summary.text.contains("the report judges rows drawn without it"))
    let broad = try run("age >= 30", rows: 30)
    #expect(broad.summary.drawing?.judgesUnconditionedRows == false)
  }

  @Test("A faulty condition is refused with its place")
  func faults() {
    #expect {
      try run("agee >= 40")
    } throws: {
      "\($0)".contains("did you mean 'age'") && "\($0)".contains("\n  ^") && exitCode(for: $0) == 64
    }
    #expect(throws: PipelineError.self) { try run("age > 1") { $0.sampling.rowCount = .automatic } }
  }
}
