/// Why a table cannot be encoded.
public enum EncodingError: Error, Equatable, CustomStringConvertible {
  /// The training part of the table has no rows.
  case noRows

  public var description: String {
    switch self {
    case .noRows: "the training part of the table has no rows; give more rows or a smaller hold-out"
    }
  }
}
