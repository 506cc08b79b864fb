/// What rows weigh for all classes to count the same.
package enum ClassWeights {
  /// Rows / (classes · rows of the row's class), as scikit-learn's `compute_sample_weight("balanced")`.
  package static func balanced(_ classes: [Int32]) -> [Float] {
    var counts: [Int32: Int] = [:]
    for label in classes { counts[label, default: 0] += 1 }
    let share = Double(classes.count) / Double(max(counts.count, 1))
    return classes.map { Float(share / Double(counts[$0] ?? 1)) }
  }
}
