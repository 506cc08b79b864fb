public import Parallel

/// Everything that was measured about synthetic images.
///
/// Every number is finite; where one has no meaning, its entry says why.
public struct ImageValidation: Codable, Sendable, Equatable {
  /// The version of this layout; it grows when a field changes its meaning.
  public var formatVersion = 1
  /// How many images were compared.
  public var counts: ImageCounts
  /// What the features are of; nil where there are none.
  public var featureName: String?
  /// The network that was brought along for comparable distances; nil for none.
  public var referenceName: String?
  /// The seed of samples and classifiers.
  public var seed: UInt64
  /// Whether the images may be published, check by check.
  public var gate: Gate
  /// The overall metrics, in the order of `ImageMetric.all`.
  public var metrics: [ImageMetricEntry]
  /// The classes, by label.
  public var classes: [ImageClassEntry]
  /// What a classifier learns from the images; nil where that was not measured.
  public var utility: ImageUtilityEntry?
  /// Whether training images were memorised.
  public var memorisation: ImageMemorisationEntry
  /// How long the parts took.
  ///
  /// Set it to `[]` where two reports shall be equal byte for byte.
  public var timings: [Timing]

  /// The entry of a metric.
  public subscript(metric: ImageMetric) -> ImageMetricEntry? {
    metrics.first { $0.name == metric.name }
  }

  /// The value of a metric; nil where it is not applicable.
  public func value(_ metric: ImageMetric) -> Double? { self[metric]?.score.value }
}

/// What is known of each synthetic image, for a list of the images.
public struct ImageDetails: Sendable {
  /// The nearest training image of each synthetic one; nil where they were not looked for.
  public var nearest: [NearestImage?]?
  /// The probability of every class for each synthetic image, by the classifier that learned from real ones; nil without one.
  public var probabilities: Features?
}

extension ImageValidation {
  /// Compares synthetic images with those they were learned from and with real images that nothing has seen.
  ///
  /// Sides that bring no features get those of a classifier trained on the training images, if there is one. Same arguments give
  /// the same report, timings aside, whatever the number of threads.
  /// - Parameters:
  ///   - comparison: The images.
  ///   - classifier: What to train; without it, metrics that need features, probabilities or trainings are not applicable
  ///     unless the sides bring these.
  ///   - judge: The classifier that gives features and probabilities, if `judge(_:_:_:_:)` has trained it already.
  ///   - reference: A network trained on other images, for distances that can be compared with published ones.
  ///   - configuration: Limits, seed and caps.
  ///   - team: The threads to use; classifiers that judge images train side by side, one thread each.
  /// - Returns: The report, and what is known of each image.
  /// - Throws: What the classifier throws; `ValidationError` when its predictions do not fit the images.
  public static func compare(
    _ comparison: ImageComparison, classifier: (any ImageClassifying)?,
    judge: (any ImageClassifier)? = nil, reference: ImageReference? = nil,
    configuration: ImageValidationConfiguration, team: ThreadTeam
  ) throws -> (report: ImageValidation, details: ImageDetails) {
    var stopwatch = Stopwatch()
    var comparison = comparison
    if let classifier, !comparison.hasFeatures {
      let judge =
        try judge
        ?? Self.judge(
          comparison.examples, classifier, configuration, threadCount: team.threadCount)
      let count = comparison.training.count
      // A single class teaches nothing: what is left are random features.
      let words =
        comparison.classNames.count > 1 ? "trained on \(count) real images" : "not trained"
      try comparison.predict(
        with: judge, name: "\(classifier.name), \(words)", threadCount: team.threadCount)
      stopwatch.lap("classifier")
    }
    var utility: ImageUtilityEntry?
    if let classifier, configuration.measuresUtility, comparison.holdout.count > 0 {
      utility = try ImageUtilityMeasurement(comparison, configuration)
        .entry(classifier, team: team)
      stopwatch.lap("utility")
    }
    let group = comparison.group(configuration)
    let memorisation = ImageMemorisationFindings(comparison, group, configuration, team: team)
    stopwatch.lap("memorisation")
    var report = ImageValidation(
      comparison, group, memorisation, utility, configuration, team, &stopwatch)
    if let reference {
      let entries = try ImageReferenceFindings(
        comparison, group, reference, configuration, team: team
      ).entries
      report.metrics = ImageMetric.all.compactMap { metric in
        (report.metrics + entries).first { $0.name == metric.name }
      }
      report.referenceName = reference.name
    }
    return (
      report,
      ImageDetails(
        nearest: memorisation.details?.nearest, probabilities: comparison.synthetic.probabilities)
    )
  }

