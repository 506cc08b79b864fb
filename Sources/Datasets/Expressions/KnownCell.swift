/// What is known of a cell before it is there.
package enum KnownCell: Sendable {
  /// Its text.
  case text(String)
  /// It is one of these texts.
  case anyText([String])
  /// It holds a number from this range.
  case number(ClosedRange<Double>)
}

extension Expression {
  /// Whether a row with these cells, and others that nothing is known of, may satisfy the expression.
  ///
  /// False is certain; true may be in vain.
  package func mayHold(_ cells: [Int: KnownCell]) -> Bool {
    // Several texts are tried one after the other; of several such cells the first.
    for column in cells.keys.sorted() {
      guard case .anyText(let texts)? = cells[column] else { continue }
      var tried = cells
      return texts.contains { text in
        tried[column] = .text(text)
        return mayHold(tried)
      }
    }
    return PartialRow(schema: schema, cells: cells).possibility(truth).mayHold
  }
}

/// A row of which only some cells are known.
private struct PartialRow {
  let schema: Schema
  let cells: [Int: KnownCell]

  /// What may come of a condition.
  struct Possibility {
    var mayHold = true
    var mayFail = true

    /// Neither is ruled out.
    static let open = Possibility()

    static func certain(_ holds: Bool) -> Possibility {
      Possibility(mayHold: holds, mayFail: !holds)
    }
  }

  func possibility(_ truth: Truth) -> Possibility {
    switch truth {
    case .not(let inner):
      let possible = possibility(inner)
      return Possibility(mayHold: possible.mayFail, mayFail: possible.mayHold)
    case .all(let parts):
      let possible = parts.map { possibility($0) }
      return Possibility(
        mayHold: possible.allSatisfy(\.mayHold), mayFail: possible.contains { $0.mayFail })
    case .any(let parts):
      let possible = parts.map { possibility($0) }
      return Possibility(
        mayHold: possible.contains { $0.mayHold }, mayFail: possible.allSatisfy(\.mayFail))
    default: return leaf(truth)
    }
  }

  /// A comparison: exact where every cell is known, by ranges where numbers are compared, open otherwise.
  private func leaf(_ truth: Truth) -> Possibility {
    if let table = knownTable(truth.columns) {
      let rows = ExpressionRows(table, schema: schema, columns: truth.columns)
      return .certain(rows.truths(truth) == [true])
    }
    switch truth {
    case .comparison(let sign, let left, let right):
      guard let first = range(left), let second = range(right) else { return .open }
      return compared(sign, first, second)
    case .range(let value, let low, let high, let isNegated):
      guard let inner = range(value), let first = range(low), let second = range(high) else {
        return .open
      }
      let (above, below) = (compared(.atLeast, inner, first), compared(.atMost, inner, second))
      let mayHold = above.mayHold && below.mayHold
      let mayFail = above.mayFail || below.mayFail
      return Possibility(
        mayHold: isNegated ? mayFail : mayHold, mayFail: isNegated ? mayHold : mayFail)
    case .among(let value, let others, let isNegated):
      guard !isNegated, let inner = range(value) else { return .open }
      let mayHold = others.contains { range($0).map { $0.overlaps(inner) } ?? true }
      return Possibility(mayHold: mayHold, mayFail: true)
    case .missing(let column, let isNegated):
      if case .number? = cells[column] { return .certain(isNegated) }
      return .open
    default: return .open
    }
  }

  /// A table of one row where the texts of all these columns are known.
  private func knownTable(_ read: Set<Int>) -> Table? {
    var columns = schema.columns.map { Column(name: $0.name, levels: [""], codes: [0]) }
    for index in read {
      guard case .text(let text)? = cells[index] else { return nil }
      columns[index].levels = [text]
    }
    return Table(columns: columns)
  }

  /// The range that a number lies in if it is there at all; nil when nothing is known.
  ///
  /// A range that is known rules out that the number is missing, so that what must fail can be told too.
  private func range(_ arithmetic: Arithmetic) -> ClosedRange<Double>? {
    switch arithmetic {
    case .constant(let value): return value.isNaN ? nil : value...value
    case .column(let index):
      switch cells[index] {
      case .number(let range): return range
      case .text(let text): return schema.columns[index].number(text).map { $0...$0 }
      case .anyText, nil: return nil
      }
    case .combined(let sign, let left, let right):
      guard let first = range(left), let second = range(right) else { return nil }
      if sign == .over && second.contains(0) { return nil }
      let ends = [first.lowerBound, first.upperBound].flatMap { one in
        [second.lowerBound, second.upperBound].map { sign.value(one, $0) }
      }
      guard let lowest = ends.min(), let highest = ends.max(), !ends.contains(where: \.isNaN)
      else { return nil }
      return lowest...highest
    }
  }

  private func compared(
    _ sign: ComparisonSign, _ left: ClosedRange<Double>, _ right: ClosedRange<Double>
  ) -> Possibility {
    let isSingle = left.lowerBound == left.upperBound && right == left
    switch sign {
    case .equal: return Possibility(mayHold: left.overlaps(right), mayFail: !isSingle)
    case .different: return Possibility(mayHold: !isSingle, mayFail: left.overlaps(right))
    case .below:
      return Possibility(
        mayHold: left.lowerBound < right.upperBound, mayFail: left.upperBound >= right.lowerBound)
    case .atMost:
      return Possibility(
        mayHold: left.lowerBound <= right.upperBound, mayFail: left.upperBound > right.lowerBound)
    case .above: return compared(.below, right, left)
    case .atLeast: return compared(.atMost, right, left)
    }
  }
}
