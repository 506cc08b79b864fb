import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct SchemaInferenceTests {
  private func schema(_ cells: [String], name: String = "x", _ markers: MissingMarkers = .standard)
    -> ColumnSchema
  {
    Schema.infer(Table(columns: [Column(name: name, cells: cells)]), missingMarkers: markers)
      .columns[0]
  }

  @Test func `missing markers are kept as they are spelled, the most frequent first`() {
    let schema = schema(["1", " ?", "NA", "NA", "2"])
    #expect(schema.kind == .integer)
    #expect(schema.missingMarkers == ["NA", " ?"])
    #expect(schema.isMissing(" ?") && !schema.isMissing("?"))
  }

  @Test func `the word None is missing among numbers and a category among words`() {
    #expect(schema(["1", "2", "None"]).missingMarkers == ["None"])
    #expect(schema(["Brick", "Stone", "None"]).missingMarkers == [])
  }

  @Test func `the markers can be chosen`() {
    let schema = schema(["1", "-999", "2"], MissingMarkers(everywhere: ["-999"]))
    #expect(schema.missingMarkers == ["-999"])
    #expect(schema.number("-999") == nil)
  }

  @Test func `one text in every row is constant, missing included`() {
    #expect(schema(["5", "5", "5"]).kind == .constant)
    #expect(schema(["", "", ""]).kind == .constant)
    #expect(schema(["", ""]).missingMarkers == [""])
    #expect(schema(["", "NA"]).kind == .categorical)
  }

  @Test(arguments: [["true", "false"], ["Yes", "No"], ["Y", "N", ""], ["t", "f"]])
  func `truth values are boolean`(cells: [String]) {
    #expect(schema(cells).kind == .boolean)
  }

  @Test func `zero and one stay whole numbers`() {
    #expect(schema(["0", "1", "1"]).kind == .integer)
  }

  @Test func `row numbers and keys are identifiers, measurements are not`() {
    var generator = SeededGenerator(seed: 5)
    #expect(schema((1...60).map(String.init)).kind == .identifier)
    #expect(
      schema((0..<1_000).shuffled(using: &generator).map { String(15_000_000 + $0 * 20) }).kind
        == .identifier)
    // Fifty prices of six digits all differ by chance.
    let prices = (0..<60).map { String(100_000 + $0 * 7_919 % 900_000) }
    #expect(schema(prices).kind == .integer)
    #expect(schema(prices, name: "customer_id").kind == .identifier)
    #expect(schema(prices.map { $0 + ".5" }, name: "customer_id").kind == .decimal)
    #expect(
      schema((0..<60).map { "2020-01-01 00:\($0 < 10 ? "0" : "")\($0):00" }).kind == .temporal)
    #expect(schema((0..<60).map { "key-\($0)x" }).kind == .identifier)
    #expect(schema((0..<60).map { "0\($0 + 1_000)" }).kind == .identifier)
  }

  @Test func `many distinct words are text, repeated ones are categories`() {
    #expect(schema((0..<100).map { "word \($0 % 60)a" }).kind == .text)
    #expect(schema((0..<100).map { "word \($0 % 40)a" }).kind == .categorical)
    #expect(schema((0..<5_000).map { "word \($0 % 1_500)a" }).kind == .text)
  }

  @Test func `a few words among numbers make no number`() {
    #expect(schema((0..<200).map { String($0 % 90) } + ["abc"]).kind == .categorical)
  }

  @Test func `levels that no row has are ignored`() {
    let table = Table(columns: [Column(name: "x", cells: ["1", "2", "x", "3"])]).rows(at: [
      0, 1, 3, 3,
    ])
    #expect(Schema.infer(table).columns[0].kind == .integer)
  }

  @Test func `a schema survives JSON`() throws {
    let table = Table(columns: [
      Column(name: "a", cells: ["$1.50", "$2.25"]),
      Column(name: "b", cells: ["2020-01-01", "2020-01-02"]),
      Column(name: "c", cells: ["x", ""]),
    ])
    let schema = Schema.infer(table)
    let data = try JSONEncoder().encode(schema)
    #expect(try JSONDecoder().decode(Schema.self, from: data) == schema)
  }

  @Test func `naughty strings are categories that survive`() throws {
    guard SharedData.isPresent else { return }
    let scratch = try Scratch()
    let folder = try SharedData.unpack("blns", into: scratch)
    let json = try Data(contentsOf: folder.appending(path: "blns/blns.json"))
    // NUL and line ends are another test's subject; a cell may hold anything else.
    let strings = try JSONDecoder().decode([String].self, from: json).filter { !$0.contains("\0") }
    let cells = strings + strings
    let table = Table(columns: [
      Column(name: "=cmd|' /C calc'!A0", cells: cells),
      Column(name: "n", cells: cells.indices.map(String.init)),
    ])
    try CSVWriter(dialect: CSVDialect()).write(table, to: scratch.path("naughty.csv"))
    let copy = try CSVReader.read(path: scratch.path("naughty.csv")).table
    #expect(copy.columns[0].levels.count == Set(strings.map { Array($0.utf8) }).count)
    #expect(
      (0..<cells.count).allSatisfy { Array(copy.columns[0][$0].utf8) == Array(cells[$0].utf8) })
    _ = Schema.infer(copy)
  }
}