  private init(
    _ comparison: ImageComparison, _ group: ImageGroup,
    _ memorisation: ImageMemorisationFindings, _ utility: ImageUtilityEntry?,
    _ configuration: ImageValidationConfiguration, _ team: ThreadTeam,
    _ stopwatch: inout Stopwatch
  ) {
    let findings = ImageGroupFindings(
      comparison, group, configuration, subsetCount: configuration.kernelSubsetCount, team: team)
    stopwatch.lap("distances")
    var classes = ImageClassFindings(comparison, configuration, team: team)
    classes.complete(memorisation, utility)
    stopwatch.lap("classes")
    metrics = Self.metrics(
      comparison, group, findings, classes, memorisation, utility, configuration)
    self.classes = classes.entries
    self.utility = utility
    self.memorisation = memorisation.entry
    featureName = comparison.featureName
    seed = configuration.seed
    counts = ImageCounts(
      training: comparison.training.count, holdout: comparison.holdout.count,
      synthetic: comparison.synthetic.count, reference: group.reference.count,
      referenceIsHoldout: group.usesHoldout, compared: group.synthetic.count,
      neighbours: min(
        findings.neighbourLimit, max(group.synthetic.count, group.reference.count)),
      memorisation: memorisation.count)
    gate =
      ImageGate(
        thresholds: configuration.gate, metrics: metrics, classes: classes,
        referenceVariance: findings.referenceVariance, counts: counts,
        memorisation: self.memorisation
      ).gate
    stopwatch.total()
    timings = stopwatch.timings
  }

  private static func metrics(
    _ comparison: ImageComparison, _ group: ImageGroup, _ findings: ImageGroupFindings,
    _ classes: ImageClassFindings, _ memorisation: ImageMemorisationFindings,
    _ utility: ImageUtilityEntry?, _ configuration: ImageValidationConfiguration
  ) -> [ImageMetricEntry] {
    let entries =
      findings.entries + [
        classes.mean(.frechet, named: .classFrechet),
        classes.mean(.diversity, named: .diversity),
        classes.mean(.similarity, named: .similarity),
        classifierScore(comparison, group, configuration), ImageLabelFindings(comparison).entry,
      ] + utilityMetrics(utility) + memorisation.metrics
    return ImageMetric.all.compactMap { metric in entries.first { $0.name == metric.name } }
  }

  private static func classifierScore(
    _ comparison: ImageComparison, _ group: ImageGroup,
    _ configuration: ImageValidationConfiguration
  ) -> ImageMetricEntry {
    guard comparison.classNames.count > 1 else {
      return ImageMetricEntry(.classifierScore, .notApplicable("there is a single class"))
    }
    guard let synthetic = comparison.synthetic.probabilities?.rows(at: group.synthetic) else {
      return ImageMetricEntry(
        .classifierScore, .notApplicable("there are no class probabilities"))
    }
    let measure = ClassifierScore(
      splitCount: configuration.scorePartCount, seed: configuration.seed)
    let side = group.usesHoldout ? comparison.holdout : comparison.training
    let own = measure.score(synthetic)
    return ImageMetricEntry(
      .classifierScore, own.score,
      noiseFloor: side.probabilities.map { measure.score($0.rows(at: group.reference)).score },
      standardDeviation: own.standardDeviation)
  }

  private static func utilityMetrics(_ utility: ImageUtilityEntry?) -> [ImageMetricEntry] {
    let reason = "no classifier was trained on the images"
    let synthetic = utility?[.synthetic]
    var gain = Score.notApplicable(reason)
    if let utility {
      let headline = utility.arms.first { $0.name == utility.headline }
      gain =
        utility.gain.map { Score($0.mean) }
        ?? .notApplicable(headline?.reason ?? "adding images was not measured")
    }
    return [
      ImageMetricEntry(
        .classificationAccuracy,
        synthetic?.accuracy.map { Score($0) } ?? .notApplicable(synthetic?.reason ?? reason),
        noiseFloor: utility?[.real]?.accuracy.map { Score($0) }),
      ImageMetricEntry(.augmentationGain, gain),
    ]
  }
}

extension ImageValidation {
  /// Trains the classifier whose features and probabilities images are judged by.
  public static func judge(
    _ examples: ImageExamples, _ classifier: any ImageClassifying,
    _ configuration: ImageValidationConfiguration, threadCount: Int
  ) throws -> any ImageClassifier {
    var examples = examples
    // A judge that hardly knows the rare classes could not say whether images of them are good.
    examples.drawsClassesAlike = true
    return try classifier.train(
      examples,
      imagesSeen: min(
        configuration.judgeImageLimit, configuration.judgePasses * examples.labels.count),
      seed: configuration.seed, threadCount: threadCount)
  }
}

extension ImageComparison {
  /// The training images as a classifier learns from them.
  var examples: ImageExamples {
    ImageExamples(
      pixels: training.pixels, labels: training.labels, shape: shape, classCount: classNames.count)
  }
}
