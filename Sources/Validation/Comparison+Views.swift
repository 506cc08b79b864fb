extension Comparison {
  /// The comparison in which unseen real rows stand in for synthetic ones: what a metric says of it is its noise floor.
  ///
  /// All hold-out rows take the synthetic rows' place; half of them where the metric reads hold-out rows itself, which the
  /// other half then is. Without hold-out rows, the training rows are halved, as far as the metric needs none.
  /// - Returns: nil where there are too few real rows.
  func judgingRealRows(readsHoldout: Bool) -> Comparison? {
    var copy = self
    if holdout.rowCount == 0 {
      guard !readsHoldout, training.rowCount >= 4 else { return nil }
      (copy.training, copy.synthetic) = halves(of: training)
    } else if readsHoldout {
      guard holdout.rowCount >= 4 else { return nil }
      (copy.holdout, copy.synthetic) = halves(of: holdout)
    } else {
      copy.synthetic = holdout
    }
    return copy
  }

  /// Every second row of a seeded order, and the others, in their order in the table.
  private func halves(of table: MetricTable) -> (MetricTable, MetricTable) {
    var generator = SeededGenerator(seed: configuration.seed, stream: "real halves")
    let first = RowSampling.indices(table.rowCount / 2, of: table.rowCount, using: &generator)
    let chosen = Set(first)
    let second = (0..<table.rowCount).filter { !chosen.contains($0) }
    return (table.rows(at: first), table.rows(at: second))
  }

  /// The comparison within one class, the label left out; nil where a side has no row of it.
  func withinClass(_ index: Int) -> Comparison? {
    guard let label, label.classes != nil else { return nil }
    var copy = self
    copy.training = label.table(training, ofClass: index)
    copy.holdout = label.table(holdout, ofClass: index)
    copy.synthetic = label.table(synthetic, ofClass: index)
    copy.label = nil
    copy.labelReason = "it is a single class"
    return copy.training.rowCount == 0 || copy.synthetic.rowCount == 0 ? nil : copy
  }
}

extension LabelTask {
  /// The rows of one class, without the label.
  fileprivate func table(_ table: MetricTable, ofClass index: Int) -> MetricTable {
    var part = table.rows(at: rows(of: [Int32(index)], in: table))
    part.columns[column].values = .excluded
    return part
  }
}
