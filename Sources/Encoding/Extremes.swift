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

  /// Whether a sample of this many rows should hold the smallest number: half a row or more is expected.
  func expectsLowest(in rowCount: Int) -> Bool { lowestFraction * Double(rowCount) >= 0.5 }

  /// Whether a sample of this many rows should hold the largest number.
  func expectsHighest(in rowCount: Int) -> Bool { highestFraction * Double(rowCount) >= 0.5 }

  /// Moves the smallest and the largest of the numbers to the column's own; nan is left alone.
  func reach(_ numbers: inout [Double]) {
    let known = numbers.indices.filter { !numbers[$0].isNaN }
    guard let low = known.min(by: { numbers[$0] < numbers[$1] }),
      let high = known.max(by: { numbers[$0] < numbers[$1] })
    else { return }
    if expectsLowest(in: numbers.count) { numbers[low] = lowest }
    if expectsHighest(in: numbers.count) { numbers[high] = highest }
  }
}
