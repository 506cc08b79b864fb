/// Whether the numbers of one sample tend to be larger than those of another: the standardized Mann–Whitney statistic.
///
/// ```
/// z = (U − n m / 2) / σ,   σ² = n m / 12 · (N + 1 − Σ (t³ − t) / (N (N − 1)))
/// ```
///
/// U counts pairs in which the first sample's number is larger, ties half; N = n + m, and t runs over the sizes of the groups of equal
/// numbers.
/// - Range: near a standard normal distribution where both samples come from one distribution.
/// - Source: Mann, Whitney (1947), doi:10.1214/aoms/1177730491; for ties Lehmann (1975), "Nonparametrics", §1.4.
public enum RankShift {
  /// z of the first sample over the second.
  public static func score(_ first: [Int], over second: [Int]) -> Score {
    guard !first.isEmpty, !second.isEmpty else { return .notApplicable("a side has no image") }
    let sorted = (first.map { ($0, true) } + second.map { ($0, false) }).sorted { $0.0 < $1.0 }
    var rankSum = 0.0
    var ties = 0.0
    var start = 0
    while start < sorted.count {
      var end = start
      var own = 0.0
      while end < sorted.count, sorted[end].0 == sorted[start].0 {
        own += sorted[end].1 ? 1 : 0
        end += 1
      }
      let size = Double(end - start)
      // Ranks count from 1; equal numbers share the mean of theirs.
      rankSum += own * Double(start + end + 1) / 2
      ties += size * size * size - size
      start = end
    }
    let (n, m) = (Double(first.count), Double(second.count))
    let total = n + m
    let larger = rankSum - n * (n + 1) / 2
    let variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)))
    return Score(
      (larger - n * m / 2) / variance.squareRoot(), whenUndefined: "all distances are equal")
  }
}
