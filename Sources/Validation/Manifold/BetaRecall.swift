/// Beta-recall: whether every region of the real rows has synthetic rows, from the densest part outwards.
///
///     1 − Σₖ |βₖ − Bₖ| / Σₖ βₖ,  βₖ = k / 29 for k = 0 … 29
///
/// Bₖ is the share of real rows whose nearest synthetic row is at most as far as their nearest other real row, and at the
/// same time at most as far from the synthetic rows' mean as the βₖ quantile of such nearest synthetic rows. As many real
/// as synthetic rows enter, placed as in `ManifoldSample`.
/// - Range: 0 to 1; a fresh sample of the real rows' distribution has about 0.5, a copy of the real rows 1.
/// - Source: Alaa et al. (2022), arXiv 2102.08921, as computed by synthcity ("naive", without an embedding).
public struct BetaRecall: Metric {
  private let columns: ManifoldColumns

  /// The metric; its sample size is in `ValidationConfiguration`.
  public init(columns: ManifoldColumns = .all) {
    self.columns = columns
  }

  /// The key in the report.
  public var name: String { "betaRecall" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// The larger, the more of the real rows' variety is there; beyond 0.5, real rows were copied.
  public var goal: MetricGoal { .maximize }
  /// Fidelity.
  public var topic: MetricTopic { .fidelity }
  /// What the number means.
  public var meaning: String {
    "How much of the real rows' variety the synthetic rows have: the share of real rows with a "
      + "synthetic row nearby; about 0.5 for a fresh sample of real rows."
  }

  /// The recall, over seeded samples.
  public func score(_ comparison: Comparison) -> Score {
    ManifoldSample.choose(comparison, columns: columns).score { sample in
      sample.betaRecall(gaps: sample.realGaps(), nearest: sample.nearestSynthetic())
    }
  }
}

extension ManifoldSample {
  /// The beta-recall of these rows, from `realGaps` and `nearestSynthetic`.
  func betaRecall(gaps: [Float], nearest: [Nearest]) -> Double {
    let syntheticRadii = radii(synthetic, around: synthetic)
    let radii = nearest.map { syntheticRadii[$0.row] }
    let limit = Quantiles(radii)
    let covered = nearest.indices.filter { Self.isAtMost(nearest[$0].first, gaps[$0]) }
      .map { radii[$0] }
    return Self.agreement { share in
      guard let limit = limit(share) else { return 0 }
      return Double(covered.count { Self.isAtMost($0, limit) }) / Double(radii.count)
    }
  }
}
