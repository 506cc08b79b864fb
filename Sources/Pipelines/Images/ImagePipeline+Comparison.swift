internal import Parallel

/// What came of the comparison: which images are made, and how good they are.
struct JudgedImages: Sendable {
  var images: ImageSet
  var draws: [ImageDraw]
  /// Changed copies of real images that `--rows auto` adds beside them.
  var changed: ImageSet?
  var report: ImageValidation
  var details: ImageDetails
}

extension ImagePipeline {
  /// Judges the synthetic images against the images learned from and the images held out; with `--rows auto` after choosing
  /// those that help.
  func compare(
    _ input: ImageInput, _ parts: ImageParts, _ sampled: SampledImages
  ) throws -> JudgedImages {
    try clock.run(.compare, detail: { "gate: \($0.report.gate.outcome.rawValue)" }) {
      let team = ThreadTeam(threadCount: configuration.threadCount)
      var comparison = try ImageComparison(
        training: ImageSide(parts.training), holdout: ImageSide(parts.holdout),
        synthetic: ImageSide(sampled.images), shape: parts.shape,
        classNames: parts.training.classNames)
      comparison.pool = sampled.pool
      let hasClasses = parts.training.classNames.count > 1
      var validation = configuration.resolvedValidation
      // With a single class there is nothing to classify.
      if !hasClasses { validation.measuresUtility = false }
      let (report, details) = try ImageValidation.compare(
        comparison, classifier: ConvolutionalClassifying(), judge: sampled.judge,
        reference: reference(input, parts),
        configuration: validation, team: team)
      let judged = JudgedImages(
        images: sampled.images, draws: sampled.draws, report: report, details: details)
      return configuration.sampling.imageCount == .automatic ? helpful(judged, parts) : judged
    }
  }

  private func reference(_ input: ImageInput, _ parts: ImageParts) -> ImageReference? {
    guard let path = configuration.input.inceptionPath, let network = input.inception else {
      return nil
    }
    return ImageReference(network, path: path, shape: parts.shape)
  }

  /// The images that were found to help, with what belongs beside them; none where no gain is certain.
  private func helpful(_ judged: JudgedImages, _ parts: ImageParts) -> JudgedImages {
    let real = parts.training.classCounts
    let amounts = ImageAmounts(real: real, available: judged.images.classCounts)
    let utility = judged.report.utility
    let isGain = (utility?.gain?.lower ?? 0) > 0
    let arm = utility.flatMap { ImageArm(rawValue: $0.headline) } ?? .added
    let chosen = isGain ? amounts.parts(arm) : amounts.parts(.real)
    var places: [Int] = []
    var taken = [Int](repeating: 0, count: real.count)
    for (index, label) in judged.images.labels.enumerated()
    where taken[Int(label)] < chosen.synthetic[Int(label)] {
      taken[Int(label)] += 1
      places.append(index)
    }
    var result = judged
    result.images = judged.images.images(at: places)
    result.draws = places.map { judged.draws[$0] }
    result.details = judged.details.images(at: places)
    if chosen.changed.contains(where: { $0 > 0 }) {
      result.changed = changedCopies(chosen.changed, parts)
    }
    return result
  }

  /// Changed copies of every class's real images in turn.
  private func changedCopies(_ counts: [Int], _ parts: ImageParts) -> ImageSet {
    let augmentation = ClassicalAugmentation(shape: parts.shape)
    var generator = SeededGenerator(seed: configuration.seed(of: .sample), stream: "changed copies")
    var result = parts.training.images(at: [])
    for (label, count) in counts.enumerated() {
      let own = parts.training.labels.indices.filter { parts.training.labels[$0] == Int32(label) }
        .shuffled(using: &generator)
      for place in 0..<(own.isEmpty ? 0 : count) {
        let image = parts.training.image(at: own[place % own.count])
        result.pixels += augmentation.changed(image, using: &generator)
        result.labels.append(Int32(label))
        result.names.append("")
      }
    }
    return result
  }
}

extension ImageDetails {
  /// What is known of some of the images.
  fileprivate func images(at places: [Int]) -> ImageDetails {
    var result = self
    result.probabilities = probabilities?.rows(at: places)
    result.nearest = nearest.map { all in places.map { all[$0] } }
    return result
  }
}

extension ImageSide {
  /// Images with their labels.
  init(_ set: ImageSet) { self.init(pixels: set.pixels, labels: set.labels) }
}
