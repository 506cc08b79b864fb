import Datasets
import Encoding
import TestSupport

/// A seeded table with a column of every modelled kind, for properties that hold for any data.
struct MixedTable {
  /// Where each column stands.
  enum Place: Int, CaseIterable {
    case age, price, amount, city, flag, day, label
  }

  let table: Table
  let schema: Schema

  init(seed: UInt64, rowCount: Int = 2_000) {
    var generator = SeededGenerator(seed: seed)
    let columns = Place.allCases.map { place in
      Column(
        name: "\(place)",
        cells: (0..<rowCount).map { _ in Self.cell(place, &generator) })
    }
    table = Table(columns: columns)
    schema = Schema.infer(table)
  }

  private static func cell(_ place: Place, _ generator: inout SeededGenerator) -> String {
    let draw = generator.uniform()
    switch place {
    case .age:
      // Two markers of "no value", one three times as frequent.
      if draw < 0.06 { return draw < 0.045 ? "NA" : "" }
      return String(Int.random(in: 18...90, using: &generator))
    case .price:
      if draw < 0.05 { return "" }
      if draw < 0.25 { return draw < 0.2 ? "0.00" : "999.99" }
      let cents = Int((10 + generator.normal() * generator.normal() * 3_000).magnitude)
      return "\(cents / 100).\(cents / 10 % 10)\(cents % 10)"
    case .amount: return String(Int(generator.normal() * 50_000))
    case .city: return ["Köln", "New York", "Łódź", "007", "NULL", "x,y"][Int(draw * draw * 6)]
    case .flag: return draw < 0.3 ? "yes" : "no"
    case .day:
      let (month, day) = (1 + Int(draw * 12), Int.random(in: 1...28, using: &generator))
      return "20\(10 + Int(generator.uniform() * 10))-\(month < 10 ? "0" : "")\(month)-"
        + "\(day < 10 ? "0" : "")\(day)"
    case .label: return draw < 0.8 ? "common" : "rare"
    }
  }

  func fit(label: Place? = .label, threadCount: Int = 1) throws -> TableEncoder {
    try TableEncoder.fit(
      table, schema: schema, labelIndex: label?.rawValue, threadCount: threadCount)
  }

  func cells(_ place: Place, of other: Table? = nil) -> [String] {
    let column = (other ?? table).columns[place.rawValue]
    return column.codes.map { column.levels[Int($0)] }
  }

  /// The numbers of a column, nil where missing.
  func numbers(_ place: Place, of other: Table? = nil) -> [Double?] {
    cells(place, of: other).map(schema.columns[place.rawValue].number)
  }
}
