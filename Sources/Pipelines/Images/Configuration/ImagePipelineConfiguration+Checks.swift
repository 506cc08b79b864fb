extension ImagePipelineConfiguration {
  /// Refuses values that no stage could work with, before anything is read or written.
  /// - Throws: `PipelineError.invalidValue`.
  public func check() throws(PipelineError) {
    switch sampling.imageCount {
    case .count(let count):
      try ConfigurationCheck.rows(count)
      try ConfigurationCheck.require(
        sampling.classCounts == nil, "rows", count, "no --per-class-rows beside it")
    case .automatic:
      try ConfigurationCheck.require(
        !sampling.isBalanced && sampling.classCounts == nil, "rows", RowAmount.automaticName,
        "neither --balance nor --per-class-rows beside it")
    case nil: break
    }
    try ConfigurationCheck.require(
      !sampling.isBalanced || sampling.classCounts == nil, "balance", "beside --per-class-rows",
      "one of the two")
    try ConfigurationCheck.common(
      threadCount: threadCount, steps: training.steps, timeBudget: training.timeBudgetSeconds,
      holdoutFraction: split.holdoutFraction)
    if let bound = sampling.truncation {
      try ConfigurationCheck.require(
        bound > 0 && bound.isFinite, "truncation", bound, "a number above 0, such as 1.5,")
    }
    try ConfigurationCheck.require(
      (0..<1).contains(sampling.minimumConfidence), "min-confidence", sampling.minimumConfidence,
      "a number from 0 to below 1")
    try ConfigurationCheck.require(
      (0...0.5).contains(sampling.copyQuantile), "reject-copies", sampling.copyQuantile,
      "a share from 0 to 0.5")
    try ConfigurationCheck.require(
      output.checkpointInterval > 0, "checkpoint-every", output.checkpointInterval,
      "a whole number above 0")
    try ConfigurationCheck.require(
      sampling.imageCount != .automatic || validation.measuresAugmentation, "no-gain",
      "beside --rows auto", "one of the two")
    try ConfigurationCheck.require(
      training.timeBudgetSeconds == nil || training.steps == nil, "time-budget", "beside --steps",
      "one of the two")
  }

  /// The seed of one stage: fixed by the run's seed and the stage's name, unrelated to those of other stages.
  func seed(of stage: Stage) -> UInt64 { stage.seed(run: seed) }

  /// Where the run is written.
  var outputDirectory: String {
    output.directory ?? InputConfiguration.baseName(input.path) + "-augmented"
  }

  /// The training configuration with the seed of its stage.
  var resolvedTraining: ImageTrainingConfiguration {
    var training = training
    training.seed = seed(of: .train)
    return training
  }

  /// The comparison's configuration with the seed of its stage.
  var resolvedValidation: ImageValidationConfiguration {
    var validation = validation
    validation.seed = seed(of: .compare)
    let changesShares =
      sampling.isBalanced || sampling.classCounts != nil || sampling.imageCount == .automatic
    if changesShares { validation.classShares = .matchedToTraining }
    return validation
  }

  /// How many images of each class are asked for.
  func wantedCounts(training: [Int], classNames: [String]) throws(PipelineError) -> [Int] {
    if let amounts = sampling.classCounts {
      return try amounts.counts(classNames: classNames, available: training.map { $0 > 0 })
    }
    if sampling.imageCount == .automatic {
      // The most that could help; the comparison says how many do.
      let most = ImageAmounts(real: training, available: training.map { $0 == 0 ? 0 : Int.max })
        .added
      let limit = Self.poolLimit.images
      return most.reduce(0, +) <= limit ? most : ClassCounts.shared(limit, by: most)
    }
    var total = training.reduce(0, +)
    if case .count(let count) = sampling.imageCount { total = count }
    return ClassCounts.sampled(
      total, trainingCounts: training, isBalanced: sampling.isBalanced, isReal: { _ in true })
  }
}
