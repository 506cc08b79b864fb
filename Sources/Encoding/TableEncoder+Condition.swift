public import Datasets

extension TableEncoder {
  /// For every token which of its levels a row of a class may have if it is to satisfy a condition, nil where all of them; nil
  /// when no row of the class can.
  ///
  /// What is permitted may still not satisfy the condition: bins are judged by their ends, columns that others are added to
  /// not at all.
  public func permittedLevels(of label: Int, under condition: Expression) -> [[Bool]?]? {
    var known: [Int: KnownCell] = [:]
    if let labelIndex, !isLabelNumeric { known[labelIndex] = .text(classNames[label]) }
    guard condition.mayHold(known) else { return nil }
    var permitted = [[Bool]?](repeating: nil, count: tokens.count)
    for index in condition.columns {
      guard case .tokens(let first, let encoder, nil) = roles[index] else { continue }
      let levels = encoder.encoder.knownCells(schema: schema.columns[index]).map { cell in
        guard let cell else { return true }
        return condition.mayHold(known.merging([index: cell]) { $1 })
      }
      guard levels.contains(true) else { return nil }
      if levels.contains(false) { permitted[first] = levels }
    }
    return permitted
  }

  /// The rows with new keys in the columns of keys, which differ from each other and from the real ones.
  ///
  /// For rows that were decoded in parts, where keys may repeat from part to part.
  /// - Parameter isKept: For a column of keys, the rows whose keys stay; others differ from these too. Empty for none.
  public func renewingKeys(
    _ table: Table, seed: UInt64, keeping isKept: (Int) -> [Bool] = { _ in [] }
  ) -> Table {
    var result = table
    for (index, role) in roles.enumerated() where schema.columns[index].kind == .identifier {
      guard case .outside(let outside) = role else { continue }
      let (own, column, kept) = (schema.columns[index], table.columns[index], isKept(index))
      let open = column.codes.indices.filter { kept.isEmpty || !kept[$0] }
      let taken = Set(
        kept.indices.filter { kept[$0] && !own.isMissing(column[$0]) }.map { column[$0] })
      var maker = outside.maker(rowCount: table.rowCount, schema: own)
      let made = maker.next(
        open.count + taken.count, outside, name: own.name,
        noise: DecodingNoise(seed: seed, column: index))
      if open.count == table.rowCount {
        result.columns[index] = made
        continue
      }
      let free = made.codes.indices.lazy.map { made[$0] }.filter { !taken.contains($0) }
      result.columns[index] = column.replacing(zip(open, free).map { (row: $0, text: $1) })
    }
    return result
  }
}
