import Datasets
import Encoding
import Foundation
import TestSupport
import Testing

/// Columns that no network models: keys and texts are made anew, constants repeated.
@Suite struct OutsideColumnTests {
  /// Decodes `count` rows of a table of one column of this kind beside a column of numbers.
  private func made(
    _ cells: [String], _ kind: ColumnKind, missing: [String] = [], count: Int, seed: UInt64 = 1
  ) throws -> [String] {
    let table = Table(columns: [
      Column(name: "x", cells: cells), Column(name: "n", cells: cells.indices.map { "\($0 % 9)" }),
    ])
    let schema = Schema(columns: [
      ColumnSchema(name: "x", kind: kind, missingMarkers: missing),
      ColumnSchema(name: "n", kind: .integer, numberFormat: NumberFormat()),
    ])
    let encoder = try TableEncoder.fit(table, schema: schema, labelIndex: nil)
    #expect(encoder.tokens.count == 1)
    let rows = EncodedTable(
      codes: [[Int32](repeating: 0, count: count)], classes: [Int32](repeating: 0, count: count))
    let saved = try JSONDecoder().decode(TableEncoder.self, from: JSONEncoder().encode(encoder))
    let column = saved.decode(rows, seed: seed).columns[0]
    return column.codes.map { column.levels[Int($0)] }
  }

  @Test(arguments: [
    (0..<500).map { "\($0 + 1)" }, (0..<500).map { "\(($0 * 7_919) % 100_003)" },
    (0..<500).map { "A\($0 % 10)-\($0)X" }, (0..<26).map { String(UnicodeScalar(97 + $0)) },
    (0..<90).map { "Ada\($0 % 9) Byron\($0 / 9)" },
  ])
  func `keys never repeat and are never real ones`(cells: [String]) throws {
    for count in [1, 400, 2_000] {
      let keys = try made(cells, .identifier, count: count)
      #expect(keys.count == count && Set(keys).count == count)
      #expect(Set(keys).isDisjoint(with: cells))
    }
  }

  @Test func `new keys look like the real ones`() throws {
    var generator = SeededGenerator(seed: 1)
    let cells = (0..<300).map { index in
      "\(1_000 + index * 29)-\(["VH", "KQ", "PL"][index % 3])\(Int(generator.uniform() * 10))"
    }
    let keys = try made(cells, .identifier, count: 300)
    #expect(keys.allSatisfy { $0.wholeMatch(of: /\d{4}-[VKP][HQL]\d/) != nil })
  }

  @Test func `a key that is missing in places stays so in the same share`() throws {
    let cells = (0..<1_000).map { $0 % 5 == 0 ? "" : "key \($0)" }
    let keys = try made(cells, .identifier, missing: [""], count: 5_000)
    #expect(abs(keys.count { $0.isEmpty } - 1_000) <= 5)
    let known = keys.filter { !$0.isEmpty }
    #expect(Set(known).count == known.count && Set(known).isDisjoint(with: cells))
  }

  @Test func `texts are new and made of real words`() throws {
    let words = [
      "blue", "small", "house", "old", "river", "green", "bridge", "quiet", "stone", "road",
    ]
    var generator = SeededGenerator(seed: 3)
    let cells = (0..<400).map { _ in
      (0..<5).map { _ in words[Int(generator.uniform() * 10)] }.joined(separator: " ")
    }
    let texts = try made(cells, .text, count: 1_000)
    #expect(Set(texts).isDisjoint(with: cells))
    #expect(texts.allSatisfy { $0.split(separator: " ").allSatisfy { words.contains(String($0)) } })
    #expect(Set(texts).count > 900)
  }

  @Test func `a constant is repeated`() throws {
    #expect(try Set(made([String](repeating: "one", count: 50), .constant, count: 70)) == ["one"])
    #expect(
      try Set(made([String](repeating: "", count: 50), .constant, missing: [""], count: 70)) == [""]
    )
  }

  @Test func `the same seed makes the same keys`() throws {
    let cells = (0..<200).map { "k\($0 * 31)" }
    let keys = try [1, 1, 2].map { try made(cells, .identifier, count: 50, seed: $0) }
    #expect(keys[0] == keys[1] && keys[0] != keys[2])
  }
}
