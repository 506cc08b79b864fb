/// What boosted trees found: detection against both kinds of real rows, and utility.
///
/// All forests share one queue.
struct ModelFindings {
  /// One detection, or why there is none.
  struct Detection {
    let result: DetectionResult?
    let score: Score
  }

  let holdout: Detection
  let training: Detection
  let utility: UtilityEntry?
  private let utilityReason: String

  init(_ comparison: Comparison, matched: Comparison, _ stopwatch: inout Stopwatch) {
    let holdoutPlan = BoostedDetection(against: .holdout).plan(matched.withUnseenRowsOnly)
    let trainingPlan = BoostedDetection(against: .training).plan(matched)
    let utilityPlan = UtilityPlan.make(comparison, sources: [.real, .synthetic, .both])
    let groups = [
      (try? holdoutPlan.get())?.jobs ?? [], (try? trainingPlan.get())?.jobs ?? [],
      (try? utilityPlan.get())?.jobs ?? [],
    ]
    let outcomes = BoostingJob.run(groups.flatMap { $0 }, team: comparison.team)
    let firstEnd = groups[0].count
    let secondEnd = firstEnd + groups[1].count
    holdout = Self.detection(holdoutPlan, Array(outcomes[..<firstEnd]))
    training = Self.detection(trainingPlan, Array(outcomes[firstEnd..<secondEnd]))
    switch utilityPlan {
    case .failure(let refusal):
      utility = nil
      utilityReason = refusal.reason
    case .success(let plan):
      utility = Self.utility(comparison, plan, Array(outcomes[secondEnd...]))
      utilityReason = ""
    }
    stopwatch.lap("detection and utility")
  }

  /// The overall score of one source of training rows.
  func utilityScore(_ source: TrainingUtility.Source) -> Score {
    guard let utility else { return .notApplicable(utilityReason) }
    switch source {
    case .real: return utility.real.score
    case .synthetic: return utility.synthetic.score
    case .both: return utility.both.score
    }
  }

  private static func detection(
    _ plan: Result<DetectionPlan, LabelTask.Refusal>, _ outcomes: [BoostingJob.Outcome]
  ) -> Detection {
    switch plan {
    case .failure(let refusal):
      return Detection(result: nil, score: .notApplicable(refusal.reason))
    case .success(let plan):
      let result = plan.result(outcomes)
      return Detection(result: result, score: result.area)
    }
  }

  private static func utility(
    _ comparison: Comparison, _ plan: UtilityPlan, _ outcomes: [BoostingJob.Outcome]
  ) -> UtilityEntry? {
    guard let label = comparison.label else { return nil }
    let results = plan.results(outcomes)
    let testRows = label.usableRows(comparison.holdout)
    return UtilityEntry(
      label: comparison.training.columns[label.column].name, classes: label.classes,
      testRowCount: testRows.count, rounds: plan.parameters.rounds,
      learningRate: plan.parameters.learningRate, real: results[0], synthetic: results[1],
      both: results[2],
      standardError: standardError(
        comparison, label, plan.judged, area: results[0].score.value),
      leftOutClasses: plan.judged?.leftOut ?? [])
  }

  /// The standard error of the area over the choice of test rows; the mean over the judged classes for
  /// more than two.
  private static func standardError(
    _ comparison: Comparison, _ label: LabelTask, _ judged: JudgedClasses?, area: Double?
  ) -> Double? {
    guard let area, let judged else { return nil }
    let counts = label.rowsByClass(comparison.holdout).map(\.count)
    let total = counts.reduce(0, +)
    let tested = judged.indices.map { counts[$0] }.filter { $0 > 0 && $0 < total }
    if tested.isEmpty { return nil }
    let errors = tested.map {
      RankScores.standardError(area: area, positives: $0, negatives: total - $0)
    }
    if counts.count == 2 { return errors[0] }
    let squares = errors.reduce(0) { $0 + $1 * $1 }
    return squares.squareRoot() / Double(tested.count)
  }
}
