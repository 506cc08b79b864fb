import Datasets
import TestSupport
import Testing

@Suite("Suggested constraints")
struct ConstraintSuggestionTests {
  /// Taxi rides with everything that there is to be found, and columns without any rule.
  private func rides(_ count: Int, seed: UInt64 = 1) -> Table {
    var random = SeededGenerator(seed: seed)
    func amount(_ limit: Double) -> Int { Int(random.uniform() * limit) }
    func money(_ cents: Int) -> String {
      "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    }
    let cities = ["NY": ["NYC", "Buffalo"], "CA": ["LA", "Fresno", "Davis"], "TX": ["Austin"]]
    let names = [
      "fare", "tip", "tolls", "total", "paid", "from", "to", "state", "city", "red", "green",
      "blue", "noise", "id",
    ]
    var rows: [[String]] = []
    for row in 0..<count {
      let (fare, tip, tolls) = (
        300 + amount(4_000), amount(900), amount(4) == 0 ? 300 + amount(500) : 0
      )
      let start = 600 + amount(600)
      let end = start + amount(60)
      let state = ["NY", "CA", "TX"][amount(3)]
      let choices = cities[state] ?? []
      let colour = amount(3)
      rows.append([
        money(fare), money(tip), money(tolls), money(fare + tip + tolls),
        money(fare + tip + tolls + amount(3) * 50),
        "2024-03-0\(1 + row % 7) \(start / 60):\(start % 60 < 10 ? "0" : "")\(start % 60)",
        "2024-03-0\(1 + row % 7) \(end / 60):\(end % 60 < 10 ? "0" : "")\(end % 60)",
        state, choices[amount(Double(choices.count))],
        colour == 0 ? "1" : "0", colour == 1 ? "1" : "0", colour == 2 ? "1" : "0",
        String(random.normal() * 30), "R-\(10_000 + row)",
      ])
    }
    return Table(
      columns: names.enumerated().map { index, name in
        Column(name: name, cells: rows.map { $0[index] })
      })
  }

  private func suggestions(_ table: Table) -> [ConstraintRule] {
    ConstraintSuggestions(table, schema: Schema.infer(table)).rules
  }

  @Test("Sums, orders, combinations, one-hot columns, keys and signs are found, and nothing else")
  func findsAll() {
    #expect(
      suggestions(rides(3_000)) == [
        .formula(equation: "total = fare + tip + tolls"),
        .compare(order: "total <= paid"), .compare(order: "from <= to"),
        .combinations(columns: ["state", "city"]),
        .oneHot(columns: ["red", "green", "blue"]),
        .nonNegative(columns: ["tip", "tolls"]),
        .unique(columns: ["id"]),
      ])
  }

  @Test("A total that holds more than its terms is at least their sum")
  func atLeast() {
    var table = rides(3_000)
    table.columns.remove(at: 3)
    let found = suggestions(table)
    #expect(found.first == .formula(equation: "paid >= fare + tip + tolls"))
    #expect(!found.contains(.compare(order: "fare <= paid")))
  }

  @Test("One row that breaks a rule is enough for it not to be suggested, sums aside")
  func broken() {
    var table = rides(3_000)
    for (index, text) in [(5, "2024-03-09 23:00"), (7, "TX"), (9, "1")] {
      var cells = (0..<table.rowCount).map { table.columns[index][$0] }
      cells[1_234] = text
      table.columns[index] = Column(name: table.columns[index].name, cells: cells)
    }
    // A row of the state TX, with another city; and a second colour unless red was the one.
    var cities = (0..<table.rowCount).map { table.columns[8][$0] }
    cities[1_234] = "LA"
    table.columns[8] = Column(name: "city", cells: cities)
    var blue = (0..<table.rowCount).map { table.columns[11][$0] }
    blue[1_234] = "1"
    table.columns[11] = Column(name: "blue", cells: blue)
    let found = suggestions(table)
    #expect(found.contains(.formula(equation: "total = fare + tip + tolls")))
    #expect(!found.contains(.compare(order: "from <= to")))
    #expect(!found.contains(.oneHot(columns: ["red", "green", "blue"])))
  }

  @Test("Fifty rows suggest nothing that may be chance", arguments: 0..<10)
  func fewRows(seed: UInt64) {
    #expect(suggestions(rides(50, seed: seed)).isEmpty)
  }

  @Test("Columns without rules suggest none", arguments: 0..<10)
  func noise(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let rows = 0..<100
    let table = Table(
      columns: (0..<12).map { column in
        Column(
          name: "c\(column)",
          cells: rows.map { _ in
            column < 6
              ? String((random.normal() * 10).rounded() / 10)
              : ["red", "green", "blue", "grey"][Int(random.uniform() * 4)]
          })
      })
    #expect(suggestions(table).isEmpty, "seed \(seed)")
  }

  @Test("Columns that lie apart are in no order worth telling")
  func apart() {
    var random = SeededGenerator(seed: 3)
    let low = (0..<500).map { _ in String(Int(random.uniform() * 10)) }
    let high = (0..<500).map { _ in String(1_000 + Int(random.uniform() * 10)) }
    let table = Table(columns: [Column(name: "low", cells: low), Column(name: "high", cells: high)])
    let rules = suggestions(table)
    #expect(rules == [.nonNegative(columns: ["low"])])
  }

  @Test("An order that follows from two others is left out")
  func transitive() {
    var random = SeededGenerator(seed: 4)
    let rows = (0..<400).map { _ in
      let first = Int(random.uniform() * 100) - 50
      let second = first + Int(random.uniform() * 50)
      return [first, second, second + Int(random.uniform() * 50)]
    }
    let table = Table(
      columns: ["a", "b", "c c"].enumerated().map { index, name in
        Column(name: name, cells: rows.map { String($0[index]) })
      })
    #expect(
      suggestions(table) == [.compare(order: "a <= b"), .compare(order: "b <= \"c c\"")])
  }

  @Test("All columns of 'no internet service' are tied to one")
  func internetService() {
    var random = SeededGenerator(seed: 5)
    let rows = (0..<2_000).map { _ in
      let service = ["DSL", "Fiber", "No"][Int(random.uniform() * 3)]
      return [service]
        + (0..<4).map { _ in
          service == "No" ? "No internet service" : random.uniform() < 0.5 ? "Yes" : "No"
        }
    }
    let names = ["service", "security", "backup", "support", "films"]
    let table = Table(
      columns: names.enumerated().map { index, name in
        Column(name: name, cells: rows.map { $0[index] })
      })
    #expect(
      suggestions(table)
        == names.dropFirst().map { .combinations(columns: ["service", $0]) })
  }
}
