internal import Encoding
internal import Engine
internal import Glibc
internal import Parallel

/// Trains one generator with its discriminator.
///
/// A step makes one batch of images, which serves both networks: the discriminator learns from it beside a real batch, then the
/// generator from what the discriminator, just updated and held fixed, says about it.
struct ImageTrainer {
  let configuration: ImageTrainingConfiguration
  let stepCount: Int
  let team: ThreadTeam
  private let batches: ImageBatches
  private let background: [Float]
  private let noise: Philox
  /// Real images of every class to measure diversity by, and how far they are from each other.
  private let references: [(label: Int, diversity: Double)]
  private(set) var state: ImageTrainerState
  /// The state to go back to.
  private(set) var snapshot: ImageTrainerState

  /// One step's numbers.
  struct Step {
    var discriminatorLoss = 0.0
    var generatorLoss = 0.0
    var squaredGradient: Double?
    var event: ImageTrainingEvent?
  }

  init(
    _ images: EncodedImages, architecture: ImageArchitecture,
    configuration: ImageTrainingConfiguration, stepCount: Int, noise: Philox, team: ThreadTeam
  ) {
    (self.configuration, self.stepCount, self.team) = (configuration, stepCount, team)
    self.noise = noise
    batches = ImageBatches(images)
    background = images.background.map { Float($0) / 127.5 - 1 }
    references = batches.samples(perClass: Self.diversityCount).map {
      (Int($0.label), Diversity.meanDistance($0.images))
    }
    state = ImageTrainerState(
      architecture, classCounts: images.places.map(\.count), configuration: configuration,
      noise: noise.split(0))
    snapshot = state.copy()
  }

  /// Goes on from a checkpoint; without a snapshot of its own the state is the one to go back to.
  mutating func restore(
    _ tensors: [String: Tensor], _ scalars: ImageTrainerState.Scalars,
    snapshot earlier: (tensors: [String: Tensor], scalars: ImageTrainerState.Scalars)?
  ) throws {
    state = try state.restored(tensors, scalars)
    snapshot = try earlier.map { try state.restored($0.tensors, $0.scalars) } ?? state.copy()
  }

  /// Makes this state the one to go back to, as it is for whoever goes on from a checkpoint of it.
  mutating func keepSnapshot() {
    if state.isFinite { snapshot = state.copy() }
  }

  /// Whether all steps are done.
  var isDone: Bool { state.scalars.step >= stepCount }

  // MARK: One step

  /// Takes the next step.
  /// - Throws: `ImageTrainingError.diverged` when going back did not help often enough.
  mutating func step() throws -> Step {
    let index = state.scalars.step
    let own = noise.split(1).split(UInt64(state.scalars.retries)).split(UInt64(index))
    let strength = classStrength(index)
    let count = max(1, configuration.batchSize)
    let (real, labels) = batches.real(count, noise: own.split(0))
    let wanted = batches.classes(count, noise: own.split(1))
    let latents = own.split(2).normal(
      [count, state.generator.architecture.latentWidth], deviation: 1)

    let tape = Tape(team: team)
    let leaves = state.generator.leaves(on: tape)
    let (images, norms) = state.generator.images(
      leaves, latents: latents, classes: wanted, on: tape, strength: strength, isTraining: true)
    let moves = Moves(
      real: shifts(labels, own.split(3)), generated: shifts(wanted, own.split(4)))
    var result = Step()
    let scores = updateDiscriminator(
      Batch(images: moved(real, moves.real), labels: labels),
      Batch(images: moved(images.value, moves.generated), labels: wanted), strength, &result)
    let norm = updateGenerator(
      tape, leaves, images, moves.generated, wanted, strength, norms, &result)
    state.scalars.step = index + 1
    state.scalars.squaredGradient = result.squaredGradient ?? state.scalars.squaredGradient
    let isFinite =
      result.discriminatorLoss.isFinite && result.generatorLoss.isFinite && norm.isFinite
    if !isFinite {
      result.event = try goBack()
      return result
    }
    state.scalars.augmentation.observe(scores.real, classes: labels)
    state.scalars.monitor.observe(
      real: scores.real, generated: scores.generated, gradientNorm: norm)
    result.event = look()
    return result
  }

