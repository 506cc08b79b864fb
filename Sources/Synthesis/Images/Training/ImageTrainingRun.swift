internal import Encoding
internal import Engine
internal import Glibc
internal import Parallel

/// A whole training run: which classes share networks, how many steps each pair takes, and where an interrupted run stood.
struct ImageTrainingRun {
  private let images: EncodedImages
  private let configuration: ImageTrainingConfiguration
  private let team: ThreadTeam
  private let groups: [[Int]]
  private let checkpoint: ImageCheckpoint?
  private let rate: ((ImageModel) throws -> Double)?

  init(
    _ images: EncodedImages, configuration: ImageTrainingConfiguration, threadCount: Int,
    resuming checkpoint: ImageCheckpoint?, rate: ((ImageModel) throws -> Double)?
  ) throws {
    guard images.count > 0 else { throw ImageTrainingError.noImages }
    try configuration.check(images)
    (self.images, self.rate) = (images, rate)
    let present = images.places.indices.filter { label in
      images.labels.contains(Int32(label))
    }
    groups = configuration.separatesClasses ? present.map { [$0] } : [present]
    team = ThreadTeam(threadCount: threadCount, prepare: Denormals.flush)
    self.checkpoint = checkpoint
    if let checkpoint {
      guard checkpoint.description.configuration.matches(configuration),
        checkpoint.description.groups == groups
      else {
        throw ImageTrainingError.invalidFiles(
          reason: "the state belongs to a run with another configuration or other classes")
      }
      self.configuration = checkpoint.description.configuration
      return
    }
    var resolved = configuration
    resolved.penaltyWeight = resolved.resolvedPenaltyWeight(imageSize: images.imageSize)
    resolved.rate = resolved.resolvedRate(imageSize: images.imageSize)
    if resolved.steps == nil {
      let (configuration, groups, team) = (resolved, groups, team)
      resolved.steps = try Denormals.flushed {
        try Self.steps(images, groups, configuration, team, rate: rate)
          ?? configuration.plannedSteps(imageCount: images.count)
      }
    }
    if resolved.isNarrow == nil {
      let seen = (resolved.steps ?? 0) * configuration.batchSize
      resolved.isNarrow = seen < configuration.narrowImageCount
    }
    self.configuration = resolved
  }

  /// Steps of every pair: an equal share of all, the first ones taking what is left over.
  private func stepCount(_ group: Int) -> Int {
    let steps = max(groups.count, configuration.steps ?? 0)
    return steps / groups.count + (group < steps % groups.count ? 1 : 0)
  }

  func train(
    interval: Int, keep: (ImageCheckpoint) throws -> Void,
    isStopRequested: () -> Bool, progress: (ImageTrainingProgress) throws -> Void
  ) throws -> ImageModel {
    var networks = try checkpoint?.finishedNetworks() ?? []
    let clock = ContinuousClock()
    let start = clock.now
    let total = (0..<groups.count).reduce(0) { $0 + stepCount($1) }
    var before = (0..<networks.count).reduce(0) { $0 + stepCount($1) }
    let resumedAt = before + (checkpoint?.step ?? 0)
    for group in networks.count..<groups.count {
      var (trainer, architecture) = try Self.trainer(
        images, groups[group], configuration, stepCount: stepCount(group), team)
      var best: RatedGenerator?
      if let checkpoint, checkpoint.description.finished == group {
        try checkpoint.restore(&trainer)
        best = try checkpoint.best(architecture)
      }
      while !trainer.isDone {
        let step = try Denormals.flushed { try trainer.step() }
        let index = trainer.state.scalars.step
        var (event, preview, score) = (step.event, nil as EncodedImages?, nil as Double?)
        if isPreviewed(index, of: trainer.stepCount) {
          let model = ImageModel(
            of: groups[group], architecture, trainer, configuration, classCount: images.classCount)
          preview = self.preview(model, groups[group])
          score = try rate?(model)
          if let score, score.isFinite, 2 * index >= trainer.stepCount,
            score < best?.score ?? .infinity
          {
            best = RatedGenerator(
              score: score, step: index,
              generator: ImageGenerator(
                architecture: architecture, network: trainer.state.averages[0].copy()))
          }
          if trainer.isDone, let best, let score, best.score < Self.betterShare * score {
            event = .earlierBest(step: best.step)
          } else if trainer.isDone {
            best = nil
          }
        }
        let monitor = trainer.state.scalars.monitor
        try progress(
          ImageTrainingProgress(
            network: group, networkCount: groups.count, classes: groups[group], step: index,
            stepCount: trainer.stepCount, discriminatorLoss: step.discriminatorLoss,
            generatorLoss: step.generatorLoss, realAccuracy: monitor.realAccuracy,
            generatedAccuracy: monitor.generatedAccuracy,
            squaredGradient: trainer.state.scalars.squaredGradient,
            augmentation: trainer.state.scalars.augmentation.largest,
            imageCount: index * max(1, configuration.batchSize),
            pace: ImageTrainingPace(
              done: before + index, total: total, resumedAt: resumedAt,
              seconds: (clock.now - start).inSeconds, batchSize: configuration.batchSize),
            event: event?.naming(groups[group]),
            preview: preview, score: score))
        let isLast = trainer.isDone && group == groups.count - 1
        let isRegular = (before + index) % max(1, interval) == 0 && !trainer.isDone || isLast
        let isStopped = !isLast && isStopRequested()
        if isRegular { trainer.keepSnapshot() }
        if isRegular || isStopped {
          try keep(
            ImageCheckpoint(configuration, groups, finished: networks, best: best, trainer))
        }
        if isStopped { throw CheckpointError.stopped }
      }
      before += trainer.stepCount
      networks.append(
        ImageModel.Network(
          classes: groups[group],
          generator: best?.generator
            ?? ImageGenerator(architecture: architecture, network: trainer.state.averages[0])))
    }
    return ImageModel(
      configuration: configuration, networks: networks, classCount: images.classCount)
  }

