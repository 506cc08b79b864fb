/// How a column is cut into about a dozen cells whose frequencies are compared.
///
/// Numbers with at most ten distinct real values are cut at these values, others at real quantiles: of ever more ranks
/// at equal distances (ten and up, below a thousand), the first set with eleven distinct values, or else the last one,
/// gives the borders of the cells, so that a spike does not swallow them all. A cell holds its lower border; what lies outside the real
/// range falls in the outermost cells. Categories are the ten most frequent real ones with at least five rows, and one
/// cell for all others. Missing is a cell of its own in every column.
/// - Source: the accuracy of MOSTLY AI's quality report (arXiv 2504.01908; mostlyai-qa, `_accuracy.py`), whose borders
///   are rounded for their labels in addition; ties between categories go to the first in the alphabet here.
struct MarginalCut {
  /// Cells are below this number, which is at most 30: ten values leave nine gaps between ranks in which the next, closer
  /// set of ranks can find others, two in each.
  let cellCount: Int
  private let cells: Cells

  private enum Cells {
    /// Ascending lower borders; a value's cell is the number of borders above the first that it reaches.
    case borders([Double])
    /// The cell of every code.
    case codes([UInt8])
  }

  /// The cut that a real column gives; nil when the column cannot be compared.
  init?(_ column: MetricTable.Column) {
    if let numbers = column.numbers {
      let borders = Self.borders(numbers)
      cells = .borders(borders)
      cellCount = max(borders.count, 1) + 1
    } else if let codes = column.codes {
      let counts = TVComplement.counts(codes, levelCount: column.levels.count)
      let frequent = counts.indices.filter {
        counts[$0] >= Self.smallestCategory && Int32($0) != column.missingCode
      }.sorted { (-counts[$0], $0) < (-counts[$1], $1) }.prefix(Self.categoryCount)
      var cellOfCode = [UInt8](repeating: UInt8(frequent.count), count: counts.count)
      for (cell, code) in frequent.enumerated() { cellOfCode[code] = UInt8(cell) }
      if let missing = column.missingCode { cellOfCode[Int(missing)] = UInt8(frequent.count + 1) }
      cells = .codes(cellOfCode)
      cellCount = frequent.count + 2
    } else {
      return nil
    }
  }

  /// The cell of every row of a column built together with the real one.
  func cells(_ column: MetricTable.Column) -> [UInt8] {
    switch cells {
    case .codes(let cellOfCode): return (column.codes ?? []).map { cellOfCode[Int($0)] }
    case .borders(let borders):
      let inner = Array(borders.dropFirst())
      let missing = UInt8(cellCount - 1)
      return (column.numbers ?? []).map { number in
        if number.isNaN { return missing }
        var cell: UInt8 = 0
        for border in inner { cell += number >= border ? 1 : 0 }
        return cell
      }
    }
  }

  private static let categoryCount = 10
  private static let smallestCategory = 5
  private static let numberCellCount = 10
  private static let rankLimit = 1_000

  /// The lower borders of the cells of numbers, ascending; empty without numbers.
  private static func borders(_ numbers: [Double]) -> [Double] {
    let sorted = numbers.filter { !$0.isNaN }.sorted()
    let distinct = firstDistinct(sorted)
    if distinct.count <= numberCellCount { return distinct }
    var borders: [Double] = []
    let counts = numberCellCount..<max(numberCellCount + 1, min(rankLimit, sorted.count + 1))
    for count in counts {
      borders = quantiles(sorted, count)
      if borders.count > numberCellCount { break }
    }
    // The largest value closes the last cell instead of opening one.
    return borders.count > 1 ? borders.dropLast() : borders
  }

  /// The distinct values of an ascending array, but no more than needed to see that they are more than ten.
  private static func firstDistinct(_ sorted: [Double]) -> [Double] {
    var distinct: [Double] = []
    for value in sorted where value != distinct.last {
      distinct.append(value)
      if distinct.count > numberCellCount { break }
    }
    return distinct
  }

  /// The distinct values at `count` ranks at equal distances, the first and the last included.
  private static func quantiles(_ sorted: [Double], _ count: Int) -> [Double] {
    let last = sorted.count - 1
    let step = Double(last) / Double(count - 1)
    var values: [Double] = []
    for index in 0..<count {
      let rank = index == count - 1 ? last : min(last, Int(Double(index) * step))
      if sorted[rank] != values.last { values.append(sorted[rank]) }
    }
    return values
  }
}
