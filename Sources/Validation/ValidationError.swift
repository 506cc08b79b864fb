/// Why a comparison could not be made at all.
///
/// Data for which a single metric has no meaning is not an error: its score is then `.notApplicable`.
public enum ValidationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A table lacks columns of the schema.
  case missingColumns(table: String, names: [String])
  /// A table has no rows to compare.
  case emptyTable(table: String)
  /// The label's index is outside the schema.
  case labelOutOfRange(index: Int, columnCount: Int)
  /// There is no image to compare, or images have no size.
  case noImages(side: String)
  /// What belongs to a set of images does not match their number.
  case wrongImageData(side: String, what: String, found: Int, expected: Int)
  /// An image's label names no class.
  case labelOfNoClass(side: String, label: Int, classCount: Int)
  /// A call into XGBoost failed.
  case boostingFailed(call: String, text: String)

  /// The error in one sentence, with what to do.
  public var description: String {
    switch self {
    case .missingColumns(let table, let names):
      "the \(table) table lacks the column\(names.count == 1 ? "" : "s") "
        + "\(names.map { "'\($0)'" }.joined(separator: ", ")); "
        + "compare tables with the same header"
    case .emptyTable(let table):
      "the \(table) table has no rows; give at least one row to compare"
    case .labelOutOfRange(let index, let columnCount):
      "label column \(index) does not exist: the table has \(columnCount) columns; "
        + "name one of them"
    case .noImages(let side):
      "there are no \(side) images; give at least one image of at least one pixel to compare"
    case .wrongImageData(let side, let what, let found, let expected):
      "the \(side) images have \(found) \(what) where \(expected) are expected; "
        + "give one of each image and class"
    case .labelOfNoClass(let side, let label, let classCount):
      "label \(label) of a \(side) image names none of the \(classCount) classes; "
        + "number them from 0"
    case .boostingFailed(let call, let text):
      "XGBoost's \(call) failed: \(text); "
        + "switch detection and utility off to validate without it"
    }
  }
}
