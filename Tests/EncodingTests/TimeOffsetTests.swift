import Datasets
import Encoding
import TestSupport
import Testing

/// A moment told as its distance from an earlier one: a drop-off never comes before its pick-up.
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
