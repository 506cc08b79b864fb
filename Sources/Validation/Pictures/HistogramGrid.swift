internal import Glibc

/// Bins of equal width over the bulk of a column's real values.
///
/// - Few far values do not stretch the grid: beyond the 1st and 99th percentile it reaches to the extreme only where
///   that is nearer than half the distance of the two percentiles.
/// - Widths are 1, 2 or 5 times a power of ten, for dates and times a usual span, and whole multiples of the distance of
///   two neighbouring values (1 for whole numbers), so that every bin holds equally many possible values.
struct HistogramGrid: Equatable {
  let start: Double
  let width: Double
  let count: Int

  /// No grid has more bins.
  static let maximumCount = 40

  /// A grid for values of which `sample` is a fair part; nil where they are too large or too close together for bins.
  ///
  /// - Parameters:
  ///   - sample: Finite values in ascending order, at least one.
  ///   - extremes: The smallest and the largest of all finite values.
  ///   - step: The distance of neighbouring values in the column's spelling; nil when unknown.
  ///   - isTemporal: Whether the values are seconds.
  init?(
    sample: [Double], extremes: (lowest: Double, highest: Double), step: Double?, isTemporal: Bool
  ) {
    guard let (low, high) = Self.bulk(sample, extremes) else { return nil }
    // Room for the rounding of both ends.
    let wanted = (high - low) / Double(Self.maximumCount - 2)
    guard wanted.isFinite else { return nil }
    let least = step ?? 0
    if wanted <= least {
      width = least > 0 ? least : Self.spanAround(low)
    } else {
      width = isTemporal ? Self.timeSpan(wanted, step: least) : Self.roundSpan(wanted)
    }
    // Whole numbers lie in the middle of what they own.
    let shift = wanted <= least || least > width / 50 ? least / 2 : 0
    start = (low / width).rounded(.down) * width - shift
    let reach = ((high - start) / width).rounded(.down)
    guard width > 0, start.isFinite, reach >= 0, reach < Double(Self.maximumCount) else {
      return nil
    }
    count = Int(reach) + 1
    let end = start + Double(count) * width
    guard end.isFinite, start + width > start, end - width < end else { return nil }
  }

  /// The ends of the bulk.
  private static func bulk(
    _ sample: [Double], _ extremes: (lowest: Double, highest: Double)
  ) -> (low: Double, high: Double)? {
    guard let first = sample.first else { return nil }
    if first == sample[sample.count - 1], extremes.lowest == extremes.highest {
      return (first, first)
    }
    let last = Double(sample.count - 1)
    let low = sample[Int((last * 0.01).rounded(.down))]
    let high = sample[Int((last * 0.99).rounded(.up))]
    let margin = (high - low) / 2
    guard margin.isFinite else { return nil }
    if margin == 0 { return (extremes.lowest, extremes.highest) }
    return (
      extremes.lowest >= low - margin ? extremes.lowest : low,
      extremes.highest <= high + margin ? extremes.highest : high
    )
  }

  /// A width around a single value.
  private static func spanAround(_ value: Double) -> Double {
    value == 0 ? 1 : max(roundSpan(abs(value) / 10), abs(value).ulp * 4)
  }

  /// The smallest of 1, 2 and 5 times a power of ten that is at least this.
  private static func roundSpan(_ wanted: Double) -> Double {
    let power = pow(10, floor(log10(wanted)))
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= wanted } ?? wanted
  }

  /// Seconds of the spans by which people cut time, up to five years.
  private static let usualSpans: [Double] = {
    let (minute, hour, day) = (60.0, 3_600.0, 86_400.0)
    return [1, 2, 5, 10, 15, 30] + [1, 2, 5, 10, 15, 30].map { $0 * minute }
      + [1, 2, 3, 6, 12].map { $0 * hour } + [1, 2, 7, 14, 28, 91, 182].map { $0 * day }
      + [1, 2, 5].map { $0 * 365.25 * day }
  }()

  /// The smallest usual span that is at least this and a multiple of the step.
  private static func timeSpan(_ wanted: Double, step: Double) -> Double {
    if wanted < 1 { return max(roundSpan(wanted), step) }
    if let span = usualSpans.first(where: { $0 >= wanted && $0 >= step }) { return span }
    let year = 365.25 * 86_400
    return roundSpan(wanted / year) * year
  }
}
