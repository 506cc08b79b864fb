public import Parallel

/// Near copies: the share of rows that equal a training row in every category and lie within 1 % of it in every number.
///
///     |real − synthetic| ≤ 0.01 · |synthetic| in every numeric column, both missing or neither
///
/// Text columns and identifiers do not count. Tables with few columns, or with small whole numbers only, have many near
/// copies by chance: what the hold-out has is the floor (`shares`).
/// - Range: 0 to 1.
/// - Source: 1 − NewRowSynthesis of SDMetrics 0.32.
public struct NearCopies: Metric {
  /// The metric; its sample size is in `ValidationConfiguration`.
  public init() {}

  /// The key in the report.
  public var name: String { "nearCopies" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// The fewer, the better, down to what real rows have.
  public var goal: MetricGoal { .minimize }
  /// Privacy.
  public var topic: MetricTopic { .privacy }
  /// What the number means.
  public var meaning: String {
    "The share of rows that equal a training row in every category and differ by at most 1 % in "
      + "every number."
  }

  /// The synthetic rows' share, over a seeded sample of them and all training rows.
  public func score(_ comparison: Comparison) -> Score {
    Self.shares(comparison, of: [comparison.synthetic])[0]
  }

  /// The share of each table, over a seeded sample of its rows and all training rows.
  static func shares(_ comparison: Comparison, of tables: [MetricTable]) -> [Score] {
    var generator = SeededGenerator(seed: comparison.configuration.seed, stream: "nearCopies")
    let index = NearCopyIndex(comparison.training)
    return tables.map { table in
      let sample = table.sample(comparison.configuration.nearCopiesRowLimit, using: &generator)
      return share(index, sample, team: comparison.team)
    }
  }

  /// The share among these very rows (all of them where the search is short enough, see `NearCopyIndex`).
  public static func share(
    training: MetricTable, synthetic: MetricTable, team: ThreadTeam
  ) -> Score {
    share(NearCopyIndex(training), synthetic, team: team)
  }

  private static func share(_ index: NearCopyIndex, _ table: MetricTable, team: ThreadTeam) -> Score
  {
    if table.rowCount == 0 { return .notApplicable("there are no rows") }
    if !table.columns.contains(where: \.isComparable) {
      return .notApplicable("no column can be compared")
    }
    return ExactCopies.share(index.contains(table, team: team))
  }
}
