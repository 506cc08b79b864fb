internal import Foundation

/// Completes given rows: draws their open cells given the others, until every row satisfies every requirement.
///
/// Every round has seeds of its own and draws only rows that are still wrong, so the result depends on the seed alone, not
/// on threads.
struct RowCompletion {
  let model: TableModel
  let encoder: TableEncoder
  let given: GivenRows
  let requirements: [any RowRequirement]
  /// Rows learned from, by class.
  let classCounts: [Int]
  let isStratified: Bool
  let seed: UInt64
  let threadCount: Int

  /// Rounds after which a row is given up.
  private static let roundLimit = 50
  /// Candidates drawn for a row, fewer the more rows there are.
  private static let candidateRange = 32...256
  private static let candidateBudget = 1_000_000

  /// One row for every given one, in their order.
  /// - Throws: `PipelineError.givenRow` when a row cannot be completed.
  func complete() throws(PipelineError) -> CompletedRows {
    let rowCount = given.rows.rowCount
    var made = drawn(Array(0..<rowCount), round: 0)
    var redrawn: Set<Int> = []
    var round = 0
    while true {
      let firstUnmet = requirements.firstUnmet(made.table)
      let wrong = firstUnmet.indices.filter { firstUnmet[$0] >= 0 }
      guard let first = wrong.first else { break }
      round += 1
      if round == Self.roundLimit {
        throw .givenRow(
          path: given.path, row: first + 1, count: wrong.count,
          requirement: requirements[firstUnmet[first]].name, tryCount: Self.roundLimit)
      }
      redrawn.formUnion(wrong)
      made.replace(wrong, by: drawn(wrong, round: round))
      made.table = withKeys(made.table, renewing: wrong, round: round)
    }
    let cellCount = given.rows.isGiven.reduce(0) { $0 + $1.count { $0 } }
    let columns = given.rows.givenColumns.map { encoder.schema.columns[$0].name }
    return CompletedRows(
      encoded: made.encoded, table: made.table,
      record: CompletionRecord(
        file: (given.path as NSString).lastPathComponent, rowCount: rowCount, columns: columns,
        givenCellCount: cellCount,
        drawnCellCount: rowCount * encoder.schema.columns.count - cellCount,
        redrawnRowCount: redrawn.count, notes: given.notes))
  }

  /// Rows that were drawn, before they are known to be right.
  private struct Made {
    var encoded: EncodedTable
    var table: Table

    /// Puts other rows in the place of some.
    mutating func replace(_ rows: [Int], by other: Made) {
      for token in encoded.codes.indices {
        for (place, row) in rows.enumerated() {
          encoded.codes[token][row] = other.encoded.codes[token][place]
        }
      }
      for (place, row) in rows.enumerated() { encoded.classes[row] = other.encoded.classes[place] }
      for index in table.columns.indices {
        let cells = other.table.columns[index]
        table.columns[index] = table.columns[index].replacing(
          rows.enumerated().map { (row: $1, text: cells[$0]) })
      }
    }
  }

  /// Draws rows, sets right what can be without changing given cells, and gives them keys.
  private func drawn(_ indices: [Int], round: Int) -> Made {
    let rows = given.rows.rows(at: indices)
    var seeds = SeededGenerator(seed: seed, stream: "completed \(round)")
    let range = Self.candidateRange
    let count = min(
      max(Self.candidateBudget / max(indices.count, 1), range.lowerBound), range.upperBound)
    let encoded = model.complete(
      rows, encoder: encoder, classCounts: classCounts, candidateCount: count, seed: seeds.next(),
      isStratified: isStratified, threadCount: threadCount)
    let decoded = encoder.decode(
      encoded, completing: rows, seed: seeds.next(), threadCount: threadCount)
    let made = Made(encoded: encoded, table: mended(decoded, rows))
    guard round == 0 else { return made }
    return Made(
      encoded: encoded,
      table: encoder.renewingKeys(made.table, seed: seeds.next(), keeping: { rows.isGiven[$0] }))
  }

  /// New keys for these rows where they are open, unlike those of the other rows.
  private func withKeys(_ table: Table, renewing indices: [Int], round: Int) -> Table {
    let open = Set(indices)
    var seeds = SeededGenerator(seed: seed, stream: "keys \(round)")
    return encoder.renewingKeys(table, seed: seeds.next()) { index in
      (0..<table.rowCount).map { !open.contains($0) || given.rows.isGiven(index, $0) }
    }
  }

  /// Rows with the same columns given are set right together.
  private func mended(_ table: Table, _ rows: PartialRows) -> Table {
    if requirements.isEmpty { return table }
    let columns = rows.givenColumns
    var places: [[Int]: Int] = [:]
    var groups: [(columns: [Int], rows: [Int])] = []
    for row in 0..<table.rowCount {
      let own = columns.filter { rows.isGiven[$0][row] }
      let place = places[own] ?? groups.count
      if place == groups.count {
        places[own] = place
        groups.append((own, []))
      }
      groups[place].rows.append(row)
    }
    let parts = groups.map { group in
      requirements.reduce(table.rows(at: group.rows)) {
        $1.mended($0, keeping: Set(group.columns))
      }
    }
    let order = groups.flatMap(\.rows)
    var back = [Int](repeating: 0, count: order.count)
    for (place, row) in order.enumerated() { back[row] = place }
    return Table(joining: parts).rows(at: back)
  }
}

/// Given rows with all their cells.
struct CompletedRows: Sendable {
  var encoded: EncodedTable
  var table: Table
  var record: CompletionRecord
}
