internal import Parallel

/// Cells of several tables, and how far their frequencies over one, two or three columns are apart.
struct MarginalTables: Sendable {
  /// Up to three columns; a place that is not used holds the column of `nothing`.
  struct Combination: Sendable {
    let first: Int
    let second: Int
    let third: Int
  }

  /// The index of a column that is the same everywhere, so that pairs and triples are counted alike.
  let nothing: Int
  /// The columns that are cut, ascending; indices of columns of the table.
  let columns: [Int]
  /// `[table][column]`, the cells of every row; empty for columns that are not compared.
  private let cells: [[[UInt8]]]
  private let cellCounts: [Int]
  private let rowCounts: [Int]

  /// Cuts the columns of the first table, and those of all others alike.
  init(_ tables: [MetricTable], team: ThreadTeam) {
    let reference = tables[0]
    let cuts = team.map(reference.columns.count) { index -> (Int, [[UInt8]]) in
      guard let cut = MarginalCut(reference.columns[index]) else {
        return (0, tables.map { _ in [] })
      }
      return (cut.cellCount, tables.map { cut.cells($0.columns[index]) })
    }
    nothing = reference.columns.count
    columns = cuts.indices.filter { cuts[$0].0 > 0 }
    cellCounts = cuts.map(\.0) + [1]
    rowCounts = tables.map(\.rowCount)
    cells = tables.indices.map { table in
      cuts.map { $0.1[table] } + [[UInt8](repeating: 0, count: tables[table].rowCount)]
    }
  }

  /// For every table but the first, one minus the total variation distance of its frequencies from the first's.
  func accuracies(_ combination: Combination) -> [Score] {
    let real = counts(combination, table: 0)
    return cells.indices.dropFirst().map { table in
      guard rowCounts[0] > 0, rowCounts[table] > 0 else {
        return .notApplicable("a table has no rows")
      }
      let other = counts(combination, table: table)
      let realShare = 1 / Double(rowCounts[0])
      let otherShare = 1 / Double(rowCounts[table])
      var distance = 0.0
      for cell in real.indices {
        distance += abs(Double(real[cell]) * realShare - Double(other[cell]) * otherShare)
      }
      return Score(max(0, 1 - distance / 2))
    }
  }

  /// Rows per cell, the third column's cells side by side.
  private func counts(_ combination: Combination, table: Int) -> [UInt32] {
    let width = cellCounts[combination.third]
    let stride = cellCounts[combination.second] * width
    var counts = [UInt32](repeating: 0, count: cellCounts[combination.first] * stride)
    cells[table][combination.first].withUnsafeBufferPointer { first in
      cells[table][combination.second].withUnsafeBufferPointer { second in
        cells[table][combination.third].withUnsafeBufferPointer { third in
          counts.withUnsafeMutableBufferPointer { counts in
            for row in 0..<first.count {
              let cell = Int(first[row]) &* stride &+ Int(second[row]) &* width &+ Int(third[row])
              counts[cell] &+= 1
            }
          }
        }
      }
    }
    return counts
  }
}
