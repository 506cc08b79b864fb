import Datasets
import Foundation
import Parallel
import Validation

/// Reads golden files of the repository.
enum Golden {
  /// The repository's root: two folders above this file's, unless `AUGMENT_ROOT` names it.
  static var root: URL {
    if let path = ProcessInfo.processInfo.environment["AUGMENT_ROOT"] {
      return URL(fileURLWithPath: path)
    }
    var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder
  }

  /// The decoded content of a file in `fixtures/golden`.
  static func read<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
    let file = root.appendingPathComponent("fixtures/golden/\(name)")
    return try JSONDecoder().decode(type, from: Data(contentsOf: file))
  }
}

/// `validation_fidelity.json`.
struct FidelityGolden: Decodable {
  let tables: [GoldenTable]
}

/// Two tables and what SDMetrics says of them.
struct GoldenTable: Decodable, Sendable {
  enum Cell: Decodable, Sendable {
    case number(Double)
    case text(String)
    case missing

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .missing
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }

    var text: String? {
      if case .text(let text) = self { return text }
      return nil
    }

    var number: Double {
      if case .number(let number) = self { return number }
      return .nan
    }
  }

  struct Expected: Decodable, Sendable {
    let columns: [String: Double?]
    let pairs: [Pair]
    let shape: Double
    let trend: Double

    /// Two names and a score, which is null where SDMetrics has none.
    struct Pair: Decodable, Sendable {
      let first: String
      let second: String
      let score: Double?

      init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        first = try container.decode(String.self)
        second = try container.decode(String.self)
        score = try container.decodeNil() ? nil : container.decode(Double.self)
      }
    }
  }

  let name: String
  let order: [String]
  let categorical: [String]
  let real: [String: [Cell]]
  let synthetic: [String: [Cell]]
  let missingDropped: Expected
  let missingAsCategory: Expected
  let closestOfHalves: Double

  /// The tables in the metrics' form: real, synthetic.
  var metricTables: [MetricTable] {
    Self.metricTables([real, synthetic], order: order, categorical: categorical)
  }

  /// Tables of cells in the metrics' form.
  static func metricTables(
    _ tables: [[String: [Cell]]], order: [String], categorical: [String]
  ) -> [MetricTable] {
    let columns = order.map { name -> [MetricTable.Column] in
      let sides = tables.map { $0[name] ?? [] }
      guard categorical.contains(name) else {
        return sides.map { cells in
          MetricTable.Column(
            name: name, kind: .decimal, values: .numeric(cells.map(\.number)))
        }
      }
      let texts = Set(sides.joined().compactMap(\.text)).sorted()
      let levels = [""] + texts
      return sides.map { cells in
        let codes = cells.map { cell in
          Int32(cell.text.flatMap(texts.firstIndex).map { $0 + 1 } ?? 0)
        }
        return MetricTable.Column(
          name: name, kind: .categorical, values: .categorical(codes), levels: levels,
          missingCode: 0)
      }
    }
    return tables.indices.map { side in
      MetricTable(
        columns: columns.map { $0[side] }, rowCount: tables[side][order[0]]?.count ?? 0)
    }
  }
}
