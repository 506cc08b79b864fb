import Datasets
import Encoding
import Foundation
import TestSupport
import Testing

/// What tokens keep of a cell: everything where a level stands for it, and its place within a fine part elsewhere.
@Suite struct RoundTripTests {
  @Test func `the sample table has the kinds that these tests are about`() {
    let kinds = MixedTable(seed: 1).schema.columns.map(\.kind)
    #expect(
      kinds == [.integer, .decimal, .integer, .categorical, .boolean, .temporal, .categorical])
  }

  @Test(arguments: UInt64(1)...8)
  func `names, truth values and the label come back as they were`(seed: UInt64) throws {
    let mixed = MixedTable(seed: seed)
    let encoder = try mixed.fit()
    let decoded = encoder.decode(encoder.encode(mixed.table), seed: seed)
    for place in [MixedTable.Place.city, .flag, .label] {
      #expect(mixed.cells(place, of: decoded) == mixed.cells(place), "seed \(seed), \(place)")
    }
    #expect(decoded.columns.map(\.name) == mixed.table.columns.map(\.name))
  }

  @Test(arguments: UInt64(1)...8)
  func `numbers with a level each come back, and missing cells stay missing`(seed: UInt64) throws {
    let mixed = MixedTable(seed: seed)
    let encoder = try mixed.fit()
    let decoded = encoder.decode(encoder.encode(mixed.table), seed: seed)
    #expect(mixed.numbers(.age, of: decoded) == mixed.numbers(.age), "seed \(seed)")
    for place in MixedTable.Place.allCases {
      let gone = [mixed.table, decoded].map { table in
        mixed.cells(place, of: table).map(mixed.schema.columns[place.rawValue].isMissing)
      }
      #expect(gone[0] == gone[1], "seed \(seed), \(place)")
    }
  }

  @Test(arguments: UInt64(1)...8)
  func `every marker of a missing value keeps its share`(seed: UInt64) throws {
    let mixed = MixedTable(seed: seed)
    let encoder = try mixed.fit()
    let decoded = encoder.decode(encoder.encode(mixed.table), seed: seed)
    let counts = [mixed.table, decoded].map { table in
      ["NA", ""].map { marker in mixed.cells(.age, of: table).count { $0 == marker } }
    }
    #expect(counts[0].allSatisfy { $0 > 5 })
    #expect(counts[0].reduce(0, +) == counts[1].reduce(0, +))
    #expect(abs(counts[0][0] - counts[1][0]) <= 15, "seed \(seed): \(counts)")
  }

  @Test(arguments: UInt64(1)...8)
  func `binned numbers come back within a fine part`(seed: UInt64) throws {
    let mixed = MixedTable(seed: seed)
    let encoder = try mixed.fit()
    let decoded = encoder.decode(
      encoder.encode(mixed.table), seed: seed, calibratesExtremes: false)
    for place in [MixedTable.Place.price, .amount, .day] {
      let (before, after) = (mixed.numbers(place), mixed.numbers(place, of: decoded))
      let sorted = before.compactMap { $0 }.filter { $0 != 0 && $0 != 999.99 }.sorted()
      // A bin holds a 32nd of the ranks, a fine part a 16th of these; a knot stands at every fifth rank.
      let bound = sorted.count / 32 / 16 + 2 * 5 + 2
      for (old, new) in zip(before, after) {
        guard let old, let new else { continue }
        let low = min(old, new)
        let between = sorted.count { $0 > low && $0 < max(old, new) }
        #expect(between <= bound, "seed \(seed), \(place): \(old) became \(new)")
      }
    }
  }

  @Test(arguments: UInt64(1)...8)
  func `spikes survive exactly`(seed: UInt64) throws {
    let mixed = MixedTable(seed: seed)
    let encoder = try mixed.fit()
    let decoded = encoder.decode(encoder.encode(mixed.table), seed: seed)
    let (before, after) = (mixed.cells(.price), mixed.cells(.price, of: decoded))
    for spike in ["0.00", "999.99"] {
      let rows = before.indices.filter { before[$0] == spike }
      #expect(rows.count > 50)
      #expect(rows.allSatisfy { after[$0] == spike }, "seed \(seed), \(spike)")
    }
  }

  @Test(arguments: UInt64(1)...8)
  func `cells keep their column's spelling`(seed: UInt64) throws {
    let mixed = MixedTable(seed: seed)
    let encoder = try mixed.fit()
    let decoded = encoder.decode(encoder.encode(mixed.table), seed: seed)
    #expect(mixed.cells(.amount, of: decoded).allSatisfy { $0.wholeMatch(of: /-?\d+/) != nil })
    #expect(
      mixed.cells(.price, of: decoded).allSatisfy {
        $0.isEmpty || $0.wholeMatch(of: /\d+\.\d\d/) != nil
      })
    #expect(
      mixed.cells(.day, of: decoded).allSatisfy { $0.wholeMatch(of: /20\d\d-\d\d-\d\d/) != nil })
  }

  @Test(arguments: UInt64(1)...8)
  func `the encoder survives JSON`(seed: UInt64) throws {
    let mixed = MixedTable(seed: seed)
    let encoder = try mixed.fit(label: seed % 2 == 0 ? .label : .price)
    let json = JSONEncoder()
    json.outputFormatting = [.sortedKeys]
    let data = try json.encode(encoder)
    let read = try JSONDecoder().decode(TableEncoder.self, from: data)
    #expect(try json.encode(read) == data, "seed \(seed)")
    let encoded = encoder.encode(mixed.table)
    #expect(read.encode(mixed.table) == encoded)
    #expect(read.decode(encoded, seed: 5) == encoder.decode(encoded, seed: 5))
    #expect(read.classNames == encoder.classNames && read.tokens == encoder.tokens)
  }

  @Test func `the same seed gives the same table on one thread and on two`() throws {
    let mixed = MixedTable(seed: 3)
    let json = JSONEncoder()
    json.outputFormatting = [.sortedKeys]
    let encoders = try [1, 2].map { try mixed.fit(threadCount: $0) }
    #expect(try json.encode(encoders[0]) == json.encode(encoders[1]))
    let encoded = [1, 2].map { encoders[0].encode(mixed.table, threadCount: $0) }
    #expect(encoded[0] == encoded[1])
    let decoded = [1, 2].map { encoders[0].decode(encoded[0], seed: 9, threadCount: $0) }
    #expect(decoded[0] == decoded[1])
    #expect(encoders[0].decode(encoded[0], seed: 10) != decoded[0])
  }
}
