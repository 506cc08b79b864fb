/// How well the joint frequencies of two categorical columns are met.
///
///     1 − ½ · Σ over pairs (a, b) of |p_real(a, b) − p_synthetic(a, b)|
///
/// Missing is a category of its own. A numeric column takes part after `EqualWidthBins`.
/// - Range: 0 (no pair in common) to 1 (the same joint frequencies).
/// - Source: SDMetrics 0.32, `column_pairs/statistical/contingency_similarity.py`, without its subsample and threshold.
public enum ContingencySimilarity {
  /// One table's two columns as codes.
  struct Codes {
    let first: [Int32]
    let second: [Int32]
  }

  /// Above this many cells, counts are kept in a dictionary instead of a flat array (16 MiB).
  private static let flatCellLimit = 1 << 22

  /// The score of two tables' columns of shared codes.
  ///
  /// - Parameters:
  ///   - real: Both columns' codes of the real rows.
  ///   - synthetic: Both columns' codes of the synthetic rows.
  ///   - levelCounts: Codes of each column are below these numbers.
  /// - Returns: Not applicable without rows on either side.
  public static func score(
    real: (first: [Int32], second: [Int32]), synthetic: (first: [Int32], second: [Int32]),
    levelCounts: (first: Int, second: Int)
  ) -> Score {
    scores(
      real: Codes(first: real.first, second: real.second),
      candidates: [Codes(first: synthetic.first, second: synthetic.second)],
      levelCounts: levelCounts)[0]
  }

  /// A score for each candidate; the real cells are counted once.
  ///
  /// A nil side is a column that cannot be cut into bins.
  static func scores(
    real: Codes?, candidates: [Codes?], levelCounts: (first: Int, second: Int)
  ) -> [Score] {
    let cannotCut = Score.notApplicable("a numeric column cannot be cut into ten bins")
    guard let real else { return candidates.map { _ in cannotCut } }
    let (cellCount, isTooLarge) = levelCounts.first.multipliedReportingOverflow(
      by: levelCounts.second)
    if isTooLarge || cellCount > flatCellLimit {
      let cells = sparseCounts(real)
      return candidates.map { $0.map { score(cells, real.first.count, $0) } ?? cannotCut }
    }
    let cells = flatCounts(real, levelCounts: levelCounts)
    return candidates.map { candidate in
      guard let candidate else { return cannotCut }
      let other = flatCounts(candidate, levelCounts: levelCounts)
      return score(cells, real.first.count, other, candidate.first.count)
    }
  }

  private static func flatCounts(_ codes: Codes, levelCounts: (first: Int, second: Int)) -> [Int32]
  {
    var counts = [Int32](repeating: 0, count: levelCounts.first * levelCounts.second)
    let width = Int32(levelCounts.second)
    for row in codes.first.indices {
      counts[Int(codes.first[row] * width + codes.second[row])] += 1
    }
    return counts
  }

  private static func score(
    _ real: [Int32], _ realCount: Int, _ synthetic: [Int32], _ syntheticCount: Int
  ) -> Score {
    guard realCount > 0, syntheticCount > 0 else { return .notApplicable("a table has no rows") }
    let realShare = 1 / Double(realCount)
    let syntheticShare = 1 / Double(syntheticCount)
    var distance = 0.0
    for cell in real.indices {
      distance += abs(Double(real[cell]) * realShare - Double(synthetic[cell]) * syntheticShare)
    }
    return Score(max(0, 1 - distance / 2))
  }

  private static func sparseCounts(_ codes: Codes) -> [Int64: Int32] {
    var counts: [Int64: Int32] = [:]
    for row in codes.first.indices {
      counts[Int64(codes.first[row]) << 32 | Int64(codes.second[row]), default: 0] += 1
    }
    return counts
  }

  private static func score(
    _ real: [Int64: Int32], _ realCount: Int, _ candidate: Codes
  ) -> Score {
    guard realCount > 0, !candidate.first.isEmpty else {
      return .notApplicable("a table has no rows")
    }
    let synthetic = sparseCounts(candidate)
    var distance = 0.0
    // Sorted, so that the sum does not depend on the dictionary's order.
    for cell in Set(real.keys).union(synthetic.keys).sorted() {
      let realShare = Double(real[cell] ?? 0) / Double(realCount)
      distance += abs(realShare - Double(synthetic[cell] ?? 0) / Double(candidate.first.count))
    }
    return Score(max(0, 1 - distance / 2))
  }
}
