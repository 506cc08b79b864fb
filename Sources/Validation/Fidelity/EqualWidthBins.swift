/// A numeric column cut into ten bins of equal width between its own minimum and maximum.
///
/// As SDMetrics' report cuts it: edges are min + i · (max − min) / 10; a value falls in bin i when
/// edge[i − 1] ≤ value < edge[i]; the maximum itself falls in bin 11, and so does a missing value. Every table is cut
/// with its *own* edges, so that a synthetic maximum that is off shifts all bins of the column.
/// - Source: SDMetrics 0.32, `column_pair_trends.py` (`numpy.histogram_bin_edges` and `numpy.digitize`).
enum EqualWidthBins {
  /// Bin codes are below this number.
  static let codeCount = 12

  /// The bin of every value; nil when the values cannot be cut (infinite, or too close together for ten bins).
  static func codes(_ values: [Double]) -> [Int32]? {
    guard let edges = edges(values) else { return nil }
    let lowest = edges[0]
    let scale = 10 / (edges[10] - lowest)
    return values.map { value in
      if value.isNaN { return 11 }
      var bin = Int32(max(0, min(10, ((value - lowest) * scale).rounded(.down)))) + 1
      // The quick guess may be one off next to an edge: settle it with the edges themselves.
      while bin > 0 && value < edges[Int(bin) - 1] { bin -= 1 }
      while bin < 11 && value >= edges[Int(bin)] { bin += 1 }
      return bin
    }
  }

  /// Eleven ascending edges; 0 to 1 without values, ± ½ around a constant.
  static func edges(_ values: [Double]) -> [Double]? {
    var lowest = Double.infinity
    var highest = -Double.infinity
    for value in values where !value.isNaN {
      lowest = min(lowest, value)
      highest = max(highest, value)
    }
    if lowest > highest { (lowest, highest) = (0, 1) }
    if lowest == highest { (lowest, highest) = (lowest - 0.5, highest + 0.5) }
    let step = (highest - lowest) / 10
    guard lowest.isFinite, highest.isFinite, step.isFinite else { return nil }
    var edges = (0...10).map { Double($0) * step + lowest }
    edges[10] = highest
    let isAscending = zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 }
    return isAscending ? edges : nil
  }
}
