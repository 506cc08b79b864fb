internal import Parallel

/// What a model says of the test rows.
enum HoldoutPredictions: Sendable {
  /// A class per row.
  case classes([Int32])
  /// A number per row, in the label's scale of training.
  case numbers([Double])

  /// The predictions of the rows where `takesFirst`, else those of the other model.
  func merged(with other: HoldoutPredictions, takesFirst: [Bool]) -> HoldoutPredictions {
    switch (self, other) {
    case (.classes(let first), .classes(let second)):
      .classes(takesFirst.indices.map { takesFirst[$0] ? first[$0] : second[$0] })
    case (.numbers(let first), .numbers(let second)):
      .numbers(takesFirst.indices.map { takesFirst[$0] ? first[$0] : second[$0] })
    default: self
    }
  }
}

/// What one way of training came to with one seed.
struct AugmentationOutcome: Sendable {
  var predictions: HoldoutPredictions
  /// The probability of the second of two classes, one per row; empty otherwise.
  var probabilities: [Float] = []
  var area: Double?
  var averagePrecision: Double?
}

extension AugmentationPlan {
  /// The outcomes of some arms, one per seed; models run side by side, the longest first.
  func run(
    _ arms: [AugmentationArm], team: ThreadTeam
  ) -> [AugmentationArm: Result<[AugmentationOutcome], ValidationError>] {
    let seedCount = max(1, configuration.augmentationSeedCount)
    let jobs = arms.flatMap { arm in (0..<seedCount).map { (arm: arm, seed: $0) } }
    let sizes = jobs.map { rowCounts($0.arm).reduce(0, +) }
    let order = jobs.indices.sorted { (sizes[$0], $1) > (sizes[$1], $0) }
    let outcomes = team.map(jobs.count) { outcome(jobs[order[$0]].arm, seed: jobs[order[$0]].seed) }
    var inOrder = outcomes
    for (position, job) in order.enumerated() { inOrder[job] = outcomes[position] }
    var results: [AugmentationArm: Result<[AugmentationOutcome], ValidationError>] = [:]
    for (index, arm) in arms.enumerated() {
      let own = inOrder[index * seedCount..<(index + 1) * seedCount]
      results[arm] = Result { () throws(ValidationError) in
        try own.map { outcome throws(ValidationError) in try outcome.get() }
      }
    }
    return results
  }

  /// Trains one model and lets it predict the test rows.
  private func outcome(
    _ arm: AugmentationArm, seed: Int
  ) -> Result<AugmentationOutcome, ValidationError> {
    let (rows, weights) = trainingRows(arm, seed: seed)
    let parameters = parameters(seed: seed)
    let job = BoostingJob(
      training: rows.features, labels: rows.labels, weights: weights, predicting: test.features,
      parameters: parameters)
    return job.run().map { outcome(of: $0, parameters.objective) }
  }

  private func outcome(
    of predictions: [Float], _ objective: BoostingParameters.Objective
  ) -> AugmentationOutcome {
    switch objective {
    case .number: return AugmentationOutcome(predictions: .numbers(predictions.map(Double.init)))
    case .binary:
      // Average precision is about the rarer class; of equally frequent ones, the second.
      let positive: Int32 = (rarestClass ?? 1) == 1 ? 1 : 0
      let isPositive = test.classes.map { $0 == positive }
      let scores = positive == 1 ? predictions : predictions.map { -$0 }
      return AugmentationOutcome(
        predictions: .classes(predictions.map { $0 > 0.5 ? 1 : 0 }), probabilities: predictions,
        area: RankScores.area(scores: scores, isPositive: isPositive).value,
        averagePrecision: RankScores.averagePrecision(scores: scores, isPositive: isPositive).value)
    case .classes(let count):
      let best = test.classes.indices.map { row -> Int32 in
        let start = row * count
        return Int32(
          ((start..<start + count).max { predictions[$0] < predictions[$1] } ?? start) - start)
      }
      let area = RankScores.macroArea(
        probabilities: predictions, truths: test.classes, classCount: count,
        over: judged?.indices ?? Array(0..<count))
      return AugmentationOutcome(predictions: .classes(best), area: area.value)
    }
  }

  /// The headline number of predictions, over some of the test rows; NaN where it has no meaning.
  func score(_ predictions: HoldoutPredictions, rows: [Int]) -> Double {
    switch predictions {
    case .classes(let predicted):
      ClassificationScores(
        predictions: rows.map { predicted[$0] }, truths: rows.map { test.classes[$0] },
        classCount: label.classes?.count ?? 0
      ).averaged(over: judged?.indices ?? []).macroF1
    case .numbers(let predicted):
      RegressionScores(
        predictions: rows.map { predicted[$0] }, truths: rows.map { Double(test.labels[$0]) }
      ).rootMeanSquaredError
    }
  }

  /// The scores of predicted classes on all test rows; nil with a numeric label.
  func classScores(_ outcome: AugmentationOutcome) -> ClassificationScores? {
    guard case .classes(let predicted) = outcome.predictions, let classes = label.classes else {
      return nil
    }
    return ClassificationScores(
      predictions: predicted, truths: test.classes, classCount: classes.count)
  }

  /// The share of rows called a class that are of it; nil where none is called it.
  func precision(_ outcome: AugmentationOutcome, of label: Int) -> Double? {
    guard case .classes(let predicted) = outcome.predictions else { return nil }
    let called = predicted.indices.filter { predicted[$0] == label }
    if called.isEmpty { return nil }
    return Double(called.count { test.classes[$0] == label }) / Double(called.count)
  }

  /// The gain of one score over another, as `WeightedScores` has it.
  func gain(of score: Double, over reference: Double) -> Double {
    if label.classes != nil { return score - reference }
    return reference > 0 ? 1 - score / reference : score > 0 ? .nan : 0
  }
}
