import Datasets
import Encoding
import TestSupport
import Testing

/// A long sample decoded piece by piece.
@Suite struct PieceDecoderTests {
  private static let table: Table = {
    var generator = SeededGenerator(seed: 8)
    let numbers = (0..<2_000).map { _ in String(Int(generator.uniform() * 1e6) + 10) }
    let keys = (0..<2_002).map { "AB-\(100 + ($0 * 37) % 5_003)" }
    return Table(columns: [
      Column(name: "key", cells: keys), Column(name: "n", cells: numbers + ["1", "9999999"]),
    ])
  }()
  private static let schema = Schema(columns: [
    ColumnSchema(name: "key", kind: .identifier),
    ColumnSchema(name: "n", kind: .integer, numberFormat: NumberFormat()),
  ])

  /// The table's own codes, decoded as a sample that begins anew after each of these pieces.
  private func pieces(_ counts: [Int], of total: Int? = nil) throws -> [Table] {
    let encoder = try TableEncoder.fit(Self.table, schema: Self.schema, labelIndex: nil)
    let codes = encoder.encode(Self.table)
    var decoder = PieceDecoder(
      encoder, rowCount: total ?? counts.reduce(0, +), calibratesExtremes: true)
    return counts.enumerated().map { index, count in
      let piece = decoder.next(rowCount: count, seed: UInt64(index) + 5)
      return decoder.decode(codes.rows(at: Array(0..<count)), piece)
    }
  }

  private func cells(_ tables: [Table], _ column: Int) -> [String] {
    tables.flatMap { table in table.columns[column].codes.indices.map { table.columns[column][$0] }
    }
  }

  @Test func `one piece is what decoding all at once gives`() throws {
    let encoder = try TableEncoder.fit(Self.table, schema: Self.schema, labelIndex: nil)
    let codes = encoder.encode(Self.table)
    #expect(try pieces([2_002]) == [encoder.decode(codes, seed: 5)])
  }

  @Test func `keys repeat neither within a piece nor across, and are none of the real ones`() throws
  {
    let keys = cells(try pieces([2_002, 2_002, 1_500]), 0)
    #expect(Set(keys).count == 5_504)
    #expect(Set(keys).isDisjoint(with: cells([Self.table], 0)))
  }

  @Test func `the extremes are reached as often as all pieces together expect`() throws {
    // A row of 2,002 is the smallest: half a row is expected after 1,001 rows, one and a half after 3,003.
    let tables = try pieces([600, 600, 600, 600, 1_000])
    let holds = tables.map { table in
      cells([table], 1).contains("1") && cells([table], 1).contains("9999999")
    }
    #expect(holds == [false, true, false, false, true])
  }
}

/// Rows as numbers for other programs.
@Suite struct FeatureEncodingTests {
  private static let table = Table(columns: [
    Column(name: "x", cells: ["1.5", "", "-2.0", "4.5"]),
    Column(name: "day", cells: ["1970-01-02", "2000-01-01", "1970-01-01", "1969-12-31"]),
    Column(name: "city", cells: ["a", "b", "b", "?"]),
    Column(name: "same", cells: ["k", "k", "k", "k"]),
    Column(name: "y", cells: ["no", "yes", "no", "no"]),
  ])
  private static let schema = Schema(columns: [
    ColumnSchema(
      name: "x", kind: .decimal, missingMarkers: [""], numberFormat: NumberFormat(decimals: 1)),
    ColumnSchema(
      name: "day", kind: .temporal, temporalFormat: TemporalFormat(pattern: "%Y-%m-%d")),
    ColumnSchema(name: "city", kind: .categorical, missingMarkers: ["?"]),
    ColumnSchema(name: "same", kind: .constant),
    ColumnSchema(name: "y", kind: .boolean),
  ])

  @Test func `numbers, days and levels become features, and the label classes`() throws {
    let encoder = try TableEncoder.fit(Self.table, schema: Self.schema, labelIndex: 4)
    let encoding = FeatureEncoding(encoder)
    #expect(encoding.names == ["x", "day", "city=b", "city=a", "city=?"])
    #expect(encoding.classNames == ["no", "yes"])
    let features = encoding.features(Self.table)
    #expect(features.count == 20 && features[5].isNaN)
    #expect(Array(features[0..<5]) == [1.5, 1, 0, 1, 0])
    #expect(Array(features[6..<10]) == [10_957, 1, 0, 0])
    #expect(Array(features[15..<20]) == [4.5, -1, 0, 0, 1])
    #expect(encoding.labels(Self.table) == .classes([0, 1, 0, 0]))
    var other = Self.table
    other.columns[2].levels[0] = "unknown"
    other.columns[4].levels[1] = "perhaps"
    #expect(Array(encoding.features(other)[0..<5]) == [1.5, 1, 0, 0, 0])
    #expect(encoding.labels(other) == .classes([0, -1, 0, 0]))
  }

  @Test func `a label of many numbers stays a number, and no label is none`() throws {
    let cells = (0..<200).map { "\($0 * 3)" }
    let table = Table(columns: [
      Column(name: "a", cells: cells.map { String($0.count) }), Column(name: "y", cells: cells),
    ])
    let schema = Schema(columns: [
      ColumnSchema(name: "a", kind: .integer, numberFormat: NumberFormat()),
      ColumnSchema(name: "y", kind: .integer, numberFormat: NumberFormat()),
    ])
    let numeric = FeatureEncoding(try TableEncoder.fit(table, schema: schema, labelIndex: 1))
    #expect(numeric.names == ["a"] && numeric.classNames.isEmpty)
    #expect(numeric.labels(table) == .numbers((0..<200).map { Double($0 * 3) }))
    let free = FeatureEncoding(try TableEncoder.fit(table, schema: schema, labelIndex: nil))
    #expect(free.names == ["a", "y"] && free.labels(table) == .none)
  }
}
