/// The hold-out in two halves, another pair for every seed, so that what is chosen on one is judged on the other.
///
/// A choice for a half of one seed sees the other half alone, and there the models of the other seeds alone: neither
/// the rows nor the luck of a model that judge it had a say in it.
struct HoldoutHalves: Sendable {
  private let plan: AugmentationPlan
  /// For every seed, whether a row is in the first half.
  private let isFirst: [[Bool]]

  /// Random halves, each with half of the rows of every class.
  init(_ plan: AugmentationPlan) {
    self.plan = plan
    let configuration = plan.configuration
    isFirst = (0..<max(1, configuration.augmentationSeedCount)).map { seed in
      var generator = SeededGenerator(seed: configuration.seed, stream: "halves \(seed)")
      let folds = RowSampling.stratifiedFolds(
        classes: plan.test.classes, foldCount: 2, using: &generator)
      return folds.map { $0 == 0 }
    }
  }

  /// The predictions of whatever amount was best on the other half, for every seed.
  func best(
    of amounts: [[AugmentationOutcome]], over real: [AugmentationOutcome]
  ) -> [HoldoutPredictions] {
    isFirst.indices.map { seed in
      let picks = [true, false].map { half -> HoldoutPredictions in
        let rows = others(half, seed)
        let seeds = otherSeeds(seed)
        let references = seeds.map { plan.score(real[$0].predictions, rows: rows) }
        let gains = amounts.map { outcomes in
          zip(seeds, references).reduce(0) { sum, part in
            sum
              + plan.gain(
                of: plan.score(outcomes[part.0].predictions, rows: rows), over: part.1)
          }
        }
        // The first of equals: the smallest amount.
        var pick = 0
        for index in gains.indices where gains[index] > gains[pick] { pick = index }
        return amounts[pick][seed].predictions
      }
      return picks[0].merged(with: picks[1], takesFirst: isFirst[seed])
    }
  }

  /// The rows outside a half.
  private func others(_ half: Bool, _ seed: Int) -> [Int] {
    isFirst[seed].indices.filter { isFirst[seed][$0] != half }
  }

  /// All seeds but one; that one where there is no other.
  private func otherSeeds(_ seed: Int) -> [Int] {
    isFirst.count == 1 ? [seed] : isFirst.indices.filter { $0 != seed }
  }
}

extension HoldoutHalves {
  /// What becomes of two classes' probabilities with the threshold that is best on the other half, for every seed;
  /// and the mean of these thresholds.
  func thresholded(
    _ outcomes: [AugmentationOutcome]
  ) -> (predictions: [HoldoutPredictions], threshold: Double) {
    var sum = 0.0
    let predictions = isFirst.indices.map { seed -> HoldoutPredictions in
      let picks = [true, false].map { half -> HoldoutPredictions in
        let threshold = bestThreshold(
          otherSeeds(seed).map { outcomes[$0].probabilities }, rows: others(half, seed))
        sum += threshold
        return .classes(outcomes[seed].probabilities.map { Double($0) > threshold ? 1 : 0 })
      }
      return picks[0].merged(with: picks[1], takesFirst: isFirst[seed])
    }
    return (predictions, sum / Double(2 * isFirst.count))
  }

  /// Of the thresholds 0.01, 0.02, … 0.99 the one with the largest mean F1 of both classes over the models; of equals
  /// the one nearest to one half.
  private func bestThreshold(_ models: [[Float]], rows: [Int]) -> Double {
    var totals = [Double](repeating: 0, count: 99)
    for probabilities in models {
      // Rows of each class by the number of thresholds that their probability exceeds.
      var counts = [[Int]](repeating: [Int](repeating: 0, count: 100), count: 2)
      for row in rows {
        let exceeded = Int((Double(probabilities[row]) * 100).rounded(.up)) - 1
        counts[Int(plan.test.classes[row])][max(0, min(99, exceeded))] += 1
      }
      let actual = counts.map { $0.reduce(0, +) }
      var below = [0, 0]
      for step in totals.indices {
        below[0] += counts[0][step]
        below[1] += counts[1][step]
        let hits = (below[0], actual[1] - below[1])
        totals[step] +=
          Self.f1(hits.0, below[0] + below[1] + actual[0])
          + Self.f1(hits.1, actual[0] - below[0] + actual[1] - below[1] + actual[1])
      }
    }
    let best = totals.indices.max {
      (totals[$0], -abs($0 - 49)) < (totals[$1], -abs($1 - 49))
    }
    return Double((best ?? 49) + 1) / 100
  }

  private static func f1(_ hits: Int, _ sum: Int) -> Double {
    sum == 0 ? 0 : 2 * Double(hits) / Double(sum)
  }
}
