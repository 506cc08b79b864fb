internal import Foundation

/// How long a run will take, before it starts: multiplications per step over the pace measured on a common processor.
struct TimeEstimate: Sendable, Equatable {
  /// Multiplications and additions of one training step of one network.
  let workPerStep: Double
  /// Seconds of the training.
  let trainingSeconds: Double

  /// Measured on 2 Zen 4 cores with the default network: operations per second on one thread.
  private static let pace = 43e9

  init(_ plan: TrainingPlan, encoder: TableEncoder, configuration: PipelineConfiguration) {
    let training = configuration.training
    let tokens = Double(encoder.tokens.count)
    let levels = Double(encoder.tokens.reduce(0) { $0 + $1.size })
    let hidden = Double(training.hiddenWidth)
    // Forward: the triangle from every earlier token to every later one, a residual layer, a head per token.
    let forward =
      tokens * tokens / 2 * Double(training.embeddingWidth) * hidden + tokens * hidden * hidden
      + levels * hidden
    // Backward costs twice the forward pass; a multiplication and an addition are two operations.
    let networkCount = training.objective == .likelihood ? 1.0 : 2.0
    let perRow = forward * 3 * 2 * networkCount
    workPerStep = perRow * Double(training.batchSize)
    let threads = Double(max(1, configuration.threadCount))
    let sideBySide = min(threads, Double(max(plan.networks.count, 1)))
    let seconds = plan.networks.map { network in
      Double(network.stepCount) * perRow * Double(min(training.batchSize, max(network.rowCount, 1)))
        / Self.pace
    }
    // Networks side by side; what is left of the threads helps inside each, less well.
    let inside = pow(threads / sideBySide, 0.7)
    let total = max((seconds.max() ?? 0), seconds.reduce(0, +) / sideBySide) / inside
    trainingSeconds = min(total, training.timeBudgetSeconds ?? .infinity)
  }
}
