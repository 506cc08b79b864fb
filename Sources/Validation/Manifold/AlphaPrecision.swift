/// Alpha-precision: whether synthetic rows lie where real rows do, from the densest part outwards.
///
///     1 − Σₖ |αₖ − Pₖ| / Σₖ αₖ,  αₖ = k / 29 for k = 0 … 29
///
/// Pₖ is the share of synthetic rows whose distance from the real rows' mean is at most the αₖ quantile of the real rows'
/// distances from it. As many real as synthetic rows enter, placed as in `ManifoldSample`.
/// - Range: 0 to 1; a sample of the real rows' distribution has about 1.
/// - Source: Alaa et al. (2022), arXiv 2102.08921, as computed by synthcity ("naive", without an embedding).
public struct AlphaPrecision: Metric {
  private let columns: ManifoldColumns

  /// The metric; its sample size is in `ValidationConfiguration`.
  public init(columns: ManifoldColumns = .all) {
    self.columns = columns
  }

  /// The key in the report.
  public var name: String { "alphaPrecision" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// 1 is ideal.
  public var goal: MetricGoal { .maximize }
  /// Fidelity.
  public var topic: MetricTopic { .fidelity }
  /// What the number means.
  public var meaning: String {
    "How well the synthetic rows' distances from the center of the real rows agree with the real "
      + "rows' own; 1 is the same."
  }

  /// The precision, over seeded samples.
  public func score(_ comparison: Comparison) -> Score {
    ManifoldSample.choose(comparison, columns: columns).score { $0.alphaPrecision() }
  }
}

extension ManifoldSample {
  /// The alpha-precision of these rows.
  func alphaPrecision() -> Double {
    let limit = Quantiles(radii(real, around: real))
    let radii = radii(synthetic, around: real)
    return Self.agreement { share in
      guard let limit = limit(share) else { return 0 }
      return Double(radii.count { Self.isAtMost($0, limit) }) / Double(radii.count)
    }
  }

  /// How well shares agree with the levels they are shares for.
  ///
  ///     1 − Σₖ |αₖ − share(αₖ)| / Σₖ αₖ,  αₖ = k / 29 for k = 0 … 29
  static func agreement(_ share: (Double) -> Double) -> Double {
    let steps = (0..<30).map { Double($0) / 29 }
    let distance = steps.reduce(0) { $0 + abs($1 - share($1)) }
    return max(0, 1 - distance / steps.reduce(0, +))
  }
}
