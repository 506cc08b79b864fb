package import Parallel

/// Intervals of what each arm gains over the first one, by resampling seeds and hold-out rows.
///
/// A replicate draws as many hold-out rows as there are, with replacement, class by class, and all but one of the seeds,
/// with replacement. An arm's gain is the mean over seeds of its score less the first arm's score with the same seed,
/// both on these rows: seeds and rows stay paired. The interval's ends are the 2.5th and the 97.5th percentile of
///
///     gain with all seeds + κ · (gain with the drawn seeds − gain with all seeds)
///
/// A mean of n − 1 draws varies as the mean of n seeds does; κ, Student's quantile over the normal one, makes up for how
/// badly so few seeds tell their own spread. Without both, intervals from five seeds alone cover the truth in 85 % of
/// cases instead of 95 %.
/// - Source: Efron, Tibshirani (1993), "An introduction to the bootstrap", chapters 8 and 13; for n − 1 draws McCarthy,
///   Snowden (1985), "The bootstrap and finite population sampling", Vital and Health Statistics 2 (95).
package struct GainBootstrap: Sendable {
  private let replicateCount: Int
  private let seedCount: Int
  private let seed: UInt64

  /// A bootstrap of arms that were run with `seedCount` seeds each; `seed` decides the draws.
  package init(replicateCount: Int, seedCount: Int, seed: UInt64) {
    self.replicateCount = max(replicateCount, 1)
    self.seedCount = max(seedCount, 1)
    self.seed = seed
  }

  /// `[quantity][arm]` intervals of gains; nil where a score has no meaning.
  ///
  /// Models are ordered by arm, then by seed. Replicates are shared out to the team; each has a generator of its own.
  package func gains(
    _ scores: some WeightedScores, team: ThreadTeam
  ) -> [[GainInterval?]] {
    let armCount = scores.modelCount / seedCount
    let spread = Self.spread(seedCount: seedCount)
    let means = gains(scores, scores.plain, seeds: Array(0..<seedCount), armCount)
    let replicates = team.map(replicateCount) { index -> [[Double]] in
      var generator = SeededGenerator(seed: seed, stream: "replicate \(index)")
      let weights = Self.weights(scores, using: &generator)
      let seeds = (0..<max(1, seedCount - 1)).map { _ in
        Self.draw(below: seedCount, using: &generator)
      }
      let values = scores.scores(weights: weights)
      let all = gains(scores, values, seeds: Array(0..<seedCount), armCount)
      let drawn = gains(scores, values, seeds: seeds, armCount)
      return zip(all, drawn).map { zip($0, $1).map { $0 + spread * ($1 - $0) } }
    }
    return means.indices.map { quantity in
      (0..<armCount).map { arm in
        let mean = means[quantity][arm]
        let values = replicates.map { $0[quantity][arm] }.filter(\.isFinite).sorted()
        guard mean.isFinite, let lower = Self.quantile(0.025, of: values),
          let upper = Self.quantile(0.975, of: values)
        else { return nil }
        return GainInterval(mean: mean, lower: lower, upper: upper)
      }
    }
  }

  /// `[quantity][arm]`, means over the given seeds.
  private func gains(
    _ scores: some WeightedScores, _ values: [[Double]], seeds: [Int], _ armCount: Int
  ) -> [[Double]] {
    values.map { models in
      (0..<armCount).map { arm in
        seeds.reduce(0) { sum, seed in
          sum + scores.gain(of: models[arm * seedCount + seed], over: models[seed])
        } / Double(seeds.count)
      }
    }
  }

  private static func weights(
    _ scores: some WeightedScores, using generator: inout SeededGenerator
  ) -> [Int32] {
    var weights = [Int32](repeating: 0, count: scores.cellCount)
    for stratum in scores.strata {
      for _ in stratum.indices {
        weights[Int(stratum[draw(below: stratum.count, using: &generator)])] += 1
      }
    }
    return weights
  }

  private static func draw(below count: Int, using generator: inout SeededGenerator) -> Int {
    Int(generator.next().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// Student's 97.5 % quantile for one degree of freedom less than there are seeds, over the normal one.
  private static func spread(seedCount: Int) -> Double {
    let normal = 1.959964
    let student = [12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622]
    let freedom = seedCount - 1
    if freedom < 1 { return 1 }
    if freedom <= student.count { return student[freedom - 1] / normal }
    // The first two terms of the expansion in 1 / degrees of freedom.
    let square = normal * normal
    let degrees = Double(freedom)
    return 1 + (square + 1) / (4 * degrees)
      + (5 * square * square + 16 * square + 3) / (96 * degrees * degrees)
  }

  /// A quantile of ascending values, between two of them by a straight line; nil without any.
  private static func quantile(_ share: Double, of values: [Double]) -> Double? {
    guard let last = values.indices.last else { return nil }
    let place = share * Double(last)
    let below = Int(place)
    let above = min(below + 1, last)
    return values[below] + (values[above] - values[below]) * (place - Double(below))
  }
}
