import Datasets
import Testing

@Suite struct ColumnOverrideTests {
  let table = Table(columns: [
    Column(name: "zip", cells: ["98101", "98102", "98101", "98103"]),
    Column(name: "when", cells: ["01/02/2020", "03/04/2020", "05/06/2020", "x"]),
    Column(name: "code", cells: ["007", "12", "3", "12"]),
    Column(name: "price", cells: ["1.25", "-999", "3.50", "2.75"]),
  ])

  private func apply(_ name: String, _ override: ColumnOverride) throws(DatasetError)
    -> ColumnSchema?
  {
    let schema = Schema.infer(table)
    let index = try table.columnIndex(named: name)
    return try schema.applying(overrides: [name: override], to: table).columns[index]
  }

  @Test func `numbers can be declared categories`() throws {
    let column = try apply("zip", ColumnOverride(kind: .categorical))
    #expect(column?.kind == .categorical && column?.numberFormat == nil)
  }

  @Test func `a date format decides between day and month, and its misfits can be missing`() throws
  {
    let column = try apply("when", ColumnOverride(format: "%d/%m/%Y", missing: ["x"]))
    #expect(column?.kind == .temporal)
    #expect(column?.number("01/02/2020") == column?.temporalFormat?.number("01/02/2020"))
    #expect(column?.missingMarkers == ["x"])
  }

  @Test func `a misfit is named and counted`() throws {
    #expect(
      throws: DatasetError.overrideMismatch(
        column: "when", expected: "a date or time written as %d/%m/%Y", cell: "x", count: 1)
    ) { try apply("when", ColumnOverride(format: "%d/%m/%Y")) }
    #expect(
      throws: DatasetError.overrideMismatch(
        column: "price", expected: "a whole number", cell: "1.25", count: 3)
    ) { try apply("price", ColumnOverride(kind: .integer)) }
    #expect(
      throws: DatasetError.overrideMismatch(
        column: "when", expected: "a number", cell: "01/02/2020", count: 4)
    ) { try apply("when", ColumnOverride(kind: .decimal)) }
    #expect(throws: DatasetError.self) { try apply("zip", ColumnOverride(kind: .constant)) }
    #expect(throws: DatasetError.self) { try apply("zip", ColumnOverride(kind: .boolean)) }
  }

  @Test func `markers and decimals can be set`() throws {
    let column = try apply("price", ColumnOverride(kind: .decimal, decimals: 1, missing: ["-999"]))
    #expect(column?.missingMarkers == ["-999"])
    #expect(column?.text(2.77) == "2.8")
  }

  @Test func `codes can be declared numbers`() throws {
    let column = try apply("code", ColumnOverride(kind: .integer))
    #expect(column?.number("007") == 7)
  }

  @Test func `overrides that make no sense are refused`() {
    for override in [
      ColumnOverride(kind: .integer, format: "%Y"), ColumnOverride(kind: .categorical, decimals: 2),
      ColumnOverride(format: "%Q"), ColumnOverride(kind: .temporal),
      ColumnOverride(kind: .decimal, decimals: 40),
    ] {
      let error = #expect(throws: DatasetError.self) { try apply("price", override) }
      guard case .invalidOverride("price", _) = error else {
        Issue.record("\(override): \(String(describing: error))")
        continue
      }
    }
  }

  @Test func `an unknown column suggests the nearest`() {
    #expect(
      throws: DatasetError.unknownColumn(
        name: "prize", nearest: "price", names: ["zip", "when", "code", "price"])
    ) {
      try Schema.infer(table).applying(overrides: ["prize": ColumnOverride()], to: table)
    }
  }
}
