internal import Encoding
internal import Engine
internal import Glibc
internal import Parallel

/// Trains one generator, with its discriminator, on the rows of one class or of several that share it.
struct NetworkTrainer {
  let layout: TokenLayout
  let features: Tensor
  let configuration: TrainingConfiguration
  let team: ThreadTeam
  /// Seconds that this network may take at most; nil without a bound.
  let secondsAllowed: Double?

  /// One step's losses and where the run stands.
  struct Step {
    var index: Int
    var count: Int
    var losses: TokenLosses
    var seconds: Double
  }

  /// The generator with its averaged weights.
  /// - Throws: `CheckpointError`, and what keeping a state throws.
  func train(
    _ rows: EncodedTable, network: Int, classCount: Int, stepCount: Int, isShared: Bool,
    noise: Philox, keeping: TrainingKeeping?, report: (Step) -> Void
  ) throws -> TokenNetwork {
    var players = TokenPlayers(
      self, classCount: classCount,
      generatorDropout: configuration.dropout(
        stepCount: stepCount, rowCount: rows.rowCount, isShared: isShared),
      noise: noise)
    var batches = BatchOrder(
      rowCount: rows.rowCount, batchSize: configuration.batchSize, noise: noise.split(2))
    let earlier = keeping?.earlier.first { $0.network == network }
    if let earlier {
      try players.restore(earlier)
      if earlier.description.isFinished { return players.averaged() }
      for _ in 0..<min(earlier.step, stepCount) { _ = batches.next() }
    }
    let clock = ContinuousClock()
    let start = clock.now
    let earlierSeconds = earlier?.description.seconds ?? 0
    var seconds = earlierSeconds
    var nextKeeping = seconds + TrainingKeeping.interval.seconds
    func keep(_ step: Int, isFinished: Bool = false) throws {
      guard let keeping else { return }
      let begin = clock.now
      try keeping.keep(players.checkpoint(network, step, seconds, isFinished: isFinished))
      nextKeeping =
        seconds
        + max(
          TrainingKeeping.interval.seconds,
          TrainingKeeping.interval.perSecondOfKeeping * (clock.now - begin).inSeconds)
    }
    var done = earlier?.step ?? 0
    for step in done..<max(done, stepCount) {
      let progress = max(
        Double(step) / Double(stepCount), secondsAllowed.map { seconds / $0 } ?? 0)
      if progress >= 1 { break }
      let part = rows.rows(at: batches.next())
      let batch = TokenBatch(codes: part.codes, classes: part.classes)
      let losses = players.step(
        batch, index: step, rate: schedule(step, progress: progress),
        noise: noise.split(3).split(UInt64(step)))
      seconds = earlierSeconds + (clock.now - start).inSeconds
      done = step + 1
      report(Step(index: done, count: stepCount, losses: losses, seconds: seconds))
      if keeping?.isStopRequested() == true {
        try keep(done)
        throw CheckpointError.stopped
      }
      if seconds >= nextKeeping { try keep(done) }
    }
    try keep(done, isFinished: true)
    return players.averaged()
  }

  /// Linear warm-up, then a cosine down to 2 % (Loshchilov and Hutter 2017, arXiv 1608.03983, equation 5).
  private func schedule(_ step: Int, progress: Double) -> Double {
    let warmup = min(1, Double(step + 1) / Double(configuration.warmupSteps))
    return warmup * (0.02 + 0.98 * 0.5 * (1 + cos(.pi * progress)))
  }
}

/// The two networks of a game with their optimizers.
private struct TokenPlayers {
  private let trainer: NetworkTrainer
  private var generator: TokenNetwork
  private var discriminator: TokenNetwork?
  private var generatorOptimizer: AdamW
  private var discriminatorOptimizer: AdamW?
  private var average: [Tensor]
  private let generatorDropout: Float

  init(_ trainer: NetworkTrainer, classCount: Int, generatorDropout: Double, noise: Philox) {
    self.generatorDropout = Float(generatorDropout)
    let configuration = trainer.configuration
    self.trainer = trainer
    let isGame = configuration.objective != .likelihood
    let generator = TokenNetwork(
      layout: trainer.layout, classCount: classCount, features: trainer.features, headScale: 0.3,
      noise: noise.split(0))
    let shapes = generator.parameters.map(\.shape)
    self.generator = generator
    generatorOptimizer = AdamW(shapes: shapes, beta1: isGame ? 0 : 0.9)
    average = generator.parameters.map { $0.copy() }
    discriminator =
      isGame
      ? TokenNetwork(
        layout: trainer.layout, classCount: classCount, features: trainer.features,
        headScale: 0.09, noise: noise.split(1)) : nil
    discriminatorOptimizer =
      isGame
      ? AdamW(shapes: shapes, beta1: 0, decay: Float(configuration.discriminatorDecay)) : nil
  }

