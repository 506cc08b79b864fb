import Datasets
import Encoding
import TestSupport
import Testing

/// Classes from a label of names, of few numbers, of many numbers, and from none.
@Suite struct LabelTests {
  @Test func `a numeric label is cut into ranges and its tokens come first`() throws {
    let mixed = MixedTable(seed: 4)
    let encoder = try mixed.fit(label: .amount)
    #expect(encoder.isLabelNumeric && encoder.classNames.count == 10)
    let place = MixedTable.Place.amount.rawValue
    let alone = try TableEncoder.fit(
      Table(columns: [mixed.table.columns[place]]),
      schema: Schema(columns: [mixed.schema.columns[place]]),
      labelIndex: 0)
    #expect(alone.tokens.count == 2)
    #expect(Array(encoder.tokens.prefix(2)) == alone.tokens)
    let encoded = encoder.encode(mixed.table)
    #expect(
      Array(encoded.codes.prefix(2))
        == alone.encode(Table(columns: [mixed.table.columns[place]])).codes)
  }

  @Test func `ranges of a numeric label are ascending and equally full`() throws {
    let mixed = MixedTable(seed: 5)
    let encoder = try mixed.fit(label: .amount)
    let classes = encoder.encode(mixed.table).classes
    let numbers = mixed.numbers(.amount).map { $0 ?? .nan }
    let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
    #expect(zip(order, order.dropFirst()).allSatisfy { classes[$0] <= classes[$1] })
    let counts = (0..<10).map { label in classes.count { $0 == label } }
    #expect(counts.allSatisfy { abs($0 - 200) <= 5 }, "\(counts)")
  }

  @Test func `missing numbers of a label are a class of their own`() throws {
    let mixed = MixedTable(seed: 6)
    let encoder = try mixed.fit(label: .price)
    let classes = encoder.encode(mixed.table).classes
    let last = Int32(encoder.classNames.count - 1)
    #expect(encoder.classNames.last == "price missing")
    #expect(zip(classes, mixed.numbers(.price)).allSatisfy { ($0 == last) == ($1 == nil) })
  }

  @Test func `a label of names is the class, has no tokens, and comes back from the class`() throws
  {
    let mixed = MixedTable(seed: 7)
    let encoder = try mixed.fit()
    #expect(!encoder.isLabelNumeric && encoder.classNames == ["common", "rare"])
    #expect(encoder.tokens.count == 9)
    var encoded = encoder.encode(mixed.table)
    encoded.classes = encoded.classes.map { 1 - $0 }
    let decoded = encoder.decode(encoded, seed: 1)
    #expect(
      zip(mixed.cells(.label), mixed.cells(.label, of: decoded)).allSatisfy { $0 != $1 })
  }

  @Test func `a label of few numbers is a set of names`() throws {
    let cells = (0..<300).map { "\($0 % 7)" }
    let table = Table(columns: [
      Column(name: "grade", cells: cells), Column(name: "x", cells: cells),
    ])
    let encoder = try TableEncoder.fit(table, schema: Schema.infer(table), labelIndex: 0)
    #expect(encoder.classNames == ["0", "1", "2", "3", "4", "5", "6"] && !encoder.isLabelNumeric)
  }

  @Test func `without a label all rows are one class`() throws {
    let mixed = MixedTable(seed: 8, rowCount: 100)
    let encoder = try mixed.fit(label: nil)
    #expect(encoder.classNames.count == 1 && !encoder.isLabelNumeric)
    #expect(encoder.encode(mixed.table).classes.allSatisfy { $0 == 0 })
  }
}
