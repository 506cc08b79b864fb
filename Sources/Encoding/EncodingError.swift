/// Why a table cannot be encoded.
public enum EncodingError: Error, Equatable, CustomStringConvertible {
  /// The training part of the table has no rows.
  case noRows
  /// More tokens than networks are made for.
  case tooManyTokens(columns: Int, found: Int, limit: Int)

  public var description: String {
    switch self {
    case .noRows: "the training part of the table has no rows; give more rows or a smaller hold-out"
    case .tooManyTokens(let columns, let found, let limit):
      "\(columns) columns make \(found) tokens, at most \(limit) can be modelled; "
        + "leave out columns that the rows can do without"
    }
  }
}
