internal import Encoding
internal import Engine
internal import Parallel

/// Trains a network that makes a row at once by the common loop, and keeps its states.
struct RowTrainer {
  let family: TableFamily
  let sizes: [Int]
  let classCount: Int
  let team: ThreadTeam
  /// Seconds that this network may take at most; nil without a bound.
  let secondsAllowed: Double?

  /// Where the run stands after a step.
  struct Step {
    var index: Int
    var count: Int
    var losses: AdversarialTrainer.Step
    var seconds: Double
  }

  /// The generator with its averaged weights.
  /// - Throws: `CheckpointError`, `ImageTrainingError.diverged`, and what keeping a state throws.
  func train(
    _ rows: EncodedTable, network: Int, stepCount: Int, noise: Philox, keeping: TrainingKeeping?,
    report: (Step) -> Void
  ) throws -> RowGenerator {
    let match = RowMatch(
      rows: rows, sizes: sizes, classCount: classCount, isAutoencoder: family == .vae)
    var rules = family.rules
    rules.batchSize = min(rules.batchSize, max(2, rows.rowCount))
    var trainer = AdversarialTrainer(
      match, rules: rules, stepCount: stepCount, noise: noise, team: team)
    let clock = ContinuousClock()
    let start = clock.now
    var earlierSeconds = 0.0
    if let earlier = keeping?.earlier.first(where: { $0.network == network }) {
      guard let scalars = earlier.description.loop else {
        throw CheckpointError.invalidFiles(reason: "it belongs to another kind of model")
      }
      try trainer.restore(earlier.tensors, scalars, snapshot: nil)
      earlierSeconds = earlier.description.seconds
      if earlier.description.isFinished { return result(trainer) }
    }
    var seconds = earlierSeconds
    var nextKeeping = seconds + TrainingKeeping.interval.seconds
    func keep(isFinished: Bool) throws {
      guard let keeping else { return }
      let begin = clock.now
      trainer.keepSnapshot()
      try keeping.keep(checkpoint(trainer, network, seconds, isFinished: isFinished))
      let own = TrainingKeeping.interval.perSecondOfKeeping * (clock.now - begin).inSeconds
      nextKeeping = seconds + max(TrainingKeeping.interval.seconds, own)
    }
    while !trainer.isDone {
      if let secondsAllowed, seconds >= secondsAllowed { break }
      let step = try trainer.step()
      seconds = earlierSeconds + (clock.now - start).inSeconds
      report(
        Step(
          index: trainer.state.scalars.step, count: stepCount, losses: step, seconds: seconds))
      if keeping?.isStopRequested() == true {
        try keep(isFinished: false)
        throw CheckpointError.stopped
      }
      if seconds >= nextKeeping { try keep(isFinished: false) }
    }
    try keep(isFinished: true)
    return result(trainer)
  }

  private func result(_ trainer: AdversarialTrainer) -> RowGenerator {
    RowGenerator(sizes: sizes, classCount: classCount, network: trainer.state.averages[0])
  }

  private func checkpoint(
    _ trainer: AdversarialTrainer, _ network: Int, _ seconds: Double, isFinished: Bool
  ) -> NetworkCheckpoint {
    let scalars = trainer.state.currentScalars
    return NetworkCheckpoint(
      NetworkCheckpoint.Description(
        network: network, step: scalars.step, seconds: seconds,
        generatorSteps: scalars.generatorSteps, discriminatorSteps: scalars.discriminatorSteps,
        isFinished: isFinished, loop: scalars),
      tensors: trainer.state.tensors)
  }
}
