/// How well the frequencies of a categorical column are met: one minus the total variation distance.
///
///     1 − ½ · Σ over categories of |p_real − p_synthetic|
///
/// A category that only the synthetic side has counts 1e-6 rows on the real side, SDMetrics' regularisation.
/// - Range: 0 (no category in common) to 1 (the same frequencies).
/// - Source: SDMetrics 0.32, `single_column/statistical/tv_complement.py`.
public enum TVComplement {
  /// The score of two columns of shared codes.
  ///
  /// - Parameters:
  ///   - real: One code per real row.
  ///   - synthetic: One code per synthetic row.
  ///   - levelCount: Codes are below this number.
  ///   - missingCode: A code that means "no value" and is left out, as SDMetrics leaves out NaN; nil counts every
  ///     code, as SDMetrics does where missing is a text of its own. Reports use nil: a generator that loses the
  ///     missing cells must lose points for it.
  /// - Returns: Not applicable when either column has no value at all.
  public static func score(
    real: [Int32], synthetic: [Int32], levelCount: Int, missingCode: Int32? = nil
  ) -> Score {
    score(
      realCounts: counts(real, levelCount: levelCount),
      syntheticCounts: counts(synthetic, levelCount: levelCount), missingCode: missingCode)
  }

  /// Rows per code.
  static func counts(_ codes: [Int32], levelCount: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: levelCount)
    for code in codes { counts[Int(code)] += 1 }
    return counts
  }

  /// The score from the rows per code of both sides.
  static func score(
    realCounts: [Int], syntheticCounts: [Int], missingCode: Int32? = nil
  ) -> Score {
    var real = realCounts
    var synthetic = syntheticCounts
    if let missingCode {
      real[Int(missingCode)] = 0
      synthetic[Int(missingCode)] = 0
    }
    let realTotal = real.reduce(0, +)
    let syntheticTotal = synthetic.reduce(0, +)
    if realTotal == 0 { return .notApplicable("the real column has no values") }
    if syntheticTotal == 0 { return .notApplicable("the synthetic column has no values") }
    let unseen = zip(real, synthetic).count { $0 == 0 && $1 > 0 }
    let regularisedTotal = Double(realTotal) + 1e-6 * Double(unseen)
    var distance = 0.0
    for (realCount, syntheticCount) in zip(real, synthetic) {
      let count = realCount == 0 && syntheticCount > 0 ? 1e-6 : Double(realCount)
      distance += abs(Double(syntheticCount) / Double(syntheticTotal) - count / regularisedTotal)
    }
    return Score(max(0, 1 - 0.5 * distance))
  }
}
