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

  init(
    _ images: EncodedImages, configuration: ImageTrainingConfiguration, threadCount: Int,
    resuming checkpoint: ImageCheckpoint?
  ) throws {
    guard images.count > 0 else { throw ImageTrainingError.noImages }
    guard ImageArchitecture.supports(width: images.width, height: images.height) else {
      throw ImageTrainingError.unsupportedSize(width: images.width, height: images.height)
    }
    self.images = images
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
    if resolved.steps == nil {
      let (group, team) = (groups[0], team)
      resolved.steps = Denormals.flushed {
        Self.steps(images, group, configuration, team) ?? configuration.defaultSteps
      }
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
    progress: (ImageTrainingProgress) throws -> Void
  ) throws -> ImageModel {
    var networks = try checkpoint?.finishedNetworks() ?? []
    for group in networks.count..<groups.count {
      var trainer = Self.trainer(
        images, groups[group], configuration, stepCount: stepCount(group), team)
      if let checkpoint, checkpoint.description.finished == group {
        try checkpoint.restore(&trainer)
      }
      let clock = ContinuousClock()
      let start = clock.now
      var squaredGradient: Double?
      while !trainer.isDone {
        let step = try Denormals.flushed { try trainer.step() }
        squaredGradient = step.squaredGradient ?? squaredGradient
        let index = trainer.state.scalars.step
        if index % max(1, interval) == 0 && !trainer.isDone {
          try keep(
            ImageCheckpoint(configuration, groups, finished: networks, trainer.state))
        }
        let monitor = trainer.state.scalars.monitor
        try progress(
          ImageTrainingProgress(
            network: group, networkCount: groups.count, classes: groups[group], step: index,
            stepCount: trainer.stepCount, discriminatorLoss: step.discriminatorLoss,
            generatorLoss: step.generatorLoss, realAccuracy: monitor.realAccuracy,
            generatedAccuracy: monitor.generatedAccuracy, squaredGradient: squaredGradient,
            augmentation: trainer.state.scalars.augmentation.largest,
            imageCount: index * max(1, configuration.batchSize),
            seconds: (clock.now - start).inSeconds, event: step.event?.naming(groups[group])))
      }
      networks.append(
        ImageModel.Network(classes: groups[group], generator: trainer.state.average))
    }
    return ImageModel(
      configuration: configuration, networks: networks, classCount: images.classCount)
  }

  /// A trainer of these classes' images, with classes numbered by their place among them.
  private static func trainer(
    _ images: EncodedImages, _ classes: [Int], _ configuration: ImageTrainingConfiguration,
    stepCount: Int, _ team: ThreadTeam
  ) -> ImageTrainer {
    let own = images.classes(classes)
    return ImageTrainer(
      own, architecture: configuration.architecture(for: own, classCount: classes.count),
      configuration: configuration, stepCount: stepCount,
      noise: Philox(key: configuration.seed, stream: 4).split(UInt64(classes[0])), team: team)
  }

  /// Steps measured for the pace: the first ones, which take up memory, do not count.
  private static let paceSteps = (skipped: 5, measured: 32)

  /// The number of steps that a time budget buys; nil without one.
  private static func steps(
    _ images: EncodedImages, _ classes: [Int], _ configuration: ImageTrainingConfiguration,
    _ team: ThreadTeam
  ) -> Int? {
    guard let seconds = configuration.timeBudgetSeconds else { return nil }
    var trainer = trainer(images, classes, configuration, stepCount: 1_000, team)
    let clock = ContinuousClock()
    let begin = clock.now
    var start = begin
    for step in 0..<paceSteps.skipped + paceSteps.measured {
      if step == paceSteps.skipped { start = clock.now }
      guard (try? trainer.step()) != nil else { break }
    }
    let perStep = (clock.now - start).inSeconds / Double(paceSteps.measured)
    let left = seconds - (clock.now - begin).inSeconds
    return max(1, Int(left / max(perStep, 1e-6)))
  }
}

extension ImageTrainingEvent {
  /// The event with classes named as the run knows them, where the trainer knows them by their place among `classes`.
  fileprivate func naming(_ classes: [Int]) -> ImageTrainingEvent {
    guard case .collapse(let places) = self else { return self }
    return .collapse(classes: places.map { classes[$0] })
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
    return same == wanted
  }
}
