import Datasets
import Encoding
import TestSupport
import Testing

/// Codes stay inside their tokens' sizes for any rows, and sizes stay bounded for any column.
@Suite struct TokenWidthTests {
  @Test(arguments: UInt64(1)...8)
  func `codes are inside their tokens, also of rows that fitting did not see`(seed: UInt64) throws {
    let encoder = try MixedTable(seed: seed, rowCount: 300).fit()
    let others = [MixedTable(seed: seed + 100), MixedTable(seed: seed, rowCount: 300)].map(\.table)
    for table in others + [Self.extreme] {
      let encoded = encoder.encode(table)
      #expect(encoded.codes.count == encoder.tokens.count)
      for (token, codes) in zip(encoder.tokens, encoded.codes) {
        #expect(codes.count == table.rowCount)
        #expect(codes.allSatisfy { $0 >= 0 && $0 < token.size }, "seed \(seed)")
      }
      #expect(encoded.classes.allSatisfy { $0 >= 0 && $0 < encoder.classNames.count })
      let decoded = encoder.decode(encoded, seed: seed)
      #expect(decoded.rowCount == table.rowCount)
    }
  }

  /// One row of cells that no training row has.
  private static let extreme = Table(
    columns: zip(
      MixedTable.Place.allCases, ["-1e300", "1e300", "", "unseen", "maybe", "1899-01-01", "unseen"]
    ).map { Column(name: "\($0)", cells: [$1]) })

  @Test(arguments: UInt64(1)...8)
  func `every token describes each of its levels`(seed: UInt64) throws {
    for token in try MixedTable(seed: seed).fit().tokens {
      #expect(token.size > 0)
      guard let features = token.features else { continue }
      #expect(features.count == token.size)
      #expect(features.allSatisfy { $0.count == 4 && $0.allSatisfy { abs($0) <= 4 } })
    }
  }

  @Test func `fifty thousand names share a bounded number of levels`() throws {
    let count = 100_000
    let column = Column(
      name: "name", levels: (0..<50_000).map { "n\($0)" },
      codes: (0..<count).map { Int32($0 % 50_000) })
    let schema = Schema(columns: [ColumnSchema(name: "name", kind: .categorical)])
    let encoder = try TableEncoder.fit(Table(columns: [column]), schema: schema, labelIndex: nil)
    #expect(encoder.tokens.map(\.size) == [257])
    let decoded = encoder.decode(encoder.encode(Table(columns: [column])), seed: 1)
    #expect(decoded.columns[0].codes.allSatisfy { $0 >= 0 && $0 < decoded.columns[0].levels.count })
  }

  @Test func `fifty thousand numbers share 32 bins of 16 parts`() throws {
    let column = Column(name: "number", cells: (0..<50_000).map { "\($0 * 37 % 1_000_003)" })
    let schema = Schema(
      columns: [ColumnSchema(name: "number", kind: .integer, numberFormat: NumberFormat())])
    let encoder = try TableEncoder.fit(Table(columns: [column]), schema: schema, labelIndex: nil)
    #expect(encoder.tokens.map(\.size) == [32, 17])
    let codes = encoder.encode(Table(columns: [column])).codes
    for (token, levels) in [(0, 0..<32), (1, 1..<17)] {
      let expected = 50_000.0 / Double(levels.count)
      for level in levels {
        let share = Double(codes[token].count { $0 == level }) / expected
        #expect(abs(share - 1) < 0.08, "token \(token), level \(level): \(share)")
      }
    }
  }

  @Test func `names beyond the limit are drawn again by frequency`() throws {
    let cells =
      (0..<5).flatMap { [String](repeating: "often \($0)", count: 1_000) }
      + [String](repeating: "seldom", count: 60) + [String](repeating: "rarely", count: 20)
      + ["once"]
    let table = Table(columns: [Column(name: "name", cells: cells)])
    let schema = Schema(columns: [ColumnSchema(name: "name", kind: .categorical)])
    var configuration = EncodingConfiguration()
    configuration.maximumCategories = 5
    let encoder = try TableEncoder.fit(
      table, schema: schema, labelIndex: nil, configuration: configuration)
    #expect(encoder.tokens[0].size == 6)
    let shared = EncodedTable(
      codes: [[Int32](repeating: 5, count: 8_100)], classes: [Int32](repeating: 0, count: 8_100))
    let decoded = encoder.decode(shared, seed: 1).columns[0]
    for (name, expected) in [("seldom", 6_000), ("rarely", 2_000), ("once", 100)] {
      let found = decoded.codes.count { decoded.levels[Int($0)] == name }
      #expect(abs(found - expected) <= 2, "\(name): \(found)")
    }
  }

  @Test func `a table without rows is refused`() {
    let table = Table(columns: [Column(name: "a", cells: [])])
    #expect(throws: EncodingError.noRows) {
      try TableEncoder.fit(table, schema: Schema.infer(table), labelIndex: nil)
    }
  }
}
