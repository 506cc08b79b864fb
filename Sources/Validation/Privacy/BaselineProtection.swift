public import Parallel

/// Baseline protection: how far synthetic rows are from training rows, measured by rows of pure chance.
///
///     min(1, median distance of synthetic rows to their nearest training row / the same of random rows)
///
/// Random rows have every value of a column alike, independently of the other columns (`MetricTable.random`). Distance
/// is that of `OverfittingProtection`. A perfect generator does not reach 1, as real rows are no random rows: only
/// values near 0 say that training rows were met.
/// - Range: 0 to 1.
/// - Source: DCRBaselineProtection of SDMetrics 0.32.
public struct BaselineProtection: Metric {
  /// The metric; its sample sizes are in `ValidationConfiguration`.
  public init() {}

  /// The key in the report.
  public var name: String { "baselineProtection" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// The larger, the farther from training rows.
  public var goal: MetricGoal { .maximize }
  /// Privacy.
  public var topic: MetricTopic { .privacy }
  /// What the number means.
  public var meaning: String {
    "The median distance of synthetic rows to their nearest training rows, divided by that of "
      + "rows with random values; near 0, training rows are met."
  }

  /// The protection, over seeded samples.
  public func score(_ comparison: Comparison) -> Score {
    let sample = DistanceSample.broad(comparison)
    var generator = SeededGenerator(seed: comparison.configuration.seed, stream: name)
    let random = comparison.training.random(sample.synthetic.rowCount, using: &generator)
    return Self.score(
      training: sample.training, synthetic: sample.synthetic, random: random, team: comparison.team)
  }

  /// The protection of these very rows.
  public static func score(
    training: MetricTable, synthetic: MetricTable, random: MetricTable, team: ThreadTeam
  ) -> Score {
    if training.rowCount == 0 { return .notApplicable("there are no training rows") }
    let space = RowSpace.gower(training)
    if space.isEmpty { return .notApplicable("no column can be compared") }
    let rows = NearestRows(training, in: space)
    let medians = [synthetic, random].map { table in
      Quantiles(rows.search(PlacedRows(table, in: space), team: team).map(\.first))(0.5)
    }
    guard let median = medians[0], let baseline = medians[1] else {
      return .notApplicable("there are no synthetic rows")
    }
    if baseline == 0 {
      return .notApplicable("random rows meet training rows: the table has few possible rows")
    }
    return Score(min(1, median / baseline))
  }
}
