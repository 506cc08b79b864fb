import Datasets
import Testing

@Suite struct LabelChoiceTests {
  /// A table of 200 rows whose columns cycle through so many values.
  private func table(_ columns: [(name: String, count: Int, isNumber: Bool)]) -> Table {
    Table(
      columns: columns.map { name, count, isNumber in
        Column(name: name, cells: (0..<200).map { isNumber ? "\($0 % count)" : "v\($0 % count)" })
      })
  }

  private func choose(_ table: Table, _ requested: String? = nil) throws -> LabelChoice {
    try LabelChoice.choose(table: table, schema: Schema.infer(table), requested: requested)
  }

  @Test func `a requested label is found despite case and blanks`() throws {
    let table = table([(" Income", 2, false), ("b", 3, false)])
    #expect(try choose(table, "income").columnIndex == 0)
    #expect(try choose(table, "b").columnIndex == 1)
  }

  @Test func `an unknown label suggests the nearest name and lists all`() throws {
    let table = table([("income", 2, false), ("age", 3, true)])
    let error = #expect(throws: DatasetError.self) { try choose(table, "incmoe") }
    #expect(error == .unknownColumn(name: "incmoe", nearest: "income", names: ["income", "age"]))
    #expect(
      error?.description
        == "no column is named 'incmoe'; did you mean 'income'? the columns are income, age")
    #expect(error?.exitCode == 64)
  }

  @Test func `keys, constants and free text are refused as labels`() throws {
    let table = Table(columns: [
      Column(name: "id", cells: (0..<100).map { "k\($0)x" }),
      Column(name: "c", cells: (0..<100).map { _ in "1" }),
      Column(name: "t", cells: (0..<100).map { "w\($0 % 70)x" }),
      Column(name: "y", cells: (0..<100).map { "c\($0 % 2)" }),
    ])
    for name in ["id", "c", "t"] {
      let error = #expect(throws: DatasetError.self) { try choose(table, name) }
      guard case .unsuitableLabel(name, _) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    #expect(try choose(table).columnIndex == 3)
  }

  @Test func `usual names come first, then the last column, then none`() throws {
    #expect(try choose(table([("class", 3, false), ("a", 2, false)])).columnIndex == 0)
    #expect(
      try choose(table([("a", 3, false), ("target_class", 2, true), ("b", 150, true)])).columnIndex
        == 1)
    #expect(try choose(table([("a", 3, false), ("b", 4, false)])).columnIndex == 1)
    #expect(try choose(table([("a", 3, false), ("b", 150, true)])).columnIndex == nil)
    #expect(
      try choose(table([("x", 90, true), ("y", 91, true), ("z", 92, true)])).columnIndex == nil)
  }

  @Test func `a first column of names before numbers is the label`() throws {
    #expect(
      try choose(table([("letter", 13, false), ("a", 12, true), ("b", 16, true)])).columnIndex == 0)
  }

  @Test func `the nearest name is alike or none`() {
    #expect(nearestName(to: "Incom", among: ["age", "income", "outcome"]) == "income")
    #expect(nearestName(to: "specie", among: ["species", "special"]) == "species")
    #expect(
      nearestName(to: "lable", among: ["table", "label"]) == "table"
        || nearestName(to: "lable", among: ["label"]) == "label")
    #expect(nearestName(to: "zzz", among: ["income"]) == nil)
    #expect(nearestName(to: "", among: []) == nil)
  }
}
