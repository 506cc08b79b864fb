import Datasets
import Encoding
import TestSupport
import Testing

/// A sample as large as the training rows reaches their extremes when asked to, and is left alone otherwise.
@Suite struct ExtremesTests {
  /// Positive numbers whose smallest and largest stand alone.
  private static let table: Table = {
    var generator = SeededGenerator(seed: 2)
    let cells =
      (0..<3_000).map { _ in String(1_000 + Int(generator.uniform() * 1e6)) } + ["3", "987654321"]
    return Table(columns: [Column(name: "n", cells: cells)])
  }()
  private static let schema = Schema(
    columns: [ColumnSchema(name: "n", kind: .integer, numberFormat: NumberFormat())])

  /// The numbers decoded from these codes.
  private func decoded(_ encoder: TableEncoder, _ rows: EncodedTable, calibrated: Bool) -> [Int] {
    let column = encoder.decode(rows, seed: 4, calibratesExtremes: calibrated).columns[0]
    return column.codes.compactMap { Int(column.levels[Int($0)]) }
  }

  @Test func `a whole sample reaches both ends when calibrated, and not otherwise`() throws {
    let encoder = try TableEncoder.fit(Self.table, schema: Self.schema, labelIndex: nil)
    let rows = encoder.encode(Self.table)
    let free = decoded(encoder, rows, calibrated: false)
    let calibrated = decoded(encoder, rows, calibrated: true)
    #expect(calibrated.min() == 3 && calibrated.max() == 987_654_321)
    #expect(free.min() ?? 0 > 3 && free.max() ?? .max < 987_654_321)
    #expect(zip(free, calibrated).count { $0 != $1 } == 2)
  }

  @Test func `a sample too small to expect the extremes is left alone`() throws {
    let encoder = try TableEncoder.fit(Self.table, schema: Self.schema, labelIndex: nil)
    let few = encoder.encode(Self.table).rows(at: Array(0..<100))
    #expect(decoded(encoder, few, calibrated: true) == decoded(encoder, few, calibrated: false))
  }

  @Test func `levels reach their ends too`() throws {
    let cells = ["1", "9"] + (0..<998).map { "\(3 + $0 % 4)" }
    let table = Table(columns: [Column(name: "n", cells: cells)])
    let encoder = try TableEncoder.fit(table, schema: Self.schema, labelIndex: nil)
    let middle = encoder.encode(table).rows(at: (0..<1_000).map { 2 + $0 % 998 })
    #expect(Set(decoded(encoder, middle, calibrated: false)) == [3, 4, 5, 6])
    let calibrated = decoded(encoder, middle, calibrated: true)
    #expect(calibrated.min() == 1 && calibrated.max() == 9)
    #expect(calibrated.count { $0 == 1 || $0 == 9 } == 2)
  }

  @Test func `missing cells are never moved to an extreme`() throws {
    let cells = Self.table.columns[0].levels + [String](repeating: "", count: 500)
    let table = Table(columns: [Column(name: "n", cells: cells)])
    let encoder = try TableEncoder.fit(table, schema: Schema.infer(table), labelIndex: nil)
    let rows = encoder.encode(table)
    let column = encoder.decode(rows, seed: 1).columns[0]
    #expect(column.codes.count { column.levels[Int($0)].isEmpty } == 500)
    let gone = EncodedTable(
      codes: rows.codes.map { [Int32](repeating: $0[table.rowCount - 1], count: 4_000) },
      classes: [Int32](repeating: 0, count: 4_000))
    let blank = encoder.decode(gone, seed: 1).columns[0]
    #expect(blank.codes.allSatisfy { blank.levels[Int($0)].isEmpty })
  }
}
