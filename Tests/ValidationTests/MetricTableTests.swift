import Datasets
import Parallel
import Testing
import Validation

@Suite struct MetricTableTests {
  private let team = ThreadTeam(threadCount: 1)

  @Test func codesMeanTheSameTextInEveryTable() throws {
    let schema = Schema(columns: [ColumnSchema(name: "c", kind: .categorical)])
    let tables = try MetricTable.build(
      [
        ("a", SampleTables.table([("c", ["pear", "fig"])])),
        ("b", SampleTables.table([("c", [" fig ", "apple"])])),
      ], schema: schema, team: team)
    #expect(tables[0].columns[0].levels == ["apple", "fig", "pear"])
    #expect(tables[0].columns[0].codes == [2, 1])
    #expect(tables[1].columns[0].codes == [1, 0])
  }

  @Test func allMissingMarkersAreOneCategory() throws {
    let schema = Schema(columns: [
      ColumnSchema(name: "c", kind: .categorical, missingMarkers: ["", "NA"])
    ])
    let tables = try MetricTable.build(
      [("a", SampleTables.table([("c", ["", "x", " NA"])]))], schema: schema, team: team)
    #expect(tables[0].columns[0].codes == [0, 1, 0])
    #expect(tables[0].columns[0].missingCode == 0)
  }

  @Test func unreadableAndMissingNumbersAreNaN() throws {
    let schema = Schema(columns: [
      ColumnSchema(
        name: "n", kind: .decimal, missingMarkers: [""], numberFormat: NumberFormat(decimals: 1))
    ])
    let tables = try MetricTable.build(
      [("a", SampleTables.table([("n", ["1.5", "", "soon", " 2.5"])]))], schema: schema, team: team)
    let numbers = try #require(tables[0].columns[0].numbers)
    #expect(numbers[0] == 1.5 && numbers[1].isNaN && numbers[2].isNaN && numbers[3] == 2.5)
  }

  @Test func columnsAreMatchedByNameAndMissingOnesAreNamed() throws {
    let schema = Schema(columns: ["a", "b"].map { ColumnSchema(name: $0, kind: .categorical) })
    let swapped = SampleTables.table([("b", ["2"]), ("a", ["1"])])
    let tables = try MetricTable.build([("t", swapped)], schema: schema, team: team)
    #expect(tables[0].columns[0].levels == ["1"])
    #expect(throws: ValidationError.missingColumns(table: "t", names: ["b"])) {
      try MetricTable.build(
        [("t", SampleTables.table([("a", ["1"])]))], schema: schema, team: team)
    }
  }

  @Test func foldsAreEvenOverallAndWithinClasses() {
    let classes = (0..<100).map { Int32($0 % 7 == 0 ? 1 : 0) }
    var generator = SeededGenerator(seed: 1, stream: "test")
    let folds = RowSampling.stratifiedFolds(classes: classes, foldCount: 3, using: &generator)
    for label in [Int32(0), 1] {
      let counts = (0..<3).map { fold in
        folds.indices.count { folds[$0] == fold && classes[$0] == label }
      }
      #expect((counts.max() ?? 9) - (counts.min() ?? 0) <= 1)
    }
  }

  @Test func samplesAreDifferentRowsInOrder() {
    var generator = SeededGenerator(seed: 1, stream: "test")
    let rows = RowSampling.indices(40, of: 100, using: &generator)
    #expect(rows.count == 40 && Set(rows).count == 40 && rows == rows.sorted())
    #expect(RowSampling.indices(9, of: 4, using: &generator) == [0, 1, 2, 3])
  }
}
