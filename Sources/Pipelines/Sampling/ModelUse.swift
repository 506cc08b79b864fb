internal import Foundation

/// `sampling.json` of a saved model: what sampling needs to write rows or images as the run did, beside networks and encoder.
struct ModelUse: Codable, Sendable, Equatable {
  /// What the model was learned from.
  enum Kind: String, Codable, Sendable {
    case table
    case images
  }

  /// How tables are drawn and spelled.
  struct Table: Codable, Sendable, Equatable {
    var dialect: CSVDialect
    var isStratified: Bool
    var calibratesExtremes: Bool
    /// What every row of the run had to meet; nil for nothing.
    var constraints: [KeptConstraint]?
  }

  /// A constraint and what it knows of the real rows.
  struct KeptConstraint: Codable, Sendable, Equatable {
    var rule: ConstraintRule
    var basis: ConstraintBasis?
  }

  /// What images look like: networks may make larger ones.
  struct Images: Codable, Sendable, Equatable {
    var width: Int
    var height: Int
    var channels: Int
    var truncation: Double?
  }

  /// The name of the file.
  static let name = "sampling.json"
  /// The version of the layout; a reader refuses a newer one.
  static let formatVersion = 1

  var formatVersion = Self.formatVersion
  var kind: Kind
  /// The classes, as the networks number them.
  var classNames: [String]
  /// How many rows or images of each class the networks learned from.
  var classCounts: [Int]
  /// Set for tables.
  var table: Table?
  /// Set for images.
  var images: Images?

  /// The bytes of the file.
  func encoded() throws -> Data { try JSONLines.document(self) }
}

extension ModelUse {
  /// Of a table's model.
  init(_ trained: TrainedTable, _ configuration: PipelineConfiguration) {
    var dialect = trained.dataset.input.dialect
    dialect.isCompressed = false
    let sampling = configuration.sampling
    let constraints = trained.dataset.constraints
    let bases = constraints.bases(in: trained.parts.training)
    self.init(
      kind: .table, classNames: trained.encoder.classNames,
      classCounts: trained.rows.classCounts(classCount: trained.encoder.classNames.count),
      table: Table(
        dialect: dialect, isStratified: sampling.isStratified,
        calibratesExtremes: sampling.calibratesExtremes,
        constraints: bases.isEmpty
          ? nil : zip(constraints.rules, bases).map { KeptConstraint(rule: $0, basis: $1) }))
  }

  /// Of a model of images.
  init(_ parts: ImageParts, _ configuration: ImagePipelineConfiguration) {
    let training = parts.training
    self.init(
      kind: .images, classNames: training.classNames, classCounts: training.classCounts,
      images: Images(
        width: training.width, height: training.height, channels: training.channels,
        truncation: configuration.sampling.truncation))
  }
}