  private struct Moves {
    var real: [Translation.Shift]?
    var generated: [Translation.Shift]?
  }

  private func shifts(_ labels: [Int32], _ noise: Philox) -> [Translation.Shift]? {
    let architecture = state.generator.architecture
    return state.scalars.augmentation.shifts(
      labels, height: architecture.height, width: architecture.width, noise: noise)
  }

  private func moved(_ images: Tensor, _ shifts: [Translation.Shift]?) -> Tensor {
    guard let shifts else { return images }
    return Translation(shifts, background: background).forward([images], team: team).output
  }

  private mutating func updateDiscriminator(
    _ real: Batch, _ generated: Batch, _ strength: Float, _ result: inout Step
  ) -> (real: [Float], generated: [Float]) {
    let discriminator = state.discriminator
    let count = real.labels.count
    let passes = Self.passes(real, generated, of: discriminator.architecture)
    let parts = team.map(passes.count) { index in
      Denormals.flushed {
        Self.judge(
          discriminator, passes[index], share: 1 / Float(count), strength: strength)
      }
    }
    var gradients = parts[0].gradients
    for part in parts.dropFirst() {
      gradients = zip(gradients, part.gradients).map { $0.adding($1, scale: 1) }
    }
    let weight =
      configuration.resolvedPenaltyWeight(imageSize: imageSize) * state.scalars.penaltyFactor
    if weight > 0 && state.scalars.step % max(1, configuration.penaltyInterval) == 0 {
      let shards = Self.shards(count, of: discriminator.architecture)
      let penalties = team.map(shards.count) { index in
        Denormals.flushed {
          let batch = real.rows(shards[index])
          return discriminator.penalty(
            batch.images, classes: batch.labels, strength: strength,
            team: ThreadTeam(threadCount: 1))
        }
      }
      result.squaredGradient = 0
      let scale = weight * Double(max(1, configuration.penaltyInterval))
      for (shard, penalty) in zip(shards, penalties) {
        let share = Double(shard.count) / Double(count)
        result.squaredGradient? += share * Double(penalty.squaredNorm)
        gradients = zip(gradients, penalty.gradients).map {
          $0.adding($1, scale: Float(scale * share))
        }
      }
    }
    state.discriminatorOptimizer.step(
      discriminator.parameters, gradients: gradients, rate: rate, team: team)
    result.discriminatorLoss = parts.reduce(0) { $0 + $1.loss }
    return (parts.flatMap(\.real), parts.flatMap(\.generated))
  }

  /// Returns the gradient's norm.
  private mutating func updateGenerator(
    _ tape: Tape, _ leaves: [Variable], _ images: Variable, _ shifts: [Translation.Shift]?,
    _ labels: [Int32], _ strength: Float, _ norms: [Variable], _ result: inout Step
  ) -> Double {
    let discriminator = state.discriminator
    let count = labels.count
    let seen = shifts.map { tape.apply(Translation($0, background: background), images) } ?? images
    let shards = Self.shards(count, of: discriminator.architecture)
    let own = shards.count == 1 ? team : ThreadTeam(threadCount: 1)
    let parts = team.map(shards.count) { index in
      Denormals.flushed {
        Self.wish(
          discriminator, Batch(images: seen.value, labels: labels).rows(shards[index]),
          share: 1 / Float(count), strength: strength, team: own)
      }
    }
    // What the discriminator says about each pixel goes on into the generator.
    let loss = tape.apply(WeightedSum(weights: parts.flatMap { $0.gradient.elements }), seen)
    let gradients = tape.gradients(of: loss, for: leaves)
    let index = state.scalars.step
    let decay = Float(
      min(configuration.averageDecay, Double(index + 1) / Double(index + 10)))
    state.generatorOptimizer.step(
      state.generator.parameters, gradients: gradients, rate: rate,
      averages: state.average.parameters, averageDecay: decay, team: team)
    for (stage, norm) in norms.enumerated() {
      let saved = tape.saved(of: norm)
      let values = Float(norm.value.count / saved[0].count)
      let unbiased = values / max(1, values - 1)
      for (place, factor) in [(0, Float(1)), (1, unbiased)] {
        let running = state.generator.statistics[2 * stage + place]
        running.approach(saved[place], scale: factor, weight: 0.1)
        state.average.statistics[2 * stage + place].approach(
          running, scale: 1, weight: 1 - decay)
      }
    }
    result.generatorLoss = parts.reduce(0) { $0 + $1.loss }
    return gradients.reduce(0) { $0 + $1.squaredNorm }.squareRoot()
  }

