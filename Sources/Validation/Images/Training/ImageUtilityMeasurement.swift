internal import Parallel

/// Trains classifiers in every way to be compared and tests them on the unseen real images.
struct ImageUtilityMeasurement {
  private let comparison: ImageComparison
  /// The synthetic images with those of the pool behind them.
  private let synthetic: ImageSide
  private let configuration: ImageValidationConfiguration
  private let amounts: ImageAmounts
  private let trainingByClass: [[Int]]
  private let syntheticByClass: [[Int]]

  init(_ comparison: ImageComparison, _ configuration: ImageValidationConfiguration) {
    self.comparison = comparison
    self.configuration = configuration
    trainingByClass = comparison.training.indicesByClass(comparison.classNames.count)
    synthetic = ImageSide(
      pixels: comparison.synthetic.pixels + (comparison.pool?.pixels ?? []),
      labels: comparison.synthetic.labels + (comparison.pool?.labels ?? []))
    syntheticByClass = synthetic.indicesByClass(comparison.classNames.count)
    amounts = ImageAmounts(
      real: trainingByClass.map(\.count), available: syntheticByClass.map(\.count))
  }

  /// Everything that was found.
  /// - Throws: What the classifier throws.
  func entry(_ classifier: any ImageClassifying, team: ThreadTeam) throws -> ImageUtilityEntry {
    let asked: [ImageArm] =
      configuration.measuresAugmentation ? ImageArm.allCases : [.real, .synthetic]
    let seedCount = configuration.measuresAugmentation ? max(1, configuration.seedCount) : 1
    let jobs = asked.filter { amounts.reason($0) == nil }.flatMap { arm in
      (0..<seedCount).map { (arm: arm, seed: $0) }
    }
    let results = team.map(jobs.count) { index in
      Result { try run(jobs[index].arm, seed: jobs[index].seed, classifier) }
    }
    var outcomes: [ImageArm: [[Bool]]] = [:]
    for (job, result) in zip(jobs, results) {
      outcomes[job.arm, default: []].append(try result.get())
    }
    let bootstrap = ImageGainBootstrap(
      labels: comparison.holdout.labels, replicateCount: configuration.replicateCount,
      seed: configuration.seed)
    let arms = asked.map { arm -> ImageUtilityEntry.Arm in
      var entry = describe(arm, outcomes[arm])
      if arm != .real, seedCount > 1, let own = outcomes[arm], let real = outcomes[.real] {
        entry.gain = bootstrap.gain(of: own, over: real, team: team)
      }
      return entry
    }
    let headline: ImageArm = amounts.isBalanced ? .added : .mixed
    let rival = rival(arms)
    var entry = ImageUtilityEntry(
      classifier: classifier.name, seedCount: seedCount, imagesSeen: imagesSeen,
      testCount: comparison.holdout.count, isBalanced: amounts.isBalanced,
      rarestClass: rarestClass, arms: arms, headline: headline.rawValue, rival: rival.rawValue)
    if seedCount > 1, let own = outcomes[headline], let other = outcomes[rival] {
      entry.gain = bootstrap.gain(of: own, over: other, team: team)
    }
    return entry
  }

  /// The best arm that needs no synthetic images; of equals the first.
  private func rival(_ arms: [ImageUtilityEntry.Arm]) -> ImageArm {
    func score(_ arm: ImageArm) -> Double {
      arms.first { $0.name == arm.rawValue }?.classMeanAccuracy ?? -1
    }
    return ImageArm.rivals.reduce(.real) { score($1) > score($0) ? $1 : $0 }
  }

  private var rarestClass: String? {
    if amounts.isBalanced { return nil }
    let tested = Set(comparison.holdout.labels.map(Int.init))
    let candidates = amounts.real.indices.filter { amounts.real[$0] > 0 && tested.contains($0) }
    return candidates.min { amounts.real[$0] < amounts.real[$1] }.map {
      comparison.classNames[$0]
    }
  }

  /// Equal for all arms: so many passes over the largest, but no more than the limit.
  private var imagesSeen: Int {
    let largest = ImageArm.allCases.map(amounts.count).max() ?? 0
    return min(configuration.trainingImageLimit, configuration.trainingPasses * largest)
  }

