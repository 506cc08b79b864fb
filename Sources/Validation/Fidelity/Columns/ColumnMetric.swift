internal import Datasets
public import Parallel

/// A metric that looks at one column at a time; its score of a table is the mean over the columns that have a score.
public protocol ColumnMetric: Metric {
  /// A score of one column for each candidate; what depends on the real column alone is worked out once.
  ///
  /// - Parameters:
  ///   - real: The column of the real table.
  ///   - candidates: The same column of tables built together with the real one.
  /// - Returns: One score per candidate; not applicable where the metric says nothing about such a column.
  func scores(real: MetricTable.Column, candidates: [MetricTable.Column]) -> [Score]
}

extension ColumnMetric {
  /// Fidelity.
  public var topic: MetricTopic { .fidelity }

  /// The mean over the columns, of the synthetic table against the training table.
  public func score(_ comparison: Comparison) -> Score {
    let columns = scores(
      reference: comparison.training, candidates: [comparison.synthetic], team: comparison.team)
    return summary(columns[0])
  }

  /// For every candidate table, a score per column.
  ///
  /// - Parameters:
  ///   - reference: The real table.
  ///   - candidates: Tables built together with the reference.
  ///   - team: The threads to use; results do not depend on their number.
  /// - Returns: For every candidate, one score per column.
  public func scores(
    reference: MetricTable, candidates: [MetricTable], team: ThreadTeam
  ) -> [[Score]] {
    let byColumn = team.map(reference.columns.count) { index in
      scores(real: reference.columns[index], candidates: candidates.map { $0.columns[index] })
    }
    return candidates.indices.map { candidate in byColumn.map { $0[candidate] } }
  }

  /// The mean of the column scores that have a value.
  public func summary(_ scores: [Score]) -> Score {
    Score.mean(scores, whenEmpty: "no column can be compared")
  }

  /// The scores of a numeric column; of any other, why there are none.
  func numericScores(
    real: MetricTable.Column, candidates: [MetricTable.Column],
    _ score: (_ real: [Double], _ synthetic: [Double]) -> Score
  ) -> [Score] {
    guard let numbers = real.numbers else {
      return candidates.map { _ in .notApplicable("\(real.kind.rawValue) columns have no numbers") }
    }
    return candidates.map { score(numbers, $0.numbers ?? []) }
  }

  /// The scores of a categorical column; of any other, why there are none.
  func categoricalScores(
    real: MetricTable.Column, candidates: [MetricTable.Column],
    _ score: (_ realCounts: [Int], _ syntheticCounts: [Int]) -> Score
  ) -> [Score] {
    guard let codes = real.codes else {
      let reason = "\(real.kind.rawValue) columns have no categories"
      return candidates.map { _ in .notApplicable(reason) }
    }
    let levelCount = real.levels.count
    let counts = TVComplement.counts(codes, levelCount: levelCount)
    return candidates.map {
      score(counts, TVComplement.counts($0.codes ?? [], levelCount: levelCount))
    }
  }
}