  /// How often a pair's images are shown and rated, evenly over its steps.
  private static let previews = 10

  private func isPreviewed(_ step: Int, of count: Int) -> Bool {
    step * Self.previews / count > (step - 1) * Self.previews / count
  }

  /// An earlier generator is used where its rating is below this share of the last one's.
  private static let betterShare = 0.9

  /// Images of the first classes, in a few variations that stay the same during the run.
  private func preview(_ model: ImageModel, _ classes: [Int]) -> EncodedImages {
    let shown = classes.prefix(10)
    let draws = shown.flatMap { label in
      (0..<8).map { ImageDraw(label: Int32(label), number: $0) }
    }
    return model.sample(draws, seed: configuration.seed, threadCount: team.threadCount)
  }

  /// A trainer of these classes' images, with classes numbered by their place among them.
  private static func trainer(
    _ images: EncodedImages, _ classes: [Int], _ configuration: ImageTrainingConfiguration,
    stepCount: Int, _ team: ThreadTeam
  ) throws -> (AdversarialTrainer, ImageArchitecture) {
    let own = images.classes(classes)
    let architecture = try configuration.architecture(for: own, classCount: classes.count)
    let trainer = AdversarialTrainer(
      configuration.family.kind.match(ImageBatches(own), architecture),
      rules: configuration.rules(imageSize: images.imageSize), stepCount: stepCount,
      noise: Philox(key: configuration.seed, stream: 4).split(UInt64(classes[0])), team: team)
    return (trainer, architecture)
  }

  /// The number of steps that a time budget buys beside the ratings of all pairs, which may take up to half of it; nil without one.
  private static func steps(
    _ images: EncodedImages, _ groups: [[Int]], _ configuration: ImageTrainingConfiguration,
    _ team: ThreadTeam, rate: ((ImageModel) throws -> Double)?
  ) throws -> Int? {
    guard let seconds = configuration.timeBudgetSeconds else { return nil }
    let classes = groups[0]
    let (fresh, architecture) = try trainer(images, classes, configuration, stepCount: 1, team)
    var rating = 0.0
    if let rate {
      let model = ImageModel(
        of: classes, architecture, fresh, configuration, classCount: images.classCount)
      rating = try ContinuousClock().measure { _ = try rate(model) }.inSeconds
    }
    let ratings = min(seconds / 2, rating * Double(previews * groups.count))
    return try AdversarialTrainer.steps(
      in: seconds - ratings, phases: configuration.family.kind.phases(architecture)
    ) { try trainer(images, classes, configuration, stepCount: $0, team).0 }
  }
}

/// A generator as it was in the second half of a training, with what was said about its images.
struct RatedGenerator: Sendable {
  /// Lower is better.
  var score: Double
  /// After so many steps.
  var step: Int
  var generator: ImageGenerator
}

extension ImageModel {
  /// A model of these classes alone, as the training stands.
  fileprivate init(
    of classes: [Int], _ architecture: ImageArchitecture, _ trainer: AdversarialTrainer,
    _ configuration: ImageTrainingConfiguration, classCount: Int
  ) {
    let generator = ImageGenerator(
      architecture: architecture, network: trainer.state.averages[0])
    self.init(
      configuration: configuration, networks: [Network(classes: classes, generator: generator)],
      classCount: classCount)
  }
}

extension ImageTrainingEvent {
  /// The event with classes named as the run knows them, where the trainer knows them by their place among `classes`.
  fileprivate func naming(_ classes: [Int]) -> ImageTrainingEvent {
    switch self {
    case .collapse(let places): .collapse(classes: places.map { classes[$0] })
    case .collapsedWithoutPenalty(let places):
      .collapsedWithoutPenalty(classes: places.map { classes[$0] })
    case .wentBack, .vanishingGradient, .vanishedWithoutPenalty, .earlierBest: self
    }
  }
}

extension EncodedImages {
  /// The images of these classes, with classes numbered by their place among them.
  func classes(_ chosen: [Int]) -> EncodedImages {
    if chosen == Array(0..<classCount) { return self }
    let numbers = Dictionary(
      uniqueKeysWithValues: chosen.enumerated().map { (Int32($1), Int32($0)) })
    var result = EncodedImages(
      width: width, height: height, channels: channels, pixels: [], labels: [],
      classCount: chosen.count)
    for (place, label) in labels.enumerated() {
      guard let number = numbers[label] else { continue }
      result.pixels += pixels[place * imageSize..<(place + 1) * imageSize]
      result.labels.append(number)
    }
    return result
  }
}

extension ImageTrainingConfiguration {
  /// Whether a run asked for with `wanted` may go on from a state of this configuration: all but the filled-in steps agree.
  func matches(_ wanted: ImageTrainingConfiguration) -> Bool {
    var same = self
    if wanted.steps == nil { same.steps = nil }
    if wanted.penaltyWeight == nil { same.penaltyWeight = nil }
    if wanted.rate == nil { same.rate = nil }
    if wanted.isNarrow == nil { same.isNarrow = nil }
    return same == wanted
  }
}
