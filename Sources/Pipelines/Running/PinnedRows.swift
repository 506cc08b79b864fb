/// Rows that must be learned from, because nothing else in the table says what they say.
///
/// A column's smallest and largest number, and a name that one row alone holds, are known only from that row: held out, they
/// would be missing from everything made, and the comparison would be blamed on the sample rather than the split. Among
/// columns of names only those with few levels count; in others single names are the rule.
enum PinnedRows {
  /// A column of names with more levels than this pins no rows.
  private static let maximumLevelCount = 256

  /// The rows by index.
  static func find(in table: Table, schema: Schema) -> Set<Int> {
    var pinned: Set<Int> = []
    for (column, columnSchema) in zip(table.columns, schema.columns) {
      switch columnSchema.kind {
      case .integer, .decimal, .temporal: pinned.formUnion(extremes(column, columnSchema))
      case .categorical, .boolean: pinned.formUnion(soleHolders(column))
      case .text, .identifier, .constant: break
      }
    }
    return pinned
  }

  /// The first rows that hold the smallest and the largest number.
  private static func extremes(_ column: Column, _ schema: ColumnSchema) -> [Int] {
    let numbers = column.levels.map { schema.number($0) }
    let known = numbers.indices.filter { numbers[$0] != nil }
    let order = known.sorted { (numbers[$0] ?? 0, $0) < (numbers[$1] ?? 0, $1) }
    guard let lowest = order.first, let highest = order.last else { return [] }
    return [lowest, highest].compactMap { column.codes.firstIndex(of: Int32($0)) }
  }

  private static func soleHolders(_ column: Column) -> [Int] {
    guard column.levels.count <= maximumLevelCount else { return [] }
    let counts = column.levelCounts
    return column.codes.indices.filter { counts[Int(column.codes[$0])] == 1 }
  }
}
