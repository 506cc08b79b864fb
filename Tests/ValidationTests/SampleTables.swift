import Datasets
import Validation

/// Small tables made from a seed, as a reader would deliver them.
enum SampleTables {
  /// Numbers, categories with gaps, a constant, a key, a text and the label `kind`, which depends on the rest.
  static func people(_ count: Int, seed: UInt64) -> Table {
    var generator = SeededGenerator(seed: seed, stream: "people")
    var cells = [[String]](repeating: [], count: 8)
    for row in 0..<count {
      let age = Int.random(in: 18...80, using: &generator)
      let pay = Double(age) * 10 + Double.random(in: -200...200, using: &generator)
      let town = ["Graz", "Linz", "Wien", ""].randomElement(using: &generator) ?? ""
      let isOld = Double(age) + Double.random(in: -8...8, using: &generator) > 50
      cells[0].append("\(age)")
      cells[1].append(Int.random(in: 0..<20, using: &generator) == 0 ? "" : "\(Int(pay * 100))")
      cells[2].append(town)
      cells[3].append(age % 2 == 0 ? "yes" : "no")
      cells[4].append("AT")
      cells[5].append("id-\(seed)-\(row)")
      cells[6].append("note \(UInt32.random(in: 0...UInt32.max, using: &generator))")
      cells[7].append(isOld ? "old" : "young")
    }
    return Table(
      columns: schema.columns.indices.map { index in
        Column(name: schema.columns[index].name, cells: cells[index])
      })
  }

  /// The schema of `people`.
  static let schema = Schema(columns: [
    ColumnSchema(name: "age", kind: .integer, numberFormat: NumberFormat()),
    ColumnSchema(name: "pay", kind: .integer, missingMarkers: [""], numberFormat: NumberFormat()),
    ColumnSchema(name: "town", kind: .categorical, missingMarkers: [""]),
    ColumnSchema(name: "even", kind: .boolean),
    ColumnSchema(name: "country", kind: .constant),
    ColumnSchema(name: "key", kind: .identifier),
    ColumnSchema(name: "note", kind: .text),
    ColumnSchema(name: "kind", kind: .categorical),
  ])

  /// The label's position in `schema`.
  static let labelIndex = 7

  /// A table of one column per name, all of one kind.
  static func table(_ columns: [(name: String, cells: [String])]) -> Table {
    Table(columns: columns.map { Column(name: $0.name, cells: $0.cells) })
  }

  /// Fewer trees: enough for tests that do not look at their quality.
  static var quick: ValidationConfiguration {
    var configuration = ValidationConfiguration()
    configuration.detectionRounds = 20
    configuration.utilityRounds = 20
    configuration.augmentationRounds = 10
    configuration.augmentationReplicateCount = 100
    return configuration
  }
}
