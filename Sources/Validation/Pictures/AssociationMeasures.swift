/// How strongly two columns depend on each other, by the kinds of both.
///
/// | columns | measure | range |
/// | --- | --- | --- |
/// | two numeric | Pearson's correlation | −1 to 1 |
/// | two categorical | Cramér's V | 0 to 1 |
/// | one of each | correlation ratio η | 0 to 1 |
///
/// V and η are corrected for the number of levels: without it, both grow with the levels and shrink with the rows, so that
/// tables of different sizes could not be compared.
public enum AssociationMeasures {
  /// Cramér's V of two columns of codes, corrected for chance.
  ///
  ///     φ² = Σ n_ij² / (n_i · n_j) − 1;   V = √( max(0, φ² − (r − 1)(k − 1)/(n − 1)) / min(r' − 1, k' − 1) )
  ///     r' = r − (r − 1)² / (n − 1), and k' likewise
  ///
  /// n rows, r and k levels that occur.
  /// - Range: 0 to 1. Not applicable where a column is constant or rows are too few.
  /// - Source: Bergsma (2013), "A bias-correction for Cramér's V and Tschuprow's T",
  ///   doi:10.1016/j.jkss.2012.10.002.
  public static func cramersV(
    _ first: [Int32], _ second: [Int32], levelCounts: (first: Int, second: Int)
  ) -> Score {
    var cells = [Int](repeating: 0, count: levelCounts.first * levelCounts.second)
    var rows = [Int](repeating: 0, count: levelCounts.first)
    var columns = [Int](repeating: 0, count: levelCounts.second)
    for (one, other) in zip(first, second) {
      cells[Int(one) * levelCounts.second + Int(other)] += 1
      rows[Int(one)] += 1
      columns[Int(other)] += 1
    }
    let n = Double(first.count)
    let r = Double(rows.count { $0 > 0 })
    let k = Double(columns.count { $0 > 0 })
    if r < 2 || k < 2 { return .notApplicable("a column is constant") }
    var sum = 0.0
    for row in rows.indices where rows[row] > 0 {
      for column in columns.indices where columns[column] > 0 {
        let cell = Double(cells[row * levelCounts.second + column])
        sum += cell * cell / (Double(rows[row]) * Double(columns[column]))
      }
    }
    let excess = max(0, sum - 1 - (r - 1) * (k - 1) / (n - 1))
    let smaller = min(r - (r - 1) * (r - 1) / (n - 1), k - (k - 1) * (k - 1) / (n - 1)) - 1
    if smaller <= 0 { return .notApplicable("there are too few rows for so many levels") }
    return Score(min(1, (excess / smaller).squareRoot()))
  }

  /// The correlation ratio of numbers in groups, corrected for chance.
  ///
  ///     η² = Σ n_g (mean_g − mean)² / Σ (x − mean)²;   √ max(0, 1 − (1 − η²) (n − 1) / (n − k))
  ///
  /// n rows with a number, k groups among them.
  /// - Range: 0 to 1. Not applicable where a column is constant or rows are too few.
  /// - Source: Kelley (1935), "An unbiased correlation ratio measure", doi:10.1073/pnas.21.9.554.
  public static func correlationRatio(_ numbers: [Double], groups: [Int32], groupCount: Int)
    -> Score
  {
    var mean = 0.0
    var n = 0.0
    for number in numbers where !number.isNaN {
      n += 1
      mean += (number - mean) / n
    }
    guard mean.isFinite else { return .notApplicable("values are infinite or too large") }
    // Scaled by the largest distance, so that squares of huge values do not overflow.
    var scale = 0.0
    for number in numbers where !number.isNaN { scale = max(scale, abs(number - mean)) }
    guard scale.isFinite else { return .notApplicable("values are infinite or too large") }
    if n < 2 || scale == 0 { return .notApplicable("a column is constant") }
    var sums = [Double](repeating: 0, count: groupCount)
    var counts = [Double](repeating: 0, count: groupCount)
    var total = 0.0
    for (number, group) in zip(numbers, groups) where !number.isNaN {
      let distance = (number - mean) / scale
      sums[Int(group)] += distance
      counts[Int(group)] += 1
      total += distance * distance
    }
    let k = Double(counts.count { $0 > 0 })
    if k < 2 { return .notApplicable("a column is constant") }
    if n <= k { return .notApplicable("there are too few rows for so many levels") }
    var between = 0.0
    for group in counts.indices where counts[group] > 0 {
      between += sums[group] * sums[group] / counts[group]
    }
    let unexplained = max(0, 1 - between / total) * (n - 1) / (n - k)
    return Score(
      max(0, 1 - unexplained).squareRoot(), whenUndefined: "values are too close together")
  }
}
