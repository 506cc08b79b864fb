import Datasets
import Encoding
import Testing

@Suite struct PermittedLevelsTests {
  /// Names, few numbers and many numbers, with a class each.
  private static let table = Table(columns: [
    Column(name: "kind", cells: (0..<2_000).map { ["a", "b", "c", "NA"][$0 * 7 % 4] }),
    Column(name: "age", cells: (0..<2_000).map { "\(20 + $0 * 13 % 50)" }),
    Column(name: "pay", cells: (0..<2_000).map { "\(Double($0 * 37 % 1_999) / 4)" }),
    Column(name: "good", cells: (0..<2_000).map { $0 % 3 == 0 ? "yes" : "no" }),
  ])

  private func permitted(_ text: String, _ label: String) throws -> (TableEncoder, [[Bool]?]?) {
    let schema = Schema.infer(Self.table)
    let encoder = try TableEncoder.fit(Self.table, schema: schema, labelIndex: 3)
    let condition = try Expression(text, schema: schema, table: Self.table)
    let index = try #require(encoder.classNames.firstIndex(of: label))
    return (encoder, encoder.permittedLevels(of: index, under: condition))
  }

  @Test func `a class that cannot satisfy the condition is ruled out`() throws {
    #expect(try permitted("good = 'yes' and age > 30", "no").1 == nil)
    #expect(try permitted("good = 'yes' and age > 30", "yes").1 != nil)
    #expect(try permitted("age > 300", "yes").1 == nil)
  }

  @Test(arguments: [
    "kind in ('a', 'c')", "age between 30 and 35", "pay > 400", "pay <= 10.5", "kind is missing",
    "not (kind = 'a' or age < 60)", "kind = 'a' and pay < 100 or kind = 'b' and pay > 300",
    "good = 'yes' and age = 33 or good = 'no' and age > 60",
  ])
  func `no row that satisfies the condition is ruled out, and single columns are cut`(
    _ text: String
  ) throws {
    for label in ["yes", "no"] {
      let (encoder, levels) = try permitted(text, label)
      let levelsOfTokens = try #require(levels)
      #expect(levelsOfTokens.contains { $0?.contains(false) ?? false })
      let encoded = encoder.encode(Self.table)
      let condition = try Expression(text, schema: encoder.schema)
      for (row, isMet) in condition.isMet(Self.table).enumerated()
      where isMet && encoder.classNames[Int(encoded.classes[row])] == label {
        for (token, levels) in levelsOfTokens.enumerated() {
          #expect(levels?[Int(encoded.codes[token][row])] ?? true, "row \(row), token \(token)")
        }
      }
    }
  }
}
