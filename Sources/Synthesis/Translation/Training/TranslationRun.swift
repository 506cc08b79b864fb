internal import Encoding
internal import Engine
internal import Parallel

/// What a training that turns images into images says after a step.
public struct TranslationProgress: Sendable {
  /// What every training on images says.
  public var images: ImageTrainingProgress
  /// The generators' further losses in this step, by name.
  public var terms: [String: Double]
  /// At every tenth of the steps, the model as it is.
  public var model: TranslationModel?
}

/// A whole training run: how many steps it takes, and where an interrupted one stood.
struct TranslationRun {
  private let examples: TranslationExamples
  private let configuration: TranslationConfiguration
  private let architecture: TranslationArchitecture
  private let checkpoint: TranslationCheckpoint?
  private let match: any TranslationMatch
  private let team: ThreadTeam

  init(
    _ examples: TranslationExamples, configuration: TranslationConfiguration, threadCount: Int,
    resuming checkpoint: TranslationCheckpoint?
  ) throws {
    let kind = configuration.family.kind
    let frame = try examples.frame(anySize: configuration.family == .srgan)
    let architecture = try kind.architecture(for: frame, configuration)
    let match = try Denormals.flushed {
      try kind.match(examples, architecture, configuration, threadCount: threadCount)
    }
    let team = ThreadTeam(threadCount: threadCount, prepare: Denormals.flush)
    (self.examples, self.architecture, self.match, self.team) = (
      examples, architecture, match, team
    )
    self.checkpoint = checkpoint
    if let checkpoint {
      guard checkpoint.description.configuration.matches(configuration) else {
        throw ImageTrainingError.invalidFiles(
          reason: "the state belongs to a run with another configuration")
      }
      self.configuration = checkpoint.description.configuration
      return
    }
    var resolved = configuration
    if resolved.steps == nil, let seconds = configuration.timeBudgetSeconds {
      resolved.steps = Denormals.flushed {
        AdversarialTrainer.steps(in: seconds, phases: match.phases) {
          Self.trainer(match, architecture, configuration, stepCount: $0, team)
        }
      }
    }
    resolved.steps = resolved.steps ?? configuration.plannedSteps
    self.configuration = resolved
  }

  private static func trainer(
    _ match: any TranslationMatch, _ architecture: TranslationArchitecture,
    _ configuration: TranslationConfiguration, stepCount: Int, _ team: ThreadTeam
  ) -> AdversarialTrainer {
    AdversarialTrainer(
      match, rules: configuration.family.kind.rules(configuration, architecture),
      stepCount: stepCount,
      noise: Philox(key: configuration.seed, stream: 8), team: team)
  }

  func train(
    interval: Int, keep: (TranslationCheckpoint) throws -> Void, isStopRequested: () -> Bool,
    progress: (TranslationProgress) throws -> Void
  ) throws -> TranslationModel {
    var trainer = Self.trainer(
      match, architecture, configuration, stepCount: configuration.steps ?? 1, team)
    try checkpoint?.restore(&trainer)
    let resumedAt = trainer.state.scalars.step
    let clock = ContinuousClock()
    let start = clock.now
    let batchSize = max(1, trainer.rules.batchSize)
    while !trainer.isDone {
      let step = try Denormals.flushed { try trainer.step() }
      let (index, count) = (trainer.state.scalars.step, trainer.stepCount)
      let isTenth = index * 10 / count > (index - 1) * 10 / count
      let monitor = trainer.state.scalars.monitor
      try progress(
        TranslationProgress(
          images: ImageTrainingProgress(
            network: 0, networkCount: 1, classes: [], step: index, stepCount: count,
            discriminatorLoss: step.discriminatorLoss, generatorLoss: step.generatorLoss,
            realAccuracy: monitor.realAccuracy, generatedAccuracy: monitor.generatedAccuracy,
            squaredGradient: trainer.state.scalars.squaredGradient, augmentation: 0,
            imageCount: index * batchSize,
            pace: ImageTrainingPace(
              done: index, total: count, resumedAt: resumedAt,
              seconds: (clock.now - start).inSeconds, batchSize: batchSize),
            event: step.event?.isGoingBack == true ? step.event : nil),
          terms: Dictionary(
            zip(match.termNames, step.terms), uniquingKeysWith: { first, _ in first }),
          model: isTenth ? model(trainer) : nil))
      let isRegular = index % max(1, interval) == 0 || trainer.isDone
      let isStopped = !trainer.isDone && isStopRequested()
      if isRegular { trainer.keepSnapshot() }
      if isRegular || isStopped { try keep(TranslationCheckpoint(configuration, trainer)) }
      if isStopped { throw CheckpointError.stopped }
    }
    return model(trainer)
  }

  private func model(_ trainer: AdversarialTrainer) -> TranslationModel {
    TranslationModel(
      configuration: configuration, architecture: architecture,
      generators: trainer.state.averages)
  }
}

extension ImageTrainingEvent {
  /// Generators with losses of their own learn from these where a discriminator is always right, so only divergence is told.
  fileprivate var isGoingBack: Bool {
    if case .wentBack = self { return true }
    return false
  }
}
