internal import Parallel

/// One forest to train and the rows it shall predict, ready to run beside others.
struct BoostingJob: Sendable {
  let training: FeatureMatrix
  let labels: [Float]
  /// How much each row counts; nil for all alike.
  var weights: [Float]?
  let predicting: FeatureMatrix
  let parameters: BoostingParameters

  /// Predictions, or why there are none.
  typealias Outcome = Result<[Float], ValidationError>

  /// Runs the jobs side by side, the longest first; outcomes come in the order of the jobs.
  static func run(_ jobs: [BoostingJob], team: ThreadTeam) -> [Outcome] {
    let order = jobs.indices.sorted { (jobs[$0].work, $1) > (jobs[$1].work, $0) }
    let outcomes = team.map(jobs.count) { jobs[order[$0]].run() }
    var inOrder = outcomes
    for (position, job) in order.enumerated() { inOrder[job] = outcomes[position] }
    return inOrder
  }

  /// Rows × trees: proportional to the time it takes.
  private var work: Int {
    guard case .classes(let count) = parameters.objective else {
      return training.rowCount * parameters.rounds
    }
    return training.rowCount * parameters.rounds * count
  }

  /// Trains and predicts on the calling thread.
  func run() -> Outcome {
    do {
      return .success(
        try GradientBoosting.predictions(
          training: training, labels: labels, weights: weights, predicting: predicting,
          parameters: parameters))
    } catch let error as ValidationError {
      return .failure(error)
    } catch {
      return .failure(.boostingFailed(call: "training", text: "\(error)"))
    }
  }
}
