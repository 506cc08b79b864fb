/// The images of one comparison of distributions: all classes in their real shares, or one class.
///
/// Synthetic images and the real ones that stand in for them, to give the noise floor, are equally many, as most numbers depend on
/// how many there are. Both are compared with unseen real images; without a hold-out, one half of the training images takes its
/// place and the other half stands in.
struct ImageGroup: Sendable {
  /// Synthetic images.
  var synthetic: [Int]
  /// Training images that stand in for them.
  var standIn: [Int]
  /// Real images to compare with: of the hold-out, or of the training set where `usesHoldout` is false.
  var reference: [Int]
  /// Whether `reference` is about the hold-out.
  var usesHoldout: Bool

  /// Samples of at most `limit` images a side.
  init(
    synthetic: [Int], training: [Int], holdout: [Int], hasHoldout: Bool, limit: Int,
    using generator: inout SeededGenerator
  ) {
    func sample(_ indices: [Int], _ count: Int) -> [Int] {
      RowSampling.indices(count, of: indices.count, using: &generator).map { indices[$0] }
    }
    usesHoldout = hasHoldout
    var candidates = training
    if hasHoldout {
      reference = sample(holdout, limit)
    } else {
      reference = sample(training, min(limit, training.count / 2))
      let taken = Set(reference)
      candidates = training.filter { !taken.contains($0) }
    }
    let count = min(synthetic.count, candidates.count, limit)
    self.synthetic = sample(synthetic, count)
    standIn = sample(candidates, count)
  }
}

extension ImageComparison {
  /// The images of one class.
  func group(ofClass index: Int, _ configuration: ImageValidationConfiguration) -> ImageGroup {
    var generator = SeededGenerator(seed: configuration.seed, stream: "images of class \(index)")
    func indices(_ side: ImageSide) -> [Int] {
      side.labels.indices.filter { side.labels[$0] == Int32(index) }
    }
    return ImageGroup(
      synthetic: indices(synthetic), training: indices(training), holdout: indices(holdout),
      hasHoldout: holdout.count > 0, limit: configuration.classImageLimit, using: &generator)
  }

  /// The images of all classes.
  ///
  /// With `.matchedToTraining`: of the classes that have synthetic images, and of the synthetic ones the largest sample in the
  /// training images' shares.
  func group(_ configuration: ImageValidationConfiguration) -> ImageGroup {
    var generator = SeededGenerator(seed: configuration.seed, stream: "images")
    var synthetic = Array(self.synthetic.labels.indices)
    var training = Array(self.training.labels.indices)
    var holdout = Array(self.holdout.labels.indices)
    if configuration.classShares == .matchedToTraining {
      let made = Set(self.synthetic.labels)
      training = training.filter { made.contains(self.training.labels[$0]) }
      holdout = holdout.filter { made.contains(self.holdout.labels[$0]) }
      synthetic = inTrainingShares(using: &generator) ?? synthetic
    }
    return ImageGroup(
      synthetic: synthetic, training: training, holdout: holdout,
      hasHoldout: self.holdout.count > 0, limit: configuration.imageLimit, using: &generator)
  }

  /// The largest sample of synthetic images in the training images' shares of the classes that were made; nil where no
  /// training image is of them.
  private func inTrainingShares(using generator: inout SeededGenerator) -> [Int]? {
    let made = synthetic.indicesByClass(classNames.count)
    let real = training.indicesByClass(classNames.count).map(\.count)
    let used = made.indices.filter { !made[$0].isEmpty && real[$0] > 0 }
    // Synthetic images per training image that every class can afford.
    guard let rate = used.map({ Double(made[$0].count) / Double(real[$0]) }).min() else {
      return nil
    }
    return used.flatMap { index in
      let count = Int((rate * Double(real[index])).rounded())
      return RowSampling.indices(count, of: made[index].count, using: &generator).map {
        made[index][$0]
      }
    }
  }
}
