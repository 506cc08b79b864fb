internal import Datasets

/// A column as tokens and back. One file per kind of column; `AnyColumnEncoder` lists them.
protocol ColumnEncoder: Codable, Sendable {
  /// The tokens that stand for one cell.
  var tokens: [TokenDescription] { get }

  /// Whether its parts fit together: what was read from a file may not.
  var isConsistent: Bool { get }

  /// For every token, the code of every row. Texts that were not seen in fitting get the nearest level.
  func encode(_ column: Column, numbers: (String) -> Double?) -> [[Int32]]

  /// What a cell can be, by the level of its first token, nil where anything; with extremes that are not calibrated.
  func knownCells(schema: ColumnSchema) -> [KnownCell?]

  /// The smallest and largest number learned from; nil for names.
  var numberRange: ClosedRange<Double>? { get }

  /// Cells for token codes; what the codes leave open is drawn from the context's noise.
  func decode(_ codes: [[Int32]], schema: ColumnSchema, context: DecodingContext) -> Column
}

/// One of the encoders, in a form that can be saved.
enum AnyColumnEncoder: Codable, Sendable {
  case levels(LevelEncoder)
  case bins(BinEncoder)
  case categories(CategoryEncoder)

  var encoder: any ColumnEncoder {
    switch self {
    case .levels(let encoder): encoder
    case .bins(let encoder): encoder
    case .categories(let encoder): encoder
    }
  }
}

/// How cells are drawn beyond what token codes say.
struct DecodingContext {
  /// Random numbers of this column.
  var noise: DecodingNoise
  /// Which rows of the whole sample these are.
  var rows: Range<Int>
  /// Whether the smallest and largest numbers of a large enough sample are set to those of the training rows.
  var calibratesExtremes: Bool
}
