/// Columns of equal length, in file order.
public struct Table: Sendable, Equatable {
  /// The columns, left to right.
  public var columns: [Column]

  /// A table of columns with equally many rows.
  public init(columns: [Column]) { self.columns = columns }

  /// The number of rows.
  public var rowCount: Int { columns.first?.codes.count ?? 0 }

  /// The rows at these indices, in this order; levels are kept as they are, used or not.
  public func rows(at indices: [Int]) -> Table {
    Table(
      columns: columns.map { column in
        Column(name: column.name, levels: column.levels, codes: indices.map { column.codes[$0] })
      })
  }
}
