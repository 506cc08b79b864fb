internal import Datasets

/// How far the values of a numeric column would have to move: the one-dimensional Wasserstein distance.
///
///     ∫ |F_real(x) − F_synthetic(x)| dx, divided by the real range (largest − smallest value)
///
/// F is the empirical distribution function of the values that are present. Dividing by the range makes columns of
/// different units comparable: 0.01 means that values are off by one per cent of the range on average.
/// - Range: 0 (the same distribution) and above; more than 1 only when synthetic values lie outside the real range.
/// - Source: Ramdas, Garcia, Cuturi (2017), "On Wasserstein two-sample testing", doi:10.3390/e19020047, equation for
///   p = 1; the numbers are those of `scipy.stats.wasserstein_distance`.
public struct WassersteinDistance: ColumnMetric {
  /// The metric; it has no settings.
  public init() {}

  /// The key in the report.
  public var name: String { "wasserstein" }
  /// 0 and above.
  public var range: MetricRange { .nonNegative }
  /// 0 is ideal.
  public var goal: MetricGoal { .minimize }
  /// What the number means.
  public var meaning: String {
    "How far the values of a numeric column are off on average, as a share of the real range; 0 is not at all."
  }

  /// A distance per candidate.
  public func scores(real: MetricTable.Column, candidates: [MetricTable.Column]) -> [Score] {
    guard let numbers = real.numbers else {
      return candidates.map { _ in .notApplicable("\(real.kind.rawValue) columns have no numbers") }
    }
    return Self.distances(real: numbers, candidates: candidates.map { $0.numbers ?? [] })
  }

  /// The distance of two columns in units of the real range; NaN is missing.
  ///
  /// - Returns: Not applicable without values on either side or when the real column is constant.
  public static func distance(real: [Double], synthetic: [Double]) -> Score {
    distances(real: real, candidates: [synthetic])[0]
  }

  private static func distances(real: [Double], candidates: [[Double]]) -> [Score] {
    guard let range = ColumnRange(real) else {
      return candidates.map { _ in .notApplicable("the real column has no values") }
    }
    if let reason = range.reasonWithoutWidth {
      return candidates.map { _ in .notApplicable(reason) }
    }
    let positions = range.positions(real).sorted()
    return candidates.map { distance(positions, range.positions($0).sorted()) }
  }

  /// The distance of two ascending arrays of positions.
  private static func distance(_ real: [Double], _ synthetic: [Double]) -> Score {
    if synthetic.isEmpty { return .notApplicable("the synthetic column has no values") }
    var distance = 0.0
    var realRank = 0
    var syntheticRank = 0
    var last = min(real[0], synthetic[0])
    while realRank < real.count || syntheticRank < synthetic.count {
      let isReal =
        syntheticRank == synthetic.count
        || realRank < real.count && real[realRank] <= synthetic[syntheticRank]
      let value = isReal ? real[realRank] : synthetic[syntheticRank]
      if value > last {
        let gap =
          Double(realRank) / Double(real.count) - Double(syntheticRank) / Double(synthetic.count)
        distance += abs(gap) * (value - last)
        last = value
      }
      if isReal { realRank += 1 } else { syntheticRank += 1 }
    }
    return Score(distance, whenUndefined: "synthetic values are infinitely far away")
  }
}
