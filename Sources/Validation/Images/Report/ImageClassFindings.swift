internal import Parallel

/// The classes, one by one, and the means over them.
struct ImageClassFindings: Sendable {
  /// One entry per class, without memorisation and utility.
  private(set) var entries: [ImageClassEntry] = []
  /// Whether each class has enough images to decide the gate.
  private(set) var isJudged: [Bool] = []

  init(
    _ comparison: ImageComparison, _ configuration: ImageValidationConfiguration,
    team: ThreadTeam
  ) {
    let sides = [comparison.training, comparison.holdout, comparison.synthetic]
    let counts = sides.map { $0.indicesByClass(comparison.classNames.count).map(\.count) }
    let labels = ImageLabelFindings(comparison)
    for (index, name) in comparison.classNames.enumerated() {
      let group = comparison.group(ofClass: index, configuration)
      let findings = ImageGroupFindings(
        comparison, group, configuration, subsetCount: max(1, configuration.kernelSubsetCount / 10),
        team: team)
      let metrics =
        findings.entries + Self.diversity(comparison, group, configuration, team)
        + [labels.entry(ofClass: index)]
      entries.append(
        ImageClassEntry(
          name: name, trainingCount: counts[0][index], holdoutCount: counts[1][index],
          syntheticCount: counts[2][index],
          metrics: metrics.map {
            NamedScore(name: $0.name, score: $0.score, noiseFloor: $0.noiseFloor)
          }, accuracy: ClassEntry.PerSource()))
      isJudged.append(
        min(group.reference.count, counts[2][index]) >= configuration.smallestJudgedClassCount)
    }
  }

  private static func diversity(
    _ comparison: ImageComparison, _ group: ImageGroup,
    _ configuration: ImageValidationConfiguration, _ team: ThreadTeam
  ) -> [ImageMetricEntry] {
    let measure = ClassDiversity(
      pairCount: configuration.pairCount, imageLimit: configuration.diversityImageLimit,
      seed: configuration.seed)
    let side = group.usesHoldout ? comparison.holdout : comparison.training
    var ratios = [Score](repeating: .notApplicable("there are no features"), count: 2)
    if comparison.hasFeatures, let reference = side.features?.rows(at: group.reference),
      let synthetic = comparison.synthetic.features?.rows(at: group.synthetic),
      let standIn = comparison.training.features?.rows(at: group.standIn)
    {
      ratios = [synthetic, standIn].map { measure.ratio(fake: $0, real: reference) }
    }
    return [
      ImageMetricEntry(.diversity, ratios[0], noiseFloor: ratios[1]),
      ImageMetricEntry(
        .similarity,
        measure.similarity(
          comparison.synthetic.pixels, at: group.synthetic, shape: comparison.shape, team: team),
        noiseFloor: measure.similarity(
          comparison.training.pixels, at: group.standIn, shape: comparison.shape, team: team)),
    ]
  }

  /// The mean of a metric over the classes that have it, and of their noise floors.
  func mean(_ metric: ImageMetric, named summary: ImageMetric) -> ImageMetricEntry {
    let scores = entries.compactMap { $0[metric.name] }
    let reason = scores.compactMap(\.score.reason).first ?? "there are no classes"
    let floors = scores.compactMap { entry in
      entry.score.value == nil ? nil : entry.noiseFloor.map { Score($0) }
    }
    return ImageMetricEntry(
      summary, Score.mean(scores.map(\.score), whenEmpty: reason),
      noiseFloor: Score.mean(floors, whenEmpty: reason))
  }

  /// Adds what other parts found to each class.
  mutating func complete(
    _ memorisation: ImageMemorisationFindings, _ utility: ImageUtilityEntry?
  ) {
    for index in entries.indices {
      entries[index].metrics += memorisation.metrics(ofClass: index)
      func accuracy(_ arm: ImageArm) -> Double? {
        guard let accuracies = utility?[arm]?.classAccuracies, accuracies.indices.contains(index)
        else { return nil }
        return accuracies[index]
      }
      entries[index].accuracy = ClassEntry.PerSource(
        real: accuracy(.real), synthetic: accuracy(.synthetic), both: accuracy(.added))
    }
  }
}

/// Whether images show what their labels say, by the classifier that learned from real images.
struct ImageLabelFindings: Sendable {
  private let synthetic: LabelAccuracy?
  private let holdout: LabelAccuracy?
  private let reason: Score

  init(_ comparison: ImageComparison) {
    guard comparison.classNames.count > 1 else {
      (synthetic, holdout, reason) = (nil, nil, .notApplicable("there is a single class"))
      return
    }
    reason = .notApplicable("there are no class probabilities")
    func accuracy(_ side: ImageSide) -> LabelAccuracy? {
      guard let probabilities = side.probabilities, probabilities.isFinite else { return nil }
      return LabelAccuracy(probabilities: probabilities, labels: side.labels)
    }
    synthetic = accuracy(comparison.synthetic)
    holdout = accuracy(comparison.holdout)
  }

  /// The share of one class's synthetic images, and of its unseen real ones.
  func entry(ofClass index: Int) -> ImageMetricEntry {
    ImageMetricEntry(
      .labelAccuracy, synthetic?.within(index) ?? reason, noiseFloor: holdout?.within(index))
  }

  /// The share over all synthetic images, and of unseen real ones, classes weighed as among the synthetic images.
  var entry: ImageMetricEntry {
    var floor: Score?
    if let synthetic, let holdout {
      floor = Score.weighted(
        holdout.counts.indices.map(holdout.within), weights: synthetic.counts,
        whenEmpty: "there are no unseen real images")
    }
    return ImageMetricEntry(
      .labelAccuracy, synthetic?.overall ?? reason, noiseFloor: floor)
  }
}

extension Score {
  /// The mean of the scores that have a value, each counting as often as its weight says.
  static func weighted(_ scores: [Score], weights: [Int], whenEmpty reason: String) -> Score {
    var sum = 0.0
    var total = 0
    for (score, weight) in zip(scores, weights) {
      guard let value = score.value else { continue }
      sum += value * Double(weight)
      total += weight
    }
    return Score(sum / Double(total), whenUndefined: reason)
  }
}
