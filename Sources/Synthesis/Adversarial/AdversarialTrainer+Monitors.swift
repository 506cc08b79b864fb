internal import Engine

/// What the loop notices, and does about it.
extension AdversarialTrainer {
  /// The monitors raise the penalty no further than this many times its weight.
  private static let largestPenaltyFactor = 16.0

  /// False when the penalty is as large as it gets, or there is none, so that nothing is left to do.
  private mutating func doublePenalty() -> Bool {
    if rules.penalty == .none || state.scalars.penaltyFactor >= Self.largestPenaltyFactor {
      return false
    }
    state.scalars.penaltyFactor *= 2
    return true
  }

  /// Learns from a step's scores: real ones above and generated ones below the objective's boundary, or the middle between both means
  /// where it has none, are hits.
  mutating func observe(
    _ scores: (real: [Float], generated: [Float]), _ round: Round, gradientNorm: Double
  ) {
    guard let first = round.real.first, !scores.real.isEmpty else {
      state.scalars.monitor.observe(real: [], generated: [], gradientNorm: gradientNorm)
      return
    }
    let means = [scores.real, scores.generated].map { $0.reduce(0, +) / Float(max(1, $0.count)) }
    let boundary = objective.boundary ?? (means[0] + means[1]) / 2
    let real = scores.real.map { $0 - boundary }
    state.scalars.augmentation.observe(real, classes: first.classes)
    state.scalars.monitor.observe(
      real: real, generated: scores.generated.map { $0 - boundary }, gradientNorm: gradientNorm,
      knowsBoundary: objective.boundary != nil)
  }

  /// Looks at the run after a step.
  mutating func look() -> ImageTrainingEvent? {
    let index = state.scalars.step
    var event: ImageTrainingEvent?
    if index % max(1, rules.monitorInterval) == 0, state.scalars.monitor.look() {
      if doublePenalty() {
        event = .vanishingGradient
      } else if !state.scalars.hasWarned {
        state.scalars.hasWarned = true
        event = .vanishedWithoutPenalty
      }
    }
    if index % max(1, rules.diversityInterval) == 0, 2 * index >= stepCount {
      let ratios = match.diversity(state.averages, noise: noise.split(2), team: team)
      let alike = state.scalars.monitor.collapsed(ratios)
      if !alike.isEmpty {
        if doublePenalty() {
          state.scalars.augmentation.raise(by: 0.1)
          event = .collapse(classes: alike)
        } else if !state.scalars.hasWarned {
          state.scalars.hasWarned = true
          event = .collapsedWithoutPenalty(classes: alike)
        }
      }
    }
    if index % max(1, rules.snapshotInterval) == 0 { keepSnapshot() }
    return event
  }

  /// Goes back to the last good state, with half the learning rate and twice the penalty.
  mutating func goBack() throws -> ImageTrainingEvent {
    let failed = state.scalars
    if failed.retries >= rules.maximumRetries {
      throw ImageTrainingError.diverged(step: failed.step, retries: failed.retries)
    }
    state = snapshot.copy()
    state.scalars.retries = failed.retries + 1
    state.scalars.rateFactor = failed.rateFactor / 2
    state.scalars.penaltyFactor = failed.penaltyFactor * 2
    return .wentBack(step: state.scalars.step, retry: state.scalars.retries)
  }
}
