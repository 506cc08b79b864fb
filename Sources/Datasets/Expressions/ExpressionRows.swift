/// The rows of a table, or the distinct texts of one of its columns, of which expressions are worked out.
struct ExpressionRows {
  private let columns: [Column]
  private let schema: Schema
  private let rowCount: Int
  /// By column, the number of every level; NaN where missing.
  private let levelNumbers: [Int: [Double]]
  /// The column whose distinct texts these are; nil for rows.
  private let only: Int?

  init(_ table: Table, schema: Schema, columns: Set<Int>) {
    self.columns = table.columns
    self.schema = schema
    rowCount = table.rowCount
    only = nil
    var numbers: [Int: [Double]] = [:]
    for index in columns where schema.columns[index].isNumeric {
      let (column, described) = (table.columns[index], schema.columns[index])
      let isUsed = column.usedLevels
      numbers[index] = column.levels.indices.map {
        isUsed[$0] ? described.number(column.levels[$0]) ?? .nan : .nan
      }
    }
    levelNumbers = numbers
  }

  /// The distinct texts of a column.
  private init(_ rows: ExpressionRows, only index: Int) {
    schema = rows.schema
    levelNumbers = rows.levelNumbers
    only = index
    rowCount = rows.columns[index].levels.count
    var columns = rows.columns
    columns[index].codes = Array(0..<Int32(rowCount))
    self.columns = columns
  }

  /// Whether each row satisfies this.
  func truths(_ truth: Truth) -> [Bool] {
    let read = truth.columns
    if only == nil, read.count == 1, let index = read.first, columns[index].levels.count < rowCount
    {
      let perLevel = ExpressionRows(self, only: index).truths(truth)
      return columns[index].codes.map { perLevel[Int($0)] }
    }
    switch truth {
    case .constant(let value): return [Bool](repeating: value, count: rowCount)
    case .comparison(let sign, let left, let right):
      let (first, second) = (numbers(left), numbers(right))
      return first.indices.map { sign.holds(first[$0], second[$0]) }
    case .among(let value, let others, let isNegated): return among(value, others, isNegated)
    case .range(let value, let low, let high, let isNegated):
      let (inner, lowest, highest) = (numbers(value), numbers(low), numbers(high))
      return inner.indices.map { row in
        let isKnown = !inner[row].isNaN && !lowest[row].isNaN && !highest[row].isNaN
        return isKnown && (lowest[row] <= inner[row] && inner[row] <= highest[row]) != isNegated
      }
    case .texts(let index, let texts, let isNegated):
      let described = schema.columns[index]
      return lookUp(index) { text in
        texts.contains(text) != isNegated && !(isNegated && described.isMissing(text))
      }
    case .says(let index, let word):
      let described = schema.columns[index]
      return lookUp(index) { BooleanWords.meaning($0) == word && !described.isMissing($0) }
    case .sameText(let first, let second, let isNegated): return sameText(first, second, isNegated)
    case .missing(let index, let isNegated):
      if let numbers = levelNumbers[index] {
        return columns[index].codes.map { numbers[Int($0)].isNaN != isNegated }
      }
      let described = schema.columns[index]
      return lookUp(index) { described.isMissing($0) != isNegated }
    case .missingNumber(let value, let isNegated):
      return numbers(value).map { $0.isNaN != isNegated }
    case .not(let inner): return truths(inner).map { !$0 }
    case .all(let parts): return joined(parts) { $0 && $1 }
    case .any(let parts): return joined(parts) { $0 || $1 }
    }
  }

  /// The number of each row; NaN where something is missing.
  func numbers(_ arithmetic: Arithmetic) -> [Double] {
    switch arithmetic {
    case .constant(let value): return [Double](repeating: value, count: rowCount)
    case .column(let index):
      let perLevel = levelNumbers[index] ?? []
      return columns[index].codes.map { perLevel[Int($0)] }
    case .combined(let sign, let left, let right):
      let (first, second) = (numbers(left), numbers(right))
      return first.indices.map { sign.value(first[$0], second[$0]) }
    }
  }

  private func joined(_ parts: [Truth], _ join: (Bool, Bool) -> Bool) -> [Bool] {
    guard let first = parts.first else { return [] }
    return parts.dropFirst().reduce(truths(first)) { result, part in
      let further = truths(part)
      return result.indices.map { join(result[$0], further[$0]) }
    }
  }

  private func among(_ value: Arithmetic, _ others: [Arithmetic], _ isNegated: Bool) -> [Bool] {
    let inner = numbers(value)
    var isFound = [Bool](repeating: false, count: rowCount)
    var isKnown = inner.map { !$0.isNaN }
    for other in others {
      let candidates = numbers(other)
      for row in isFound.indices {
        if candidates[row] == inner[row] { isFound[row] = true }
        if candidates[row].isNaN { isKnown[row] = false }
      }
    }
    return isFound.indices.map { isNegated ? isKnown[$0] && !isFound[$0] : isFound[$0] }
  }

  private func lookUp(_ index: Int, _ holds: (String) -> Bool) -> [Bool] {
    let perLevel = columns[index].levels.map(holds)
    return columns[index].codes.map { perLevel[Int($0)] }
  }

  private func sameText(_ first: Int, _ second: Int, _ isNegated: Bool) -> [Bool] {
    var known: [String: Int] = [:]
    func places(_ index: Int) -> [Int] {
      let described = schema.columns[index]
      let perLevel = columns[index].levels.map { text -> Int in
        if described.isMissing(text) { return -1 }
        let place = known[text] ?? known.count
        known[text] = place
        return place
      }
      return columns[index].codes.map { perLevel[Int($0)] }
    }
    let (left, right) = (places(first), places(second))
    return left.indices.map { row in
      if left[row] < 0 || right[row] < 0 { return false }
      return (left[row] == right[row]) != isNegated
    }
  }
}

extension Column {
  /// Whether each level stands in a row.
  fileprivate var usedLevels: [Bool] {
    if levels.count <= codes.count { return [Bool](repeating: true, count: levels.count) }
    var isUsed = [Bool](repeating: false, count: levels.count)
    for code in codes { isUsed[Int(code)] = true }
    return isUsed
  }
}
