import Datasets
import Validation

/// A pair of tables of `validation_columns.json`, with the kind of every column.
struct KindedTable: Decodable, Sendable {
  let name: String
  let order: [String]
  let kinds: [String: String]
  let real: [String: [GoldenTable.Cell]]
  let synthetic: [String: [GoldenTable.Cell]]
  /// Per column, the scores by the metrics' keys; null where the reference has none.
  let scores: [String: [String: Double?]]

  private struct Content: Decodable {
    let tables: [KindedTable]
  }

  /// Every pair.
  static func all() throws -> [KindedTable] {
    try Golden.read("validation_columns.json", as: Content.self).tables
  }

  /// The tables in the metrics' form: real, synthetic.
  var metricTables: [MetricTable] {
    let columns = order.map { name -> [MetricTable.Column] in
      let sides = [real[name] ?? [], synthetic[name] ?? []]
      switch kinds[name] {
      case "number", "date":
        return sides.map { cells in
          MetricTable.Column(
            name: name, kind: kinds[name] == "date" ? .temporal : .decimal,
            values: .numeric(cells.map(\.number)))
        }
      default:
        let texts = Set(sides.joined().compactMap(\.text)).sorted()
        let codes = Dictionary(uniqueKeysWithValues: zip(texts, Int32(1)...))
        return sides.map { cells in
          MetricTable.Column(
            name: name, kind: kinds[name] == "boolean" ? .boolean : .categorical,
            values: .categorical(cells.map { $0.text.flatMap { codes[$0] } ?? 0 }),
            levels: [""] + texts, missingCode: 0)
        }
      }
    }
    return [0, 1].map { side in
      MetricTable(
        columns: columns.map { $0[side] },
        rowCount: (side == 0 ? real : synthetic)[order[0]]?.count ?? 0)
    }
  }
}

/// Within the tolerance, or both without a value.
func agree(_ score: Score, _ expected: Double?, within tolerance: Double = 1e-6) -> Bool {
  switch (score.value, expected) {
  case (let value?, let expected?): abs(value - expected) <= tolerance
  case (nil, nil): true
  default: false
  }
}