  /// One step of both players on the same batch: each answers the other's move before this step.
  mutating func step(_ batch: TokenBatch, index: Int, rate: Double, noise: Philox) -> TokenLosses {
    let configuration = trainer.configuration
    let tape = Tape(team: trainer.team)
    let game = TokenGame(
      trainer.layout, batch: batch, adversarialWeight: discriminator == nil ? 0 : 1,
      likelihoodWeight: configuration.effectiveLikelihoodWeight,
      clip: Float(configuration.scoreClip))
    let generatorLeaves = generator.leaves(on: tape)
    let logits = generator.output(
      generatorLeaves, batch, on: tape, dropout: generatorDropout, noise: noise.split(0))
    let logitBias = generatorLeaves[TokenNetwork.Place.headBias.rawValue]
    var leaves = generatorLeaves
    let loss: Variable
    if let discriminator {
      let own = discriminator.leaves(on: tape)
      let scores = discriminator.output(
        own, batch, on: tape, dropout: Float(configuration.discriminatorDropout),
        noise: noise.split(1))
      loss = tape.apply(
        game, logits, logitBias, scores, own[TokenNetwork.Place.headBias.rawValue])
      leaves += own
    } else {
      loss = tape.apply(game, logits, logitBias)
    }
    let gradients = tape.gradients(of: loss, for: leaves)
    update(gradients, index: index, rate: rate)
    return tape.losses(of: loss)
  }

  private mutating func update(_ gradients: [Tensor], index: Int, rate: Double) {
    let configuration = trainer.configuration
    let count = generator.parameters.count
    if let discriminator {
      discriminatorOptimizer?.step(
        discriminator.parameters, gradients: Array(gradients.dropFirst(count)),
        rate: Float(configuration.discriminatorRate * (0.1 + 0.9 * rate)), team: trainer.team)
    }
    let decay = min(configuration.averageDecay, Double(2 + index) / Double(11 + index))
    generatorOptimizer.step(
      generator.parameters, gradients: Array(gradients.prefix(count)),
      rate: Float(configuration.generatorRate * rate), averages: average,
      averageDecay: Float(decay), team: trainer.team)
  }

  /// The state after so many steps; of a finished training, the averaged weights alone.
  func checkpoint(_ network: Int, _ step: Int, _ seconds: Double, isFinished: Bool)
    -> NetworkCheckpoint
  {
    var tensors: [String: Tensor] = [:]
    func add(_ prefix: String, _ parts: [Tensor]) {
      for (index, part) in parts.enumerated() { tensors["\(prefix).\(index)"] = part }
    }
    add("average", average)
    if !isFinished {
      add("generator", generator.parameters)
      add("generator.moments", generatorOptimizer.moments)
      add("discriminator", discriminator?.parameters ?? [])
      add("discriminator.moments", discriminatorOptimizer?.moments ?? [])
    }
    return NetworkCheckpoint(
      NetworkCheckpoint.Description(
        network: network, step: step, seconds: seconds,
        generatorSteps: generatorOptimizer.stepsTaken,
        discriminatorSteps: discriminatorOptimizer?.stepsTaken ?? 0, isFinished: isFinished),
      tensors: tensors)
  }

  /// Goes on where these networks stood.
  /// - Throws: `CheckpointError.invalidFiles`.
  mutating func restore(_ checkpoint: NetworkCheckpoint) throws {
    let shapes = generator.parameters.map(\.shape)
    let description = checkpoint.description
    average = try checkpoint.tensors("average", shapes: shapes)
    if description.isFinished { return }
    guard description.step >= 0, description.generatorSteps >= 0,
      description.discriminatorSteps >= 0
    else { throw CheckpointError.invalidFiles(reason: "numbers that no training writes") }
    generator.parameters = try checkpoint.tensors("generator", shapes: shapes)
    generatorOptimizer.restore(
      moments: try checkpoint.tensors(
        "generator.moments", shapes: generatorOptimizer.moments.map(\.shape)),
      stepsTaken: description.generatorSteps)
    guard discriminator != nil, let optimizer = discriminatorOptimizer else { return }
    discriminator?.parameters = try checkpoint.tensors("discriminator", shapes: shapes)
    discriminatorOptimizer?.restore(
      moments: try checkpoint.tensors(
        "discriminator.moments", shapes: optimizer.moments.map(\.shape)),
      stepsTaken: description.discriminatorSteps)
  }

  func averaged() -> TokenNetwork {
    TokenNetwork(
      layout: generator.layout, classCount: generator.classCount, features: generator.features,
      parameters: average)
  }
}

extension TrainingConfiguration {
  /// The weight of the token likelihood under the chosen objective.
  fileprivate var effectiveLikelihoodWeight: Float {
    switch objective {
    case .joint: Float(likelihoodWeight)
    case .adversarial: 0
    case .likelihood: 1
    }
  }
}
