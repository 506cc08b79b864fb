/// Rows of cells as lines with columns of equal width.
enum TextTable {
  /// The lines; every row has as many cells as the first.
  static func lines(_ rows: [[String]]) -> [String] {
    guard let first = rows.first else { return [] }
    let widths = first.indices.map { index in rows.map { $0[index].count }.max() ?? 0 }
    return rows.map { row in
      var line = zip(row, widths).map { $0.padded($1) }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
