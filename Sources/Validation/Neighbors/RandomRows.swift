internal import Datasets

extension MetricTable {
  /// Rows of pure chance with this table's values: each column by itself, every value alike.
  ///
  /// Whole numbers and other numbers are uniform between the smallest and the largest one, categories are equally
  /// frequent, and as many cells are missing as here. Columns that are neither stay empty.
  /// - Source: the random table of SDMetrics 0.32's DCRBaselineProtection.
  public func random(
    _ count: Int, using generator: inout some RandomNumberGenerator
  ) -> MetricTable {
    var copy = self
    copy.rowCount = count
    for index in columns.indices {
      let column = columns[index]
      switch column.values {
      case .numeric(let numbers):
        copy.columns[index].values = .numeric(
          Self.random(
            count, like: numbers, isWhole: column.kind == .integer, using: &generator))
      case .categorical(let codes):
        copy.columns[index].values = .categorical(
          Self.random(count, like: codes, missing: column.missingCode, using: &generator))
      case .text, .excluded: copy.columns[index].values = .excluded
      }
    }
    return copy
  }

  private static func random(
    _ count: Int, like numbers: [Double], isWhole: Bool,
    using generator: inout some RandomNumberGenerator
  ) -> [Double] {
    guard let bounds = RowSpace.bounds(numbers) else {
      return [Double](repeating: .nan, count: count)
    }
    let lowest = bounds.lowerBound
    let range = bounds.upperBound - lowest
    let missing = Double(numbers.count(where: \.isNaN)) / Double(numbers.count)
    return (0..<count).map { _ in
      let isMissing = Double.random(in: 0..<1, using: &generator) < missing
      let share = Double.random(in: 0..<1, using: &generator)
      if isMissing || !range.isFinite { return .nan }
      if isWhole { return min(lowest + (share * (range + 1)).rounded(.down), bounds.upperBound) }
      return lowest + share * range
    }
  }

  private static func random(
    _ count: Int, like codes: [Int32], missing code: Int32?,
    using generator: inout some RandomNumberGenerator
  ) -> [Int32] {
    let levels = Set(codes).filter { $0 != code }.sorted()
    let missing = code.map { code in
      Double(codes.count { $0 == code }) / Double(max(codes.count, 1))
    }
    return (0..<count).map { _ in
      let isMissing = Double.random(in: 0..<1, using: &generator) < missing ?? 0
      let level = levels.randomElement(using: &generator)
      return isMissing ? code ?? 0 : level ?? code ?? 0
    }
  }
}
