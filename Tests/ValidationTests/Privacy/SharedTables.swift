import Datasets
import Foundation
import Parallel
import Validation

/// Published real and synthetic tables, which are shared between checkouts and never copied into this one.
enum SharedTables {
  /// The directory; nil where this machine has none.
  static let directory: URL? = {
    let candidates = [
      ProcessInfo.processInfo.environment["AUGMENT_SHARED_DATA"].map { URL(filePath: $0) },
      Golden.root.appending(path: "../shared/data"),
    ]
    return candidates.compactMap { $0?.standardizedFileURL.appending(path: "published_synthetic") }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  /// Whether the tables are there; tests that need them say so when they are skipped.
  static var isPresent: Bool { directory != nil }

  /// A comparison of three of the tables; the last column is the label.
  static func comparison(
    training: String, holdout: String, synthetic: String
  ) throws -> Comparison {
    let tables = try [training, holdout, synthetic].map { name in
      try CSVReader.read(
        path: (directory ?? Golden.root).appending(path: "\(name).csv.gz").path
      ).0
    }
    let schema = Schema.infer(tables[0])
    return try Comparison(
      training: tables[0], holdout: tables[1], synthetic: tables[2], schema: schema,
      labelIndex: schema.columns.count - 1, configuration: ValidationConfiguration(),
      team: ThreadTeam(threadCount: 2))
  }
}
