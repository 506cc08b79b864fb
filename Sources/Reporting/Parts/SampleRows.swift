/// A few synthetic rows for the eye.
public struct SampleRows: Sendable, Equatable {
  /// The names of the columns.
  public var columns: [String]
  /// The cells of each row, in the order of the columns; "" where missing.
  public var rows: [[String]]
  /// Which rows these are, one sentence.
  public var note: String

  /// Rows to be shown.
  public init(columns: [String], rows: [[String]], note: String) {
    self.columns = columns
    self.rows = rows
    self.note = note
  }
}
