/// The smallest and the largest number of a column, which a sample of the training rows' size should reach.
///
/// Where tails are long, the range of a column hangs on a few rows; a sample drawn freely misses it as often as not, and
/// everything that is binned over the range (histograms, mixed correlations) shifts. Only single cells change.
struct Extremes: Codable, Sendable {
  private let lowest: Double
  private let highest: Double
  private let lowestFraction: Double
  private let highestFraction: Double

  init(_ summary: NumericSummary) {
    let total = Double(summary.knownCount + summary.missing.reduce(0) { $0 + $1.count })
    lowest = summary.values.first ?? 0
    highest = summary.values.last ?? 0
    lowestFraction = Double(summary.counts.first ?? 0) / max(total, 1)
    highestFraction = Double(summary.counts.last ?? 0) / max(total, 1)
  }

  /// From the smallest number to the largest.
  var range: ClosedRange<Double>? { lowest <= highest ? lowest...highest : nil }

  /// Whether these rows of a sample should hold the smallest number: half a row or more is expected, counted from the sample's
  /// beginning.
  func expectsLowest(in rows: Range<Int>) -> Bool { Self.reaches(lowestFraction, rows) }

  /// Whether these rows of a sample should hold the largest number.
  func expectsHighest(in rows: Range<Int>) -> Bool { Self.reaches(highestFraction, rows) }

  /// Whether the expected count, rounded, grows over these rows.
  private static func reaches(_ fraction: Double, _ rows: Range<Int>) -> Bool {
    let (before, after) = (
      fraction * Double(rows.lowerBound), fraction * Double(rows.upperBound)
    )
    return (after + 0.5).rounded(.down) > (before + 0.5).rounded(.down)
  }

  /// Moves the smallest and the largest of the numbers, those of these rows of a sample, to the column's own; nan is left alone.
  func reach(_ numbers: inout [Double], rows: Range<Int>) {
    var low: Int?
    var high: Int?
    for (place, number) in numbers.enumerated() where !number.isNaN {
      if low.map({ number < numbers[$0] }) ?? true { low = place }
      if high.map({ number > numbers[$0] }) ?? true { high = place }
    }
    guard let low, let high else { return }
    if expectsLowest(in: rows) { numbers[low] = lowest }
    if expectsHighest(in: rows) { numbers[high] = highest }
  }
}
