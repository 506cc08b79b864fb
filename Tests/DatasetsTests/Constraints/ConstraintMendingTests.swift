import Datasets
import TestSupport
import Testing

@Suite("Mending rows")
struct ConstraintMendingTests {
  @Test("A computed column is written in its own spelling; missing cells stay missing")
  func formula() throws {
    let table = ConstraintTable([
      "total": ["1,105.00", "2.50", ""],
      "a": ["1,100.00", "1.00", "3.00"], "b": ["5.00", "1.50", "1.00"],
    ])
    let set = try table.set(.formula(equation: "total = a + b"))
    let rows = table.rows([
      "total": ["9.00", "9.00", "9.00", "", "5.00"], "a": ["1,999.00", "0.10", "", "1.00", "2.00"],
      "b": ["1.50", "0.20", "1.00", "1.00", "3.00"],
    ])
    #expect(set.mended(rows).cells(0) == ["2,000.50", "0.30", "9.00", "", "5.00"])
  }

  @Test("Formulas mend in the order of what they read, whatever the order in the file")
  func formulaOrder() throws {
    let table = ConstraintTable([
      "gross": ["12", "24"], "net": ["10", "20"], "tax": ["2", "4"], "price": ["5", "10"],
    ])
    let set = try table.set(
      .formula(equation: "gross = net + tax"), .formula(equation: "net = price * 2"))
    let rows = table.rows(["gross": ["0"], "net": ["0"], "tax": ["3"], "price": ["7"]])
    let mended = set.mended(rows)
    #expect(mended.cells(1) == ["14"])
    #expect(mended.cells(0) == ["17"])
  }

  @Test("An unseen combination becomes one that real rows have and that agrees in a column")
  func combinations() throws {
    let table = ConstraintTable([
      "state": ["NY", "NY", "CA", "CA", "CA", ""],
      "city": ["NYC", "Buffalo", "LA", "LA", "Fresno", "LA"],
    ])
    let set = try table.set(.combinations(columns: ["state", "city"]))
    let rows = table.rows(["state": ["NY", "CA", "NY", ""], "city": ["LA", "LA", "?", "LA"]])
    #expect(set.constraints[0].isMet(rows) == [false, true, false, true])
    let mended = set.mended(rows)
    #expect(set.constraints[0].isMet(mended).allSatisfy { $0 })
    #expect(mended.columns[0][0] == "NY" || mended.columns[1][0] == "LA")
    #expect(mended.cells(at: [1, 3]) == rows.cells(at: [1, 3]))
    // What is kept decides.
    #expect(set.mended(rows, keeping: [1]).cells(0) == ["CA", "CA", "NY", ""])
    let fixed = set.mended(rows, keeping: [0])
    #expect(fixed.cells(0) == rows.cells(0))
    #expect(["NYC", "Buffalo"].contains(fixed.columns[1][0]))
  }

  @Test("Combinations are drawn as often as real rows have them")
  func combinationShares() throws {
    let cities = (0..<100).map { $0 < 80 ? "NYC" : "Buffalo" }
    let table = ConstraintTable([
      "state": cities.map { _ in "NY" } + ["CA"], "city": cities + ["LA"],
      "n": (0...100).map(String.init),
    ])
    let set = try table.set(.combinations(columns: ["state", "city"]))
    let count = 4_000
    let rows = table.rows([
      "state": (0..<count).map { _ in "NY" }, "city": (0..<count).map { _ in "Paris" },
      "n": (0..<count).map { String($0 % 101) },
    ])
    let share = Double(set.mended(rows).cells(1).count { $0 == "NYC" }) / Double(count)
    // Five standard deviations of a share of 4,000: √(0.8 · 0.2 / 4,000) = 0.0063.
    #expect(abs(share - 0.8) < 0.032)
    #expect(set.mended(rows) == set.mended(rows))
  }

  @Test("Columns of many combinations are kept before those of one")
  func hub() throws {
    let services = ["DSL", "Fiber", "No"].flatMap { name in Array(repeating: name, count: 20) }
    func further(_ shift: Int) -> [String] {
      services.enumerated().map { index, service in
        service == "No" ? "no internet" : (index + shift) % 2 == 0 ? "Yes" : "No"
      }
    }
    let table = ConstraintTable([
      "internet": services, "backup": further(0), "support": further(1), "films": further(0),
    ])
    let set = try table.set(
      .combinations(columns: ["internet", "backup"]),
      .combinations(columns: ["internet", "support"]),
      .combinations(columns: ["internet", "films"]))
    let rows = table.rows([
      "internet": ["No", "DSL"], "backup": ["Yes", "no internet"],
      "support": ["no internet", "Yes"],
      "films": ["Yes", "No"],
    ])
    let mended = set.mended(rows)
    #expect(mended.cells(0) == ["No", "DSL"])
    #expect((1...3).allSatisfy { mended.columns[$0][0] == "no internet" })
    #expect(["Yes", "No"].contains(mended.columns[1][1]))
    #expect(set.violations(in: mended).allSatisfy { $0.count == 0 })
  }

  @Test("One of several true columns stays; without any, one is drawn")
  func oneHot() throws {
    let table = ConstraintTable([
      "red": ["1", "0", "0"], "green": ["false", "true", "false"], "blue": ["0", "0", "1"],
    ])
    let set = try table.set(.oneHot(columns: ["red", "green", "blue"]))
    let rows = table.rows([
      "red": ["1", "0", "1", "0"], "green": ["true", "false", "false", "true"],
      "blue": ["0", "0", "0", "0"],
    ])
    let mended = set.mended(rows)
    #expect(set.constraints[0].isMet(mended).allSatisfy { $0 })
    #expect(mended.columns[2][0] == "0")
    #expect(mended.cells(at: [2, 3]) == rows.cells(at: [2, 3]))
    let kept = set.mended(rows, keeping: [2])
    #expect(kept.cells(2) == ["0", "0", "0", "0"])
  }

  @Test("Rows of any cells meet what is mended", arguments: 0..<20)
  func property(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    func cells(_ texts: [String], _ count: Int) -> [String] {
      (0..<count).map { _ in texts[Int(random.next() % UInt64(texts.count))] }
    }
    let real = ConstraintTable([
      "a": ["1", "2", "3", "4"], "b": ["0.5", "1.5", "2.25", "9.00"],
      "sum": ["1.5", "3.5", "5.3", "13"],
      "state": ["NY", "NY", "CA", "CA"], "city": ["NYC", "Buffalo", "LA", "Fresno"],
      "yes": ["1", "0", "1", "0"], "no": ["0", "1", "0", "1"],
    ])
    let set = try real.set(
      .combinations(columns: ["state", "city"]), .oneHot(columns: ["yes", "no"]),
      .formula(equation: "sum = a + b"))
    let rows = real.rows([
      "a": cells(["1", "2", "3", "4", ""], 200), "b": cells(["0.5", "1.25", "9.00", ""], 200),
      "sum": cells(["1.5", "5.3", ""], 200), "state": cells(["NY", "CA", "TX", ""], 200),
      "city": cells(["NYC", "LA", "Paris", ""], 200), "yes": cells(["0", "1"], 200),
      "no": cells(["0", "1"], 200),
    ])
    let mended = set.mended(rows)
    #expect(set.violations(in: mended).map(\.count) == [0, 0, 0], "seed \(seed)")
    #expect(set.mended(mended) == mended, "seed \(seed)")
  }
}
