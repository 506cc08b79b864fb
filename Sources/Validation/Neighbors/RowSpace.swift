/// What the distance of two rows is made of: one term per column.
///
///     Σ over numeric columns of |a − b|, min(|a − b|, 1) or (a − b)², numbers scaled by their column
///       + mismatch · number of categorical columns in which the rows differ
///
/// Spaces are fitted on real rows; rows of any table with the same columns are then placed in them (`PlacedRows`).
struct RowSpace: Sendable {
  /// The term of two scaled numbers.
  enum Difference: Sendable {
    /// |a − b|
    case absolute
    /// min(|a − b|, 1)
    case capped
    /// (a − b)²
    case squared
  }

  /// How one column is placed.
  enum Coordinate: Sendable {
    /// (number − center) / unit, or `missing` where there is none.
    case number(center: Double, unit: Double, missing: Double)
    /// The code, compared as a whole.
    case code
    /// One number per code listed here: 1 where the row has it, else 0.
    case indicators([Int32])
    /// The column does not count.
    case leftOut
  }

  /// One entry per column of the table.
  var coordinates: [Coordinate]
  /// The term of numbers.
  var difference: Difference
  /// The cost of different codes.
  var mismatch: Float

  /// Scaled numbers beyond this are cut off, so that sums in single precision stay finite.
  static let farthest = 1e6

  /// Whether no column counts.
  var isEmpty: Bool {
    coordinates.allSatisfy { if case .leftOut = $0 { true } else { false } }
  }

  /// A scaled number.
  static func scaled(_ number: Double, center: Double, unit: Double, missing: Double) -> Double {
    if number.isNaN { return missing }
    return max(-farthest, min(farthest, (number - center) / unit))
  }
}

extension RowSpace {
  /// Numbers by their median and range, a mismatch costs 1: the distance of `ClosestRecordShare`.
  init(_ table: MetricTable, scales: [ClosestRecordShare.Scale?]) {
    coordinates = zip(table.columns, scales).map { column, scale in
      if column.codes != nil { return .code }
      return scale.map { .number(center: $0.median, unit: $0.range, missing: 0) } ?? .leftOut
    }
    difference = .absolute
    mismatch = 1
  }

  /// Numbers by their range in `reference`, at most 1 each; a mismatch costs 1, and so does a gap against a number.
  ///
  /// In a column with one number, any other is 1 away.
  /// - Source: the Gower-like distance of SDMetrics 0.32 (`calculate_dcr`), as a sum instead of a mean.
  static func gower(_ reference: MetricTable) -> RowSpace {
    let coordinates = reference.columns.map { column -> Coordinate in
      guard let numbers = column.numbers else { return column.codes == nil ? .leftOut : .code }
      let missing = -4 * farthest
      guard let bounds = Self.bounds(numbers) else {
        return .number(center: 0, unit: 1, missing: missing)
      }
      let range = bounds.upperBound - bounds.lowerBound
      if !range.isFinite { return .leftOut }
      return .number(
        center: bounds.lowerBound, unit: max(range, .leastNormalMagnitude), missing: missing)
    }
    return RowSpace(coordinates: coordinates, difference: .capped, mismatch: 1)
  }

  /// Numbers by mean and standard deviation, gaps at the mean; a mismatch costs 2.
  ///
  /// Columns without spread are left out.
  /// - Source: the quantile DCR of TabPC (arXiv 2603.23016).
  static func standardized(_ training: MetricTable) -> RowSpace {
    let coordinates = training.columns.map { column -> Coordinate in
      guard let numbers = column.numbers else { return column.codes == nil ? .leftOut : .code }
      let present = numbers.filter(\.isFinite)
      // Divided first, so that squares of huge numbers stay finite.
      let largest = present.reduce(0) { max($0, abs($1)) }
      if largest == 0 { return .leftOut }
      let count = Double(present.count)
      let mean = present.reduce(0) { $0 + $1 / largest } / count
      let variance = present.reduce(0) { sum, number in
        sum + (number / largest - mean) * (number / largest - mean)
      }
      let deviation = (variance / count).squareRoot() * largest
      // A spread within rounding errors of the mean is none.
      guard deviation > 1e-13 * largest else { return .leftOut }
      return .number(center: mean * largest, unit: deviation, missing: 0)
    }
    return RowSpace(coordinates: coordinates, difference: .absolute, mismatch: 2)
  }

  /// The smallest and the largest finite number; nil when there is none.
  static func bounds(_ numbers: [Double]) -> ClosedRange<Double>? {
    var lowest = Double.infinity
    var highest = -Double.infinity
    for number in numbers where number.isFinite {
      lowest = min(lowest, number)
      highest = max(highest, number)
    }
    return lowest <= highest ? lowest...highest : nil
  }
}
