import Foundation
import Pipelines
import Synchronization
import Testing

@Suite("Given rows are completed")
struct LikeTests {
  private static let tables = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "fixtures/tables")

  private func run(
    _ text: String, table: String = "loans.csv", steps: Int = 40, threads: Int = 2,
    _ change: (inout PipelineConfiguration) -> Void = { _ in }
  ) throws -> (summary: RunSummary, table: Table, report: String) {
    let scratch = FileManager.default.temporaryDirectory.appending(
      path: "like-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    let file = scratch.appending(path: "like.csv")
    try text.write(to: file, atomically: true, encoding: .utf8)
    var configuration = PipelineConfiguration(
      inputPath: Self.tables.appending(path: table).path)
    configuration.threadCount = threads
    configuration.training.steps = steps
    configuration.validation.gate.isEnabled = false
    configuration.validation.measuresUtility = false
    configuration.output.directory = scratch.appending(path: "made").path
    configuration.sampling.likePath = file.path
    change(&configuration)
    let summary = try Pipeline(configuration).run()
    return (
      summary, try CSVReader.read(path: summary.directory + "/synthetic.csv").table,
      try String(contentsOfFile: summary.directory + "/report.json", encoding: .utf8)
    )
  }

  private static let loans = """
    purpose,Age,default,loan_id,amount
    car,35,yes,,
    ,,no,KNOWN-1,"3,000"
    education,,,,

    """

  @Test("Every row comes out once, in order, with its given cells as they were written")
  func keepsCells() throws {
    let given = Self.loans.replacingOccurrences(of: "\"3,000\"", with: "3000.00")
    let made = try run(given)
    #expect(made.table.rowCount == 3)
    func column(_ name: String) throws -> Column {
      made.table.columns[try made.table.columnIndex(named: name)]
    }
    #expect(try column("purpose")[0] == "car" && column("purpose")[2] == "education")
    #expect(try column("age")[0] == "35")
    #expect(try column("default")[0] == "yes" && column("default")[1] == "no")
    #expect(try column("loan_id")[1] == "KNOWN-1")
    #expect(try column("amount")[1] == "3000.00")
    #expect(Set(try column("loan_id").levels).count == 3)
    #expect(try ["yes", "no"].contains(column("default")[2]))
    let record = try #require(made.summary.completion)
    #expect(record.rowCount == 3 && record.givenCellCount == 7)
    #expect(record.columns.sorted() == ["age", "amount", "default", "loan_id", "purpose"])
    #expect(made.summary.text.contains("Completed 3 rows of like.csv"))
    #expect(made.summary.text.contains("the report judges rows drawn freely"))
    #expect(made.report.contains("\"completion\" : {"))
  }

  @Test("Same seed, same rows, whatever the number of threads")
  func repeatable() throws {
    let text = "months,default\n" + (0..<300).map { "\(12 * (1 + $0 % 4)),\n" }.joined()
    let (one, two) = (try run(text, threads: 1), try run(text, threads: 3))
    #expect(one.table == two.table)
    #expect(Set(one.table.columns[0].levels).count == 300)
  }

  @Test("Numbers beyond those learned from are kept, and said to be")
  func beyond() throws {
    let made = try run("age\n150\n30\n")
    let age = made.table.columns[try made.table.columnIndex(named: "age")]
    #expect(age[0] == "150" && age[1] == "30")
    #expect(made.summary.text.contains("1 cell of 'age' such as '150' in row 1 beyond"))
  }

  @Test(
    "What the table cannot hold is refused before anything is learned, with its place",
    arguments: [
      ("agee\n3\n", "did you mean 'age'?"), ("age,AGE\n3,4\n", "once more"),
      ("age\n30\nold\n", "row 2, column 'age': 'old' where a number such as"),
      ("purpose\ncarr\n", "did you mean 'car'?"),
      ("opened\n2020-13-45\n", "row 1, column 'opened': '2020-13-45' where a date or time"),
      ("loan_id\nA\nA\n", "row 2, column 'loan_id': 'A' where a key that no other row has"),
    ])
  func refused(_ text: String, _ message: String) {
    #expect {
      try run(text, steps: 1_000_000)
    } throws: {
      "\($0)".contains(message) && "\($0)".contains("like.csv") && exitCode(for: $0) == 65
    }
  }

  @Test("Options that say which rows to make contradict it")
  func contradictions() {
    let changes: [(inout PipelineConfiguration) -> Void] = [
      { $0.sampling.rowCount = .count(5) }, { $0.sampling.isBalanced = true },
      { $0.sampling.condition = "age > 3" },
      { $0.sampling.classRowCounts = ClassAmounts(named: ["yes": 3]) },
    ]
    for change in changes {
      #expect { try run("age\n30\n", change) } throws: { "\($0)".contains("beside --like") }
    }
  }

  private func numbers(_ table: Table, _ name: String) throws -> [Double] {
    let column = table.columns[try table.columnIndex(named: name)]
    // Some tolls are missing, as in the real table.
    return try (0..<table.rowCount).map {
      column[$0] == "" ? .nan : try #require(Double(column[$0]))
    }
  }

  @Test("A total that is given is the sum of parts that are drawn, and constraints hold")
  func totals() throws {
    let totals = ["25.00", "60.50", "12.75"]
    let text = "total\n" + (0..<150).map { totals[$0 % 3] + "\n" }.joined()
    let made = try run(text, table: "rides.csv", steps: 400) {
      $0.input.label = "complaint"
      $0.constraints = [.formula(equation: "total = fare + tip + tolls")]
    }
    #expect(made.table.rowCount == 150)
    let total = made.table.columns[try made.table.columnIndex(named: "total")]
    for row in 0..<150 { #expect(total[row] == totals[row % 3]) }
    let (fare, tip, tolls) = (
      try numbers(made.table, "fare"), try numbers(made.table, "tip"),
      try numbers(made.table, "tolls")
    )
    let sums = fare.indices.map { fare[$0] + tip[$0] + tolls[$0] }
    #expect(sums.count { !$0.isNaN } > 120)
    #expect(
      zip(sums, try numbers(made.table, "total")).allSatisfy { $0.isNaN || abs($0 - $1) < 0.006 })
    #expect(made.summary.constraints?.constraints.count == 1)
  }

  @Test("Given cells that break a constraint are refused before anything is learned")
  func contradictsConstraint() {
    #expect {
      try run("fare,tip,tolls,total\n10,1,0,11\n10,1,0,99\n", table: "rides.csv", steps: 1_000_000)
      {
        $0.input.label = "complaint"
        $0.constraints = [.formula(equation: "total = fare + tip + tolls")]
      }
    } throws: {
      "\($0)".contains("row 2: the given cells break the constraint 'total = fare + tip + tolls'")
    }
  }
}
