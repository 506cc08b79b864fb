/// How well the linear correlation of two numeric columns is met.
///
///     1 − |r_real − r_synthetic| / 2
///
/// r is Pearson's coefficient over the rows in which both values are present.
/// - Range: 0 (opposite) to 1 (the same correlation).
/// - Source: SDMetrics 0.32, `column_pairs/statistical/correlation_similarity.py`, threshold 0.
public enum CorrelationSimilarity {
  /// The score of two pairs of columns; not applicable where a coefficient is undefined.
  public static func score(
    real: (first: [Double], second: [Double]), synthetic: (first: [Double], second: [Double])
  ) -> Score {
    score(
      real: coefficient(real.first, real.second),
      synthetic: coefficient(synthetic.first, synthetic.second))
  }

  /// The score of two coefficients.
  static func score(real: Score, synthetic: Score) -> Score {
    switch (real, synthetic) {
    case (.value(let real), .value(let synthetic)): Score(1 - abs(real - synthetic) / 2)
    case (.notApplicable(let reason), _): .notApplicable("in the real rows, \(reason)")
    case (_, .notApplicable(let reason)): .notApplicable("in the synthetic rows, \(reason)")
    }
  }

  /// Pearson's correlation coefficient of the complete pairs, clipped to −1...1.
  ///
  /// Computed from centred values scaled by their largest, so that squares of huge values do not overflow.
  /// - Returns: Not applicable with fewer than two complete pairs, a constant side or infinite values.
  public static func coefficient(_ first: [Double], _ second: [Double]) -> Score {
    var count = 0.0
    var firstSum = 0.0
    var secondSum = 0.0
    for row in first.indices where !(first[row].isNaN || second[row].isNaN) {
      count += 1
      firstSum += first[row]
      secondSum += second[row]
    }
    if count < 2 { return .notApplicable("fewer than two rows have both values") }
    let firstMean = firstSum / count
    let secondMean = secondSum / count
    guard firstMean.isFinite, secondMean.isFinite else {
      return .notApplicable("values are infinite or too large")
    }
    var firstScale = 0.0
    var secondScale = 0.0
    for row in first.indices where !(first[row].isNaN || second[row].isNaN) {
      firstScale = max(firstScale, abs(first[row] - firstMean))
      secondScale = max(secondScale, abs(second[row] - secondMean))
    }
    if isConstant(first, second) || firstScale == 0 || secondScale == 0 {
      return .notApplicable("a column is constant")
    }
    return coefficient(
      first, second, means: (firstMean, secondMean), scales: (firstScale, secondScale), count)
  }

  private static func coefficient(
    _ first: [Double], _ second: [Double], means: (Double, Double), scales: (Double, Double),
    _ count: Double
  ) -> Score {
    var firstSquares = 0.0
    var secondSquares = 0.0
    var products = 0.0
    for row in first.indices where !(first[row].isNaN || second[row].isNaN) {
      let x = (first[row] - means.0) / scales.0
      let y = (second[row] - means.1) / scales.1
      firstSquares += x * x
      secondSquares += y * y
      products += x * y
    }
    let ratio = products / (firstSquares.squareRoot() * secondSquares.squareRoot())
    let coefficient = count == 2 ? ratio.rounded() : ratio
    return Score(max(-1, min(1, coefficient)), whenUndefined: "values are infinite or too large")
  }

  /// Whether the complete pairs, or all present values of a column, are one value only.
  private static func isConstant(_ first: [Double], _ second: [Double]) -> Bool {
    func varies(_ values: [Double], whereBoth other: [Double]) -> Bool {
      var reference: Double?
      for row in values.indices where !(values[row].isNaN || other[row].isNaN) {
        if let reference, reference != values[row] { return true }
        reference = reference ?? values[row]
      }
      return false
    }
    return !varies(first, whereBoth: second) || !varies(second, whereBoth: first)
  }
}
