/// How well the distribution of a numeric column is met: one minus the Kolmogorov–Smirnov distance.
///
///     1 − sup over x of |F_real(x) − F_synthetic(x)|
///
/// F is the empirical distribution function of the values that are present. Values are rounded to 14 decimals
/// first, as SDMetrics does.
/// - Range: 0 (disjoint) to 1 (the same distribution).
/// - Source: SDMetrics 0.32, `single_column/statistical/kscomplement.py`.
public enum KSComplement {
  /// The score of two columns; not applicable when either has no value at all.
  public static func score(real: [Double], synthetic: [Double]) -> Score {
    score(sortedReal: sorted(real), sortedSynthetic: sorted(synthetic))
  }

  /// The values that are present, rounded and in ascending order.
  static func sorted(_ values: [Double]) -> [Double] {
    var present: [Double] = []
    present.reserveCapacity(values.count)
    for value in values where !value.isNaN { present.append(rounded(value)) }
    present.sort()
    return present
  }

  /// The score of two ascending arrays without missing values.
  static func score(sortedReal real: [Double], sortedSynthetic synthetic: [Double]) -> Score {
    if real.isEmpty { return .notApplicable("the real column has no values") }
    if synthetic.isEmpty { return .notApplicable("the synthetic column has no values") }
    var widest = 0.0
    var realRank = 0
    var syntheticRank = 0
    while realRank < real.count && syntheticRank < synthetic.count {
      let value = min(real[realRank], synthetic[syntheticRank])
      while realRank < real.count && real[realRank] == value { realRank += 1 }
      while syntheticRank < synthetic.count && synthetic[syntheticRank] == value {
        syntheticRank += 1
      }
      let gap =
        Double(realRank) / Double(real.count) - Double(syntheticRank) / Double(synthetic.count)
      widest = max(widest, abs(gap))
    }
    return Score(1 - widest)
  }

  /// Rounded to 14 decimals; numbers too large for that are kept.
  private static func rounded(_ value: Double) -> Double {
    let scaled = value * 1e14
    return scaled.isFinite ? scaled.rounded(.toNearestOrEven) / 1e14 : value
  }
}
