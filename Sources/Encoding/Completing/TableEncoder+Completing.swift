public import Datasets
internal import Glibc

extension TableEncoder {
  /// The cells of completed rows: the given ones as they are, the others for token codes as `decode` has them.
  ///
  /// Where a given cell is told by its distance from open ones, the largest of these is moved so that the distance is the drawn one.
  public func decode(
    _ encoded: EncodedTable, completing rows: PartialRows, seed: UInt64, threadCount: Int = 1
  ) -> Table {
    var decoder = PieceDecoder(self, rowCount: encoded.rowCount, calibratesExtremes: false)
    let piece = decoder.next(rowCount: encoded.rowCount, seed: seed)
    let apart = decoder.apart(encoded, piece, threadCount: threadCount)
    var columns = apart.indices.map { rows.completing(apart[$0], at: $0) }
    func restore(_ index: Int, _ offset: ColumnOffset) -> Column {
      let own = schema.columns[index]
      return offset.restored(apart[index], columns: columns, schema: schema, own: own)
    }
    var moved: Set<Int> = []
    for (index, offset) in offsets {
      let drawn = restore(index, offset)
      for change in moves(of: index, offset, drawn, columns, rows) {
        columns[change.column] = columns[change.column].replacing([(change.row, change.text)])
        moved.insert(change.column)
      }
      columns[index] = rows.completing(drawn, at: index)
    }
    if !moved.isEmpty {
      // What was restored from a moved cell follows it.
      for (index, offset) in offsets where !moved.contains(index) {
        columns[index] = rows.completing(restore(index, offset), at: index)
      }
    }
    return Table(columns: columns)
  }

  private var offsets: [(index: Int, ColumnOffset)] {
    roles.enumerated().compactMap { index, role in
      guard case .tokens(_, _, let offset?) = role else { return nil }
      return (index, offset)
    }
  }

  /// Cells of earlier columns to be moved so that a column's given cells are as far from them as was drawn.
  private func moves(
    of index: Int, _ offset: ColumnOffset, _ drawn: Column, _ columns: [Column], _ rows: PartialRows
  ) -> [(column: Int, row: Int, text: String)] {
    guard rows.isGiven[index].contains(true) else { return [] }
    let own = schema.columns[index]
    return rows.isGiven[index].indices.compactMap { row in
      let open = offset.terms.compactMap { term -> (term: ColumnOffset.Term, number: Double)? in
        guard !rows.isGiven(term.index, row) else { return nil }
        return schema.columns[term.index].number(columns[term.index][row]).map { (term, $0) }
      }
      guard rows.isGiven[index][row], let wanted = own.number(rows.table.columns[index][row]),
        let made = own.number(drawn[row]), wanted != made,
        let largest = open.max(by: { abs($0.number) < abs($1.number) })
      else { return nil }
      let number = largest.number + largest.term.sign * (wanted - made)
      let column = largest.term.index
      return (column, row, schema.columns[column].text(number))
    }
  }

  /// For candidates of rows, the logarithm of how well the distance drawn for a column fits its given cell: a bell curve around it,
  /// as wide as the nearest eighth of a row's candidates is far; 0 where it is no link.
  ///
  /// - Source: approximate Bayesian computation, Beaumont, Zhang and Balding (2002), DOI 10.1093/genetics/162.4.2025.
  public func linkWeights(
    of index: Int, in partial: PartialRows, rows: [Int], label: Int32, codes: [[Int32]]
  ) -> [Float] {
    guard case .tokens(_, _, let offset?) = roles[index] else { return rows.map { _ in 0 } }
    let made = numbers(of: index, in: partial, rows: rows, label: label, codes: codes, isLink: true)
    let column = partial.table.columns[index]
    let wanted = column.levels.map { schema.columns[index].number($0) ?? .nan }
    var result = [Float](repeating: 0, count: rows.count)
    var start = 0
    while start < rows.count {
      let row = rows[start]
      let end = rows[start...].firstIndex { $0 != row } ?? rows.count
      defer { start = end }
      let isTold = offset.terms.allSatisfy { partial.isGiven($0.index, row) }
      let number = wanted[Int(column.codes[row])]
      guard partial.isGiven(index, row), !isTold, !number.isNaN else { continue }
      let far = (start..<end).map { candidate -> Double in
        let distance = abs(made[candidate] - number)
        return distance.isNaN ? .infinity : distance
      }
      let sorted = far.sorted()
      let width = max(sorted[(sorted.count - 1) / 8], offset.smallestStep)
      for (candidate, distance) in zip(start..<end, far) {
        let scaled = width < .infinity ? distance / width : 0
        result[candidate] = Float(max(-scaled * scaled / 2, -60) - log(min(width, 1e30)))
      }
    }
    return result
  }

  /// The numbers of a column for candidates: given ones as they are (those of a link itself as drawn); nan where missing.
  private func numbers(
    of index: Int, in partial: PartialRows, rows: [Int], label: Int32, codes: [[Int32]],
    isLink: Bool = false
  ) -> [Double] {
    let own = schema.columns[index]
    var numbers = [Double](repeating: .nan, count: rows.count)
    switch roles[index] {
    case .tokens(let first, let encoder, let offset):
      let encoder = encoder.encoder
      let cellSchema = offset?.residualSchema(of: own) ?? own
      let cells = encoder.decode(
        encoder.tokens.indices.map { codes[first + $0] }, schema: cellSchema,
        context: DecodingContext(
          noise: DecodingNoise(seed: UInt64(index), column: index), rows: rows.indices,
          calibratesExtremes: false))
      numbers = ColumnOffset.numbers(cells, cellSchema)
      for term in offset?.terms ?? [] {
        let further = self.numbers(
          of: term.index, in: partial, rows: rows, label: label, codes: codes)
        for candidate in rows.indices { numbers[candidate] += term.sign * further[candidate] }
      }
    case .label:
      let number = own.number(self.label.classNames[Int(label)]) ?? .nan
      numbers = [Double](repeating: number, count: rows.count)
    case .outside: break
    }
    guard !isLink, !partial.isGiven[index].isEmpty else { return numbers }
    let given = ColumnOffset.numbers(partial.table.columns[index], own)
    for (candidate, row) in rows.enumerated() where partial.isGiven[index][row] {
      numbers[candidate] = given[row]
    }
    return numbers
  }
}

extension ColumnOffset {
  /// The distance between two residuals that can be told apart.
  fileprivate var smallestStep: Double { (0..<decimals).reduce(1) { step, _ in step / 10 } }
}
