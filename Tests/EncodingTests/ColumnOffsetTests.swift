import Datasets
import Encoding
import TestSupport
import Testing

/// Columns told by what is left of them after earlier ones: a drop-off never comes before its pick-up, a total is the sum of
/// its parts.
@Suite struct TimeOffsetTests {
  private static let format = TemporalFormat(pattern: "%Y-%m-%d %H:%M:%S")

  /// Trips over half a year: most take minutes, one in twenty no time at all, some have no drop-off.
  private static func trips(seed: UInt64, count: Int = 3_000) -> Table {
    var generator = SeededGenerator(seed: seed)
    let start = format.number("2019-01-01 00:00:00") ?? 0
    var (pickUps, dropOffs): ([String], [String]) = ([], [])
    for _ in 0..<count {
      let moment = start + (generator.uniform() * 180 * 86_400).rounded()
      let draw = generator.uniform()
      let distance = draw < 0.05 ? 0 : (30 + 3_000 * generator.uniform()).rounded()
      pickUps.append(format.text(moment))
      dropOffs.append(
        draw > 0.96 ? (draw > 0.97 ? "NULL" : "") : format.text(moment + distance))
    }
    return Table(
      columns: [Column(name: "pick-up", cells: pickUps), Column(name: "drop-off", cells: dropOffs)])
  }

  /// Seconds from pick-up to drop-off, nil where missing.
  private static func distances(_ table: Table) -> [Double?] {
    zip(table.columns[0].codes, table.columns[1].codes).map { first, second in
      guard let start = format.number(table.columns[0].levels[Int(first)]),
        let end = format.number(table.columns[1].levels[Int(second)])
      else { return nil }
      return end - start
    }
  }

  @Test(arguments: UInt64(1)...5, [false, true])
  func `the order of two moments is that of the data`(seed: UInt64, calibrated: Bool) throws {
    let table = Self.trips(seed: seed)
    let schema = Schema.infer(table)
    #expect(schema.columns.map(\.kind) == [.temporal, .temporal])
    let encoder = try TableEncoder.fit(table, schema: schema, labelIndex: nil)
    let decoded = encoder.decode(
      encoder.encode(table), seed: seed, calibratesExtremes: calibrated)
    let pairs = Array(zip(Self.distances(table), Self.distances(decoded)))
    #expect(pairs.allSatisfy { ($0 == nil) == ($1 == nil) }, "seed \(seed)")
    let changed = pairs.count { old, new in
      guard let old, let new else { return false }
      return (old > 0) != (new > 0) || (old == 0) != (new == 0)
    }
    // An extreme may be moved to another row: the smallest distance is 0, and one row has it then.
    #expect(changed <= (calibrated ? 1 : 0), "seed \(seed)")
    #expect(pairs.allSatisfy { ($1 ?? 0) >= 0 }, "seed \(seed)")
  }

  @Test func `distances keep their distribution within a fine part`() throws {
    let table = Self.trips(seed: 8)
    let encoder = try TableEncoder.fit(table, schema: Schema.infer(table), labelIndex: nil)
    let decoded = encoder.decode(encoder.encode(table), seed: 1, calibratesExtremes: false)
    // 3,000 seconds in 32 · 16 parts are 6 seconds a part; uneven ones are longer.
    let bound = 20.0
    for (old, new) in zip(Self.distances(table), Self.distances(decoded)) {
      guard let old, let new else { continue }
      #expect(abs(old - new) < bound)
    }
  }

  @Test func `each marker of a missing moment keeps its share`() throws {
    let table = Self.trips(seed: 9)
    let encoder = try TableEncoder.fit(table, schema: Schema.infer(table), labelIndex: nil)
    let decoded = encoder.decode(encoder.encode(table), seed: 1)
    for marker in ["NULL", ""] {
      let counts = [table, decoded].map { table in
        table.columns[1].codes.count { table.columns[1].levels[Int($0)] == marker }
      }
      #expect(counts[0] > 10)
      #expect(abs(counts[0] - counts[1]) <= 8, "'\(marker)': \(counts)")
    }
  }

  @Test func `unrelated moments are encoded on their own`() throws {
    let (first, second) = (Self.trips(seed: 1), Self.trips(seed: 2))
    let table = Table(columns: [
      first.columns[0],
      Column(name: "other", levels: second.columns[0].levels, codes: second.columns[0].codes),
    ])
    let encoder = try TableEncoder.fit(table, schema: Schema.infer(table), labelIndex: nil)
    #expect(encoder.tokens.map(\.size) == [32, 17, 32, 17])
    let decoded = encoder.decode(encoder.encode(table), seed: 1, calibratesExtremes: false)
    // Half a year in 32 bins of 16 parts is 8 hours a part; two moments, and uneven parts.
    let bound = 48.0 * 3_600
    for (old, new) in zip(Self.distances(table), Self.distances(decoded)) {
      let error = (old ?? 0) - (new ?? 0)
      #expect(abs(error) < bound)
    }
  }
}

