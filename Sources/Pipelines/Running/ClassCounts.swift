/// How many rows each class gets.
public enum ClassCounts {
  /// Shares out `total` in proportion to the weights, exactly: the whole parts first, then one each
  /// to the largest remainders, the earlier one where two are equal.
  ///
  /// All zero when no weight is positive.
  public static func shared(_ total: Int, by weights: [Int]) -> [Int] {
    let sum = weights.reduce(0, +)
    guard sum > 0, total > 0 else { return weights.map { _ in 0 } }
    // In 128 bits, as rows times rows may not fit into 64.
    let products = weights.map { UInt64($0).multipliedFullWidth(by: UInt64(total)) }
    let parts = products.map { UInt64(sum).dividingFullWidth($0) }
    var counts = parts.map { Int($0.quotient) }
    let order = weights.indices.sorted {
      (parts[$1].remainder, $0) < (parts[$0].remainder, $1)
    }
    for index in order.prefix(total - counts.reduce(0, +)) { counts[index] += 1 }
    return counts
  }

  /// The rows of each class in a sample of `total`.
  ///
  /// A class without training rows gets none. Balanced classes get equally many rather than their shares; those for which
  /// `isReal` is false (rows without a label) then get none.
  public static func sampled(
    _ total: Int, trainingCounts: [Int], isBalanced: Bool, isReal: (Int) -> Bool
  ) -> [Int] {
    guard isBalanced else { return shared(total, by: trainingCounts) }
    let weights = trainingCounts.indices.map { trainingCounts[$0] > 0 && isReal($0) ? 1 : 0 }
    return shared(total, by: weights.contains(1) ? weights : trainingCounts)
  }
}
