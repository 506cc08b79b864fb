/// Authenticity: the share of synthetic rows that are no copies of real rows with a little noise.
///
/// A synthetic row is a copy when it is nearer to its nearest real row than that row is to any other real row. As many
/// real as synthetic rows enter, placed as in `ManifoldSample`.
/// - Range: 0 to 1; a copy of the real rows has 0. A fresh sample of their distribution has about one half, but only one
///   third with one column: that two rows are each other's nearest is the more likely, the fewer columns there are.
/// - Source: Alaa et al. (2022), arXiv 2102.08921.
public struct Authenticity: Metric {
  /// Whose definition is followed.
  public enum Definition: Sendable {
    /// That of the paper, above.
    case published
    /// That of synthcity ("naive"), for comparison with its numbers: the share of real rows x whose nearest synthetic row,
    /// row s of the synthetic table, is farther from x than row s of the real table is from its nearest other real row.
    ///
    /// Row s of the real table has nothing to do with x, so that the number depends on the order of rows.
    case synthcity
  }

  private let columns: ManifoldColumns
  private let definition: Definition

  /// The metric; its sample size is in `ValidationConfiguration`.
  public init(columns: ManifoldColumns = .all, definition: Definition = .published) {
    self.columns = columns
    self.definition = definition
  }

  /// The key in the report.
  public var name: String { "authenticity" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// The larger, the fewer copies.
  public var goal: MetricGoal { .maximize }
  /// Privacy.
  public var topic: MetricTopic { .privacy }
  /// What the number means.
  public var meaning: String {
    "The share of synthetic rows that are not nearer to a real row than other real rows are; "
      + "about one half for a fresh sample of real rows, near 0 for copies."
  }

  /// The share, over seeded samples.
  public func score(_ comparison: Comparison) -> Score {
    ManifoldSample.choose(comparison, columns: columns).score { sample in
      switch definition {
      case .published: sample.authenticity(gaps: sample.realGaps())
      case .synthcity:
        sample.synthcityAuthenticity(gaps: sample.realGaps(), nearest: sample.nearestSynthetic())
      }
    }
  }
}

extension ManifoldSample {
  /// The authenticity of these rows as published, from `realGaps`.
  func authenticity(gaps: [Float]) -> Double {
    let nearest = nearestReal()
    return Double(nearest.count { Self.isAtMost(gaps[$0.row], $0.first) }) / Double(nearest.count)
  }

  /// The authenticity of these rows as synthcity has it, from `realGaps` and `nearestSynthetic`.
  func synthcityAuthenticity(gaps: [Float], nearest: [Nearest]) -> Double {
    Double(nearest.count { !Self.isAtMost($0.first, gaps[$0.row]) }) / Double(nearest.count)
  }
}
