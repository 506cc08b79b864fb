import Validation

/// `validation_privacy.json`.
struct PrivacyGolden: Decodable {
  let tables: [PrivacyTable]

  /// The tables of the file.
  static func tables() throws -> [PrivacyTable] {
    try Golden.read("validation_privacy.json", as: PrivacyGolden.self).tables
  }
}

/// Three tables and random rows, and what SDMetrics and brute force say of them.
struct PrivacyTable: Decodable {
  let name: String
  let order: [String]
  let categorical: [String]
  let label: String?
  private let training: [String: [GoldenTable.Cell]]
  private let holdout: [String: [GoldenTable.Cell]]
  private let synthetic: [String: [GoldenTable.Cell]]
  private let random: [String: [GoldenTable.Cell]]
  let nearCopies: Double
  let overfittingProtection: Double
  let baselineProtection: Double
  /// Mean and standard error.
  let baselineProtectionOverSeeds: [Double]
  let closeRecordRate: Double?
  let neighborDistanceRatio: Double?
  let distanceQuantiles: [[Double]]
  let manifold: Manifold
  let manifoldButLast: Manifold

  struct Manifold: Decodable {
    let alphaPrecision: Double
    let betaRecall: Double
    let authenticity: Double
    let synthcityAuthenticity: Double
  }

  /// Tables in the metrics' form.
  struct Sides {
    let training: MetricTable
    let holdout: MetricTable
    let synthetic: MetricTable
    let random: MetricTable
  }

  /// The tables in the metrics' form.
  var sides: Sides {
    let tables = GoldenTable.metricTables(
      [training, holdout, synthetic, random], order: order, categorical: categorical)
    return Sides(
      training: tables[0], holdout: tables[1], synthetic: tables[2], random: tables[3])
  }

  /// The label's position.
  var labelIndex: Int? { label.flatMap(order.firstIndex) }
}