  // MARK: Schedules

  /// Numbers of an image.
  private var imageSize: Int {
    let architecture = state.generator.architecture
    return architecture.height * architecture.width * architecture.channels
  }

  /// Linear warm-up, then a cosine down to `finalRateFraction`.
  /// - Source: Loshchilov and Hutter (2017), arXiv 1608.03983, equation 5.
  private var rate: Float {
    let index = state.scalars.step
    let warmup = min(1, Double(index + 1) / Double(max(1, configuration.warmupSteps)))
    let progress = Double(index) / Double(max(1, stepCount))
    let left = configuration.finalRateFraction
    let cosine = left + (1 - left) * 0.5 * (1 + cos(.pi * progress))
    let peak = configuration.resolvedRate(imageSize: imageSize)
    return Float(peak * state.scalars.rateFactor * warmup * cosine)
  }

  /// With few images per class, 0 in the first third of the run, 1 in the last.
  /// - Source: Shahbazi et al. (2022), arXiv 2201.06578, section 4.
  private func classStrength(_ index: Int) -> Float {
    if batches.imagesPerClass >= Double(configuration.gradualClassImages) { return 1 }
    return Float(min(1, max(0, 3 * Double(index) / Double(max(1, stepCount)) - 1)))
  }

  // MARK: Monitors

  private static let diversityCount = 16
  /// The monitors raise the penalty no further than this many times its weight.
  private static let largestPenaltyFactor = 16.0

  /// False when the penalty is as large as it gets, so that nothing is left to do.
  private mutating func doublePenalty() -> Bool {
    if state.scalars.penaltyFactor >= Self.largestPenaltyFactor { return false }
    state.scalars.penaltyFactor *= 2
    return true
  }

  private mutating func look() -> ImageTrainingEvent? {
    let index = state.scalars.step
    var event: ImageTrainingEvent?
    if index % max(1, configuration.monitorInterval) == 0, state.scalars.monitor.look(),
      doublePenalty()
    {
      event = .vanishingGradient
    }
    if index % max(1, configuration.diversityInterval) == 0, 2 * index >= stepCount {
      let alike = state.scalars.monitor.collapsed(diversity())
      if !alike.isEmpty, doublePenalty() {
        state.scalars.augmentation.raise(by: 0.1)
        event = .collapse(classes: alike)
      }
    }
    if index % max(1, configuration.snapshotInterval) == 0 { keepSnapshot() }
    return event
  }

  /// Per class, the mean distance of images from fixed latent vectors to each other, divided by that of real ones.
  private func diversity() -> [(label: Int, ratio: Double)] {
    references.map { label, real in
      let latents = noise.split(2).split(UInt64(label)).normal(
        [Self.diversityCount, state.average.architecture.latentWidth], deviation: 1)
      let tape = Tape(team: team)
      let images = state.average.images(
        state.average.parameters.map(tape.constant), latents: latents,
        classes: [Int32](repeating: Int32(label), count: Self.diversityCount), on: tape,
        isTraining: false
      ).images.value
      return (label, real > 0 ? Diversity.meanDistance(images) / real : 1)
    }
  }

  private mutating func goBack() throws -> ImageTrainingEvent {
    let failed = state.scalars
    if failed.retries >= configuration.maximumRetries {
      throw ImageTrainingError.diverged(step: failed.step, retries: failed.retries)
    }
    state = snapshot.copy()
    state.scalars.retries = failed.retries + 1
    state.scalars.rateFactor = failed.rateFactor / 2
    state.scalars.penaltyFactor = failed.penaltyFactor * 2
    return .wentBack(step: state.scalars.step, retry: state.scalars.retries)
  }
}