  /// For every test image whether it is classified right after training one way.
  private func run(
    _ arm: ImageArm, seed: Int, _ classifier: any ImageClassifying
  ) throws -> [Bool] {
    var generator = SeededGenerator(
      seed: configuration.seed, stream: "arm \(arm.rawValue) \(seed)")
    let trained = try classifier.train(
      examples(amounts.parts(arm), using: &generator), imagesSeen: imagesSeen,
      seed: configuration.seed &+ UInt64(seed), threadCount: 1)
    let predictions = try trained.predict(comparison.holdout.pixels, threadCount: 1)
    return zip(predictions.probabilities.largestPositions, comparison.holdout.labels).map {
      $0 == $1
    }
  }

  /// What an arm's images may take where every look at an image changes it afresh.
  private static let changedBytes = 256 << 20

  /// Where an image of an arm comes from.
  private enum Source {
    case real(Int)
    case synthetic(Int)
    case changed(Int)
  }

  /// The images of an arm; no more of them than are looked at, so that memory stays within bounds.
  private func examples(
    _ parts: ImageAmounts.Parts, using generator: inout SeededGenerator
  ) -> ImageExamples {
    let (shape, training) = (comparison.shape, comparison.training)
    var sources: [(source: Source, label: Int32)] = []
    if parts.hasReal {
      sources = training.labels.enumerated().map { (.real($0), $1) }
    }
    for index in trainingByClass.indices {
      let places = syntheticByClass[index]
      let chosen = RowSampling.indices(
        parts.synthetic[index], of: places.count, using: &generator)
      var own = chosen.map { Source.synthetic(places[$0]) }
      // Every real image in turn, in a random order, until there are enough.
      let real = trainingByClass[index].shuffled(using: &generator)
      own += (0..<parts.changed[index]).map { .changed(real[$0 % real.count]) }
      own += (0..<parts.copied[index]).map { .real(real[$0 % real.count]) }
      sources += own.map { ($0, Int32(index)) }
    }
    var kept = RowSampling.indices(imagesSeen, of: sources.count, using: &generator)
    if parts.changesAll {
      // Changed afresh at every look, as far as memory goes.
      let most = max(kept.count, min(imagesSeen, Self.changedBytes / shape.byteCount))
      kept += (kept.count..<most).map { kept[$0 % kept.count] }
    }
    let augmentation = ClassicalAugmentation(shape: shape)
    var result = ImageExamples(
      pixels: [], labels: [], shape: shape, classCount: comparison.classNames.count)
    result.pixels.reserveCapacity(kept.count * shape.byteCount)
    for place in kept {
      let (image, isChanged) =
        switch sources[place].source {
        case .real(let index): (shape.image(index, of: training.pixels), parts.changesAll)
        case .synthetic(let index): (shape.image(index, of: synthetic.pixels), parts.changesAll)
        case .changed(let index): (shape.image(index, of: training.pixels), true)
        }
      if isChanged {
        result.pixels += augmentation.changed(image, using: &generator)
      } else {
        result.pixels += image
      }
      result.labels.append(sources[place].label)
    }
    return result
  }

  private func describe(_ arm: ImageArm, _ outcomes: [[Bool]]?) -> ImageUtilityEntry.Arm {
    var entry = ImageUtilityEntry.Arm(
      name: arm.rawValue, imageCount: amounts.count(arm), classAccuracies: [],
      reason: amounts.reason(arm))
    guard let outcomes, !outcomes.isEmpty else { return entry }
    let tests = comparison.holdout.indicesByClass(comparison.classNames.count)
    func share(_ indices: [Int]) -> Double? {
      if indices.isEmpty { return nil }
      let right = outcomes.reduce(0) { sum, isRight in sum + indices.count { isRight[$0] } }
      return Double(right) / Double(indices.count * outcomes.count)
    }
    entry.classAccuracies = tests.map(share)
    entry.accuracy = share(Array(comparison.holdout.labels.indices))
    let known = entry.classAccuracies.compactMap { $0 }
    entry.classMeanAccuracy = known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    return entry
  }
}
