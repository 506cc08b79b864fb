public import Datasets

/// Rows of which some cells are given and the others open.
public struct PartialRows: Sendable {
  /// The columns of the schema; what stands in open cells means nothing.
  public let table: Table
  /// For every column and row, whether the cell is given; empty for a column that is open in all rows.
  public let isGiven: [[Bool]]

  /// Rows with the cells that are given.
  public init(table: Table, isGiven: [[Bool]]) {
    (self.table, self.isGiven) = (table, isGiven)
  }

  /// The number of rows.
  public var rowCount: Int { table.rowCount }

  /// Whether a cell is given.
  public func isGiven(_ column: Int, _ row: Int) -> Bool {
    !isGiven[column].isEmpty && isGiven[column][row]
  }

  /// Columns of which some cell is given.
  public var givenColumns: [Int] { isGiven.indices.filter { isGiven[$0].contains(true) } }

  /// The rows at these indices, in this order.
  public func rows(at indices: [Int]) -> PartialRows {
    // Without the texts of other rows, which may be many.
    PartialRows(
      table: Table(
        columns: table.columns.map { column in
          Column(name: column.name, cells: indices.lazy.map { column[$0] })
        }),
      isGiven: isGiven.map { column in column.isEmpty ? [] : indices.map { column[$0] } })
  }

  /// A column with the given cells put in.
  func completing(_ column: Column, at index: Int) -> Column {
    let rows = isGiven[index].indices.filter { isGiven[index][$0] }
    return column.replacing(rows.map { ($0, table.columns[index][$0]) })
  }

  /// A table with the given cells put in.
  public func completing(_ table: Table) -> Table {
    Table(columns: table.columns.indices.map { completing(table.columns[$0], at: $0) })
  }
}
