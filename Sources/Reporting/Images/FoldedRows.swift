/// The rows of a long table: the first ones in sight, the others to be unfolded.
struct FoldedRows<Row> {
  /// So many rows are in sight, and a few more rather than folding only a few.
  static var openCount: Int { 50 }
  private static var fewCount: Int { 10 }

  let hasRows: Bool
  let open: [Row]
  let hasFolded: Bool
  let folded: [Row]
  /// The line that unfolds the others.
  let title: String

  init(_ rows: [Row]) {
    let count = rows.count <= Self.openCount + Self.fewCount ? rows.count : Self.openCount
    hasRows = !rows.isEmpty
    open = Array(rows.prefix(count))
    folded = Array(rows.dropFirst(count))
    hasFolded = !folded.isEmpty
    title = "Show \(folded.count.counted("more class", "more classes"))"
  }

  /// What stands above the table; empty where all of it is in sight.
  func note(_ order: String) -> String {
    guard hasFolded else { return "" }
    return "The \(open.count) classes \(order) come first; the other "
      + "\(folded.count.grouped) are folded below them."
  }
}
