internal import Parallel

/// What came of the comparison: which images are made, and how good they are.
struct JudgedImages: Sendable {
  var images: ImageSet
  var draws: [ImageDraw]
  /// Real images that `--rows auto` repeats beside them.
  var repeated: ImageSet?
  /// What happened in each class, up to what is made.
  var selection: [ClassSelection]
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
        images: sampled.images, draws: sampled.draws, selection: sampled.selection,
        report: report, details: details)
      return (configuration.sampling.imageCount == .automatic ? helpful(judged, parts) : judged)
        .counted
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
    if chosen.copied.contains(where: { $0 > 0 }) {
      result.repeated = repeated(chosen.copied, parts)
    }
    return result
  }

  /// Every class's real images in turn, in a random order.
  private func repeated(_ counts: [Int], _ parts: ImageParts) -> ImageSet {
    var generator = SeededGenerator(seed: configuration.seed(of: .sample), stream: "copies")
    let places = counts.enumerated().flatMap { label, count -> [Int] in
      let own = parts.training.labels.indices.filter { parts.training.labels[$0] == Int32(label) }
        .shuffled(using: &generator)
      return own.isEmpty ? [] : (0..<count).map { own[$0 % own.count] }
    }
    return parts.training.images(at: places)
  }
}

extension JudgedImages {
  /// The same with the made images of each class counted.
  fileprivate var counted: JudgedImages {
    var result = self
    for (label, count) in images.classCounts.enumerated() {
      result.selection[label].writtenCount = count
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
