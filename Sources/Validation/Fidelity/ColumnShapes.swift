internal import Datasets
public import Parallel

/// Column shapes: the mean of `KSComplement` over numeric and `TVComplement` over categorical columns.
///
/// The label counts like any column; text and identifiers are left out; columns without a score are skipped.
/// - Range: 0 to 1; the error that papers print is one minus it.
/// - Source: SDMetrics 0.32, property "Column Shapes" of the single-table quality report.
public struct ColumnShapes: Metric {
  /// The metric; it has no settings.
  public init() {}

  /// The key in the report.
  public var name: String { "shape" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// 1 is ideal.
  public var goal: MetricGoal { .maximize }
  /// Fidelity.
  public var topic: MetricTopic { .fidelity }
  /// What the number means.
  public var meaning: String {
    "How well each column's own distribution is met, averaged over the columns; 1 is the same."
  }

  /// The mean over the columns, of the synthetic table against the training table.
  public func score(_ comparison: Comparison) -> Score {
    let columns = Self.scores(
      reference: comparison.training, candidates: [comparison.synthetic], team: comparison.team)
    return Self.summary(columns[0])
  }

  /// The mean of column scores.
  public static func summary(_ scores: [Score]) -> Score {
    Score.mean(scores, whenEmpty: "no column can be compared")
  }

  /// For every candidate table, a score per column; the reference's order is worked out once for all of them.
  ///
  /// - Parameters:
  ///   - reference: The real table.
  ///   - candidates: Tables built together with the reference.
  ///   - skipping: The index of a column to leave out, such as the label in a comparison within one class.
  ///   - team: The threads to use; results do not depend on their number.
  /// - Returns: For every candidate, one score per column.
  public static func scores(
    reference: MetricTable, candidates: [MetricTable], skipping: Int? = nil, team: ThreadTeam
  ) -> [[Score]] {
    let byColumn = team.map(reference.columns.count) { index -> [Score] in
      if index == skipping { return candidates.map { _ in .notApplicable("it is the label") } }
      return scores(
        reference: reference.columns[index], candidates: candidates.map { $0.columns[index] })
    }
    return candidates.indices.map { candidate in byColumn.map { $0[candidate] } }
  }

  private static func scores(
    reference: MetricTable.Column, candidates: [MetricTable.Column]
  ) -> [Score] {
    if let numbers = reference.numbers {
      let sorted = KSComplement.sorted(numbers)
      return candidates.map { candidate in
        KSComplement.score(
          sortedReal: sorted, sortedSynthetic: KSComplement.sorted(candidate.numbers ?? []))
      }
    }
    if let codes = reference.codes {
      let levelCount = reference.levels.count
      let counts = TVComplement.counts(codes, levelCount: levelCount)
      return candidates.map { candidate in
        TVComplement.score(
          realCounts: counts,
          syntheticCounts: TVComplement.counts(candidate.codes ?? [], levelCount: levelCount))
      }
    }
    let reason = "\(reference.kind.rawValue) columns are not compared"
    return candidates.map { _ in .notApplicable(reason) }
  }
}
