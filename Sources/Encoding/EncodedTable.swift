/// Rows as token codes: every column is one or two tokens, every token a small set of levels.
public struct EncodedTable: Sendable, Equatable {
  /// `codes[token][row]`, each in `0 ..< size of the token`.
  public var codes: [[Int32]]
  /// For every row, the index of its class.
  public var classes: [Int32]

  /// A table of token codes and classes; every token has a code for every row.
  public init(codes: [[Int32]], classes: [Int32]) {
    self.codes = codes
    self.classes = classes
  }

  /// The number of rows.
  public var rowCount: Int { classes.count }

  /// How many rows each class has.
  public func classCounts(classCount: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: classCount)
    for label in classes { counts[Int(label)] += 1 }
    return counts
  }

  /// The rows at these indices, in this order.
  public func rows(at indices: [Int]) -> EncodedTable {
    EncodedTable(
      codes: codes.map { token in indices.map { token[$0] } }, classes: indices.map { classes[$0] })
  }

  /// These rows followed by others with the same tokens.
  public func appending(_ other: EncodedTable) -> EncodedTable {
    EncodedTable(
      codes: zip(codes, other.codes).map { $0 + $1 }, classes: classes + other.classes)
  }
}
