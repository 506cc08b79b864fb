public import Parallel

/// Alpha-precision, beta-recall and authenticity, measured together.
public struct ManifoldScores: Sendable, Equatable {
  /// See `AlphaPrecision`.
  public let alphaPrecision: Score
  /// See `BetaRecall`.
  public let betaRecall: Score
  /// See `Authenticity`.
  public let authenticity: Score

  /// The scores over seeded samples, the same as those of the three metrics alone.
  public init(_ comparison: Comparison) {
    self.init(ManifoldSample.choose(comparison, columns: .all), definition: .published)
  }

  /// The scores of these very rows.
  ///
  /// - Parameters:
  ///   - real: Real rows.
  ///   - synthetic: As many synthetic rows.
  ///   - label: The label's column, for `ManifoldColumns.allButLastIndicator`.
  ///   - columns: The columns that count.
  ///   - definition: The definition of authenticity.
  ///   - team: The threads to use.
  public init(
    real: MetricTable, synthetic: MetricTable, label: Int? = nil, columns: ManifoldColumns = .all,
    definition: Authenticity.Definition = .published, team: ThreadTeam
  ) {
    self.init(
      ManifoldSample.make(
        real: real, synthetic: synthetic, label: label, columns: columns, team: team),
      definition: definition)
  }

  private init(
    _ sample: Result<ManifoldSample, ManifoldSample.Refusal>, definition: Authenticity.Definition
  ) {
    switch sample {
    case .failure(let refusal):
      alphaPrecision = .notApplicable(refusal.reason)
      betaRecall = .notApplicable(refusal.reason)
      authenticity = .notApplicable(refusal.reason)
    case .success(let sample):
      let gaps = sample.realGaps()
      let nearest = sample.nearestSynthetic()
      alphaPrecision = Score(sample.alphaPrecision())
      betaRecall = Score(sample.betaRecall(gaps: gaps, nearest: nearest))
      authenticity =
        switch definition {
        case .published: Score(sample.authenticity(gaps: gaps))
        case .synthcity: Score(sample.synthcityAuthenticity(gaps: gaps, nearest: nearest))
        }
    }
  }
}
