public import Datasets

/// What the tokens of partial rows are known to be.
public struct KnownCodes: Sendable {
  /// For every token the level of each row, -1 where it is open; nil where it is open in all rows.
  public var codes: [[Int32]?]
  /// For every row its class, -1 where it is open.
  public var classes: [Int32]
  /// Columns whose given cells are told by their distance from open ones, by the token after which the distance is known.
  public var links: [Int: [Int]]

  /// What is known of the rows at these indices, in this order.
  public func rows(at indices: [Int]) -> KnownCodes {
    KnownCodes(
      codes: codes.map { token in token.map { token in indices.map { token[$0] } } },
      classes: indices.map { classes[$0] }, links: links)
  }

  /// Whether candidates of a row can differ in how well they fit: an open token before a known one, or a link.
  public var needsCandidates: Bool {
    if !links.isEmpty { return true }
    var isOpen = [Bool](repeating: false, count: classes.count)
    for token in codes {
      guard let token else {
        isOpen = [Bool](repeating: true, count: classes.count)
        continue
      }
      for row in token.indices {
        if token[row] < 0 { isOpen[row] = true } else if isOpen[row] { return true }
      }
    }
    return false
  }
}

extension TableEncoder {
  /// What tokens say of the given cells: each is encoded as a cell of a real row is.
  ///
  /// A cell that is told by its distance from earlier columns has no level of its own where one of these is open: it becomes a
  /// link. A missing cell of a column of which no row learned from misses one is left to the other cells.
  public func known(_ rows: PartialRows) -> KnownCodes {
    let encoded = encode(rows.table)
    var known = KnownCodes(
      codes: [[Int32]?](repeating: nil, count: tokens.count),
      classes: [Int32](repeating: -1, count: rows.rowCount), links: [:])
    if let labelIndex, !rows.isGiven[labelIndex].isEmpty {
      for row in known.classes.indices where rows.isGiven[labelIndex][row] {
        known.classes[row] = encoded.classes[row]
      }
    }
    for (index, role) in roles.enumerated() {
      guard case .tokens(let first, let encoder, let offset) = role,
        rows.isGiven[index].contains(true)
      else { continue }
      let schema = schema.columns[index]
      let column = rows.table.columns[index]
      let isMissing = column.levels.map { schema.isMissing($0) && schema.isNumeric }
      let knowsMissing = encoder.encoder.knowsMissing(schema)
      var isKnown = rows.isGiven[index]
      for row in isKnown.indices where isKnown[row] {
        if isMissing[Int(column.codes[row])] {
          isKnown[row] = knowsMissing
        } else if let offset, !offset.terms.allSatisfy({ rows.isGiven($0.index, row) }) {
          isKnown[row] = false
        }
      }
      for place in encoder.encoder.tokens.indices where isKnown.contains(true) {
        known.codes[first + place] = isKnown.indices.map {
          isKnown[$0] ? encoded.codes[first + place][$0] : -1
        }
      }
      if offset != nil, zip(isKnown, rows.isGiven[index]).contains(where: { !$0 && $1 }) {
        known.links[lastToken(index), default: []].append(index)
      }
    }
    return known
  }

  /// The last token that a column's cells depend on; -1 where none.
  private func lastToken(_ index: Int) -> Int {
    guard case .tokens(let first, let encoder, let offset) = roles[index] else { return -1 }
    let own = first + encoder.encoder.tokens.count - 1
    return (offset?.terms ?? []).reduce(own) { max($0, lastToken($1.index)) }
  }

  /// The smallest and largest number of a column among the rows learned from; nil where it is not told by numbers.
  public func numberRange(of index: Int) -> ClosedRange<Double>? {
    switch roles[index] {
    case .tokens(_, let encoder, nil): encoder.encoder.numberRange
    case .tokens(_, _, let offset?): offset.range
    case .label, .outside: nil
    }
  }

  /// The texts that a column of names, its label or its constant is known to have; nil where any text will do.
  public func knownTexts(of index: Int) -> [String]? {
    switch roles[index] {
    case .label: label.classNames
    case .tokens(_, .categories(let encoder), _): encoder.texts
    case .tokens: nil
    case .outside(let outside):
      schema.columns[index].kind == .constant ? outside.knownTexts : nil
    }
  }

  /// Columns with the names and without rows, where each column of names holds those that are known.
  public var knownNames: Table {
    Table(
      columns: schema.columns.indices.map {
        Column(name: schema.columns[$0].name, levels: knownTexts(of: $0) ?? [], codes: [])
      })
  }
}

extension ColumnEncoder {
  /// Whether a level stands for missing cells.
  fileprivate func knowsMissing(_ schema: ColumnSchema) -> Bool {
    knownCells(schema: schema).contains {
      guard case .anyText(let texts)? = $0 else { return false }
      return texts.contains(where: schema.isMissing)
    }
  }
}
