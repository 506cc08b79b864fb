/// A column of text cells, dictionary-encoded: every distinct cell text is stored once.
///
/// Keeping the text makes every round trip exact (`007` stays `007`), and everything that depends
/// on a cell's text alone (its type, its number, its code) is worked out once per level, not once
/// per row.
public struct Column: Sendable, Equatable {
  /// The name in the header.
  public var name: String
  /// The distinct cell texts, in order of first appearance.
  public var levels: [String]
  /// For every row, the index of its text in `levels`.
  public var codes: [Int32]

  /// A column from its distinct texts and the row codes into them.
  public init(name: String, levels: [String], codes: [Int32]) {
    self.name = name
    self.levels = levels
    self.codes = codes
  }

  /// A column from the text of every row.
  public init(name: String, cells: some Sequence<String>) {
    var levels: [String] = []
    var index: [String: Int32] = [:]
    var codes: [Int32] = []
    for cell in cells {
      if let code = index[cell] {
        codes.append(code)
      } else {
        let code = Int32(levels.count)
        index[cell] = code
        levels.append(cell)
        codes.append(code)
      }
    }
    self.init(name: name, levels: levels, codes: codes)
  }

  /// The text of one row's cell.
  public subscript(row: Int) -> String { levels[Int(codes[row])] }

  /// How many rows have each level, in the order of `levels`.
  public var levelCounts: [Int] {
    var counts = [Int](repeating: 0, count: levels.count)
    for code in codes { counts[Int(code)] += 1 }
    return counts
  }
}