/// Totals and their parts.
@Suite struct SumOffsetTests {
  private static func table(_ columns: [(String, [Double])], decimals: Int) -> Table {
    let format = NumberFormat(decimals: decimals)
    return Table(columns: columns.map { Column(name: $0, cells: $1.map(format.text)) })
  }

  private static func numbers(_ table: Table, _ index: Int) -> [Double] {
    table.columns[index].codes.map { Double(table.columns[index].levels[Int($0)]) ?? .nan }
  }

  /// Codes shuffled apart from each other's rows would break any link that bins alone keep; decoding must not.
  private static func decoded(_ table: Table) throws -> Table {
    let encoder = try TableEncoder.fit(table, schema: Schema.infer(table), labelIndex: nil)
    return encoder.decode(encoder.encode(table), seed: 3, calibratesExtremes: false)
  }

  @Test func `a total stays the sum of its parts and a surcharge`() throws {
    var generator = SeededGenerator(seed: 5)
    let fares = (0..<3_000).map { _ in (300 + 4_000 * generator.uniform()).rounded() / 100 }
    let tips = (0..<3_000).map { _ in (900 * generator.uniform()).rounded() / 100 }
    let surcharges = (0..<3_000).map { _ in [0, 0.5, 1, 2.5][Int(4 * generator.uniform())] }
    let totals = fares.indices.map { fares[$0] + tips[$0] + surcharges[$0] }
    let made = try Self.decoded(
      Self.table([("fare", fares), ("tip", tips), ("total", totals)], decimals: 2))
    let parts = zip(Self.numbers(made, 0), Self.numbers(made, 1)).map { $0 + $1 }
    // A total is kept inside the real range, so those at its ends may miss the sum.
    let range = (totals.min() ?? 0)...(totals.max() ?? 0)
    for (total, part) in zip(Self.numbers(made, 2), parts)
    where total > range.lowerBound && total < range.upperBound {
      let rest = total - part
      #expect([0, 0.5, 1, 2.5].contains { abs($0 - rest) < 1e-6 })
    }
  }

  @Test func `a whole that comes first fixes its last part`() throws {
    var generator = SeededGenerator(seed: 6)
    let above = (0..<3_000).map { _ in (500 + 3_000 * generator.uniform()).rounded() }
    let below = (0..<3_000).map { _ in
      generator.uniform() < 0.6 ? 0 : (100 + 900 * generator.uniform()).rounded()
    }
    let whole = zip(above, below).map { $0 + $1 }
    let made = try Self.decoded(
      Self.table([("whole", whole), ("above", above), ("below", below)], decimals: 0))
    let sums = zip(Self.numbers(made, 1), Self.numbers(made, 2)).map { $0 + $1 }
    #expect(sums == Self.numbers(made, 0))
    #expect(Self.numbers(made, 2).allSatisfy { $0 >= 0 })
  }

  @Test func `a numeric column without any number is left alone`() throws {
    let gone = Column(name: "gone", cells: (0..<100).map { $0 % 2 == 0 ? "NA" : "" })
    let numbers = Column(name: "n", cells: (0..<100).map { String($0 * 7 % 53) })
    let format = NumberFormat()
    let schema = Schema(columns: [
      ColumnSchema(name: "n", kind: .integer, numberFormat: format),
      ColumnSchema(
        name: "gone", kind: .integer, missingMarkers: ["NA", ""], numberFormat: format),
    ])
    let table = Table(columns: [numbers, gone])
    let encoder = try TableEncoder.fit(table, schema: schema, labelIndex: nil)
    let decoded = encoder.decode(encoder.encode(table), seed: 1)
    #expect(
      decoded.columns[1].codes.allSatisfy {
        ["NA", ""].contains(decoded.columns[1].levels[Int($0)])
      })
  }

  @Test func `unrelated numbers are encoded on their own`() throws {
    var generator = SeededGenerator(seed: 7)
    let columns = (0..<4).map { index in
      ("c\(index)", (0..<2_000).map { _ in (10_000 * generator.uniform()).rounded() })
    }
    let table = Self.table(columns, decimals: 0)
    let encoder = try TableEncoder.fit(table, schema: Schema.infer(table), labelIndex: nil)
    #expect(encoder.tokens.count == 8)
    #expect(encoder.tokens.allSatisfy { $0.size == 32 || $0.size == 17 })
  }
}
