/// Features scaled by their middle half, as some rows have it.
///
/// A number becomes (x − median) / (upper − lower quartile), after the mean has filled what is missing; where the
/// quartiles are equal, it is only shifted. Quartiles are linear between ranks. A number that no row has is 0
/// throughout. Categories keep their ones and zeros: the shift of a feature moves the intercept alone, and its
/// scale s is the same as a penalty of s² on its weight.
/// - Source: scikit-learn 1.9, `SimpleImputer` and `RobustScaler`.
struct RobustScaling: Sendable {
  /// The factor of each weight's square in the penalty: 1 for numbers, s² for categories.
  let penalties: [Double]
  private let numbers: [Number]

  /// How a number column is filled, shifted and scaled; nil parts stand for a column without values.
  fileprivate struct Number {
    let mean: Double
    let median: Double
    let scale: Double
  }

  /// The scaling by these rows.
  init(_ features: LogisticFeatures, rows: [Int]) {
    numbers = features.numbers.map { Number($0, rows: rows) }
    var counts = [Int](repeating: 0, count: features.levelCount)
    for column in features.positions {
      for row in rows where column[row] >= 0 { counts[Int(column[row])] += 1 }
    }
    penalties =
      numbers.map { _ in 1 }
      + counts.map { count in
        let scale = Self.scale { quantile in
          Self.interpolated(quantile, count: rows.count) { $0 < rows.count - count ? 0 : 1 }
        }
        return scale * scale
      }
  }

  /// Rows of the features, scaled.
  func rows(_ rows: [Int], of features: LogisticFeatures) -> LogisticRows {
    let width = numbers.count
    var values = [Double](repeating: 0, count: rows.count * width)
    for (index, number) in numbers.enumerated() where number.mean.isFinite {
      let column = features.numbers[index]
      for (position, row) in rows.enumerated() {
        let value = column[row].isNaN ? number.mean : column[row]
        values[position * width + index] = (value - number.median) / number.scale
      }
    }
    let categories = features.positions.count
    var positions = [Int32](repeating: -1, count: rows.count * categories)
    for (index, column) in features.positions.enumerated() {
      for (position, row) in rows.enumerated() {
        positions[position * categories + index] = column[row]
      }
    }
    return LogisticRows(
      rowCount: rows.count, numberCount: width, numbers: values, categoryCount: categories,
      positions: positions, levelCount: features.levelCount)
  }

  /// The distance of the quartiles, or 1 where they are the same up to rounding.
  fileprivate static func scale(_ quantile: (Double) -> Double) -> Double {
    let distance = quantile(0.75) - quantile(0.25)
    return distance < 10 * Double.ulpOfOne ? 1 : distance
  }

  /// The quantile of `count` ascending values, linear between two ranks.
  fileprivate static func interpolated(
    _ quantile: Double, count: Int, _ value: (Int) -> Double
  ) -> Double {
    let rank = quantile * Double(count - 1)
    let lower = Int(rank)
    let fraction = rank - Double(lower)
    let low = value(lower)
    let high = value(min(lower + 1, count - 1))
    return fraction < 0.5 ? low + (high - low) * fraction : high - (high - low) * (1 - fraction)
  }
}

extension RobustScaling.Number {
  /// The scaling of one column by some rows.
  fileprivate init(_ column: [Double], rows: [Int]) {
    var values = rows.map { column[$0] }
    let present = values.filter { !$0.isNaN }
    mean = present.reduce(0, +) / Double(present.count)
    if present.isEmpty {
      (median, scale) = (0, 1)
      return
    }
    if present.count < values.count {
      let mean = mean
      values = values.map { $0.isNaN ? mean : $0 }
    }
    values.sort()
    let quantile = { RobustScaling.interpolated($0, count: values.count) { values[$0] } }
    median = quantile(0.5)
    scale = RobustScaling.scale(quantile)
  }
}
