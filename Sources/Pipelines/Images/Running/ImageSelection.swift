internal import Parallel

/// Which images were drawn, and which of them are made.
struct SampledImages: Sendable {
  /// The images that are made, class after class.
  var images: ImageSet
  /// What each was drawn as.
  var draws: [ImageDraw]
  /// Further images that only the comparison needs.
  var pool: ImageSide?
  /// What happened in each class.
  var selection: [ClassSelection]
  /// The classifier that learned from the real training images.
  var judge: any ImageClassifier
}

/// How many images of a class were drawn, and why some were not taken.
public struct ClassSelection: Codable, Sendable, Equatable {
  /// The class.
  public var className: String
  /// Images asked for.
  public var wantedCount: Int
  /// Images drawn from the generator.
  public var drawnCount = 0
  /// Images taken.
  public var acceptedCount = 0
  /// Images made: those taken, or with `--rows auto` those among them that help.
  public var writtenCount = 0
  /// Images that equal a training image.
  public var equalCount = 0
  /// Images too near to a training image.
  public var nearCount = 0
  /// Images in which the classifier did not see the class.
  public var doubtfulCount = 0

  /// Nothing drawn yet.
  init(className: String, wantedCount: Int) {
    (self.className, self.wantedCount) = (className, wantedCount)
  }
}

extension ImagePipeline {
  /// Draws images until every class has as many as are asked for, or has used up its draws.
  func sample(
    _ trained: TrainedImages, _ encoder: ImageEncoder, _ parts: ImageParts, _ wanted: [Int]
  ) throws -> SampledImages {
    try clock.run(.sample, detail: { $0.images.count.counted("image") }) {
      var drawing = ImageDrawing(
        model: trained.model, encoder: encoder, configuration: configuration, parts: parts,
        judge: configuration.sampling.asksClassifier ? trained.judge : nil)
      try drawing.fill(wanted)
      var sampled = SampledImages(
        images: drawing.images, draws: drawing.draws, pool: nil, selection: drawing.selection,
        judge: trained.judge)
      let extra = configuration.poolCounts(parts, made: sampled.images.classCounts)
      if extra.contains(where: { $0 > 0 }) { sampled.pool = drawing.further(extra) }
      for selection in sampled.selection where selection.acceptedCount < selection.wantedCount {
        clock.listener(
          .noted(
            "class '\(selection.className.shown())': \(selection.acceptedCount.grouped) of "
              + "\(selection.wantedCount.grouped) images, as others were rejected"))
      }
      return sampled
    }
  }
}

extension ImageParts {
  /// The training images as a classifier learns from them.
  var examples: ImageExamples {
    ImageExamples(
      pixels: training.pixels, labels: training.labels, shape: shape,
      classCount: training.classNames.count)
  }
}

extension ImagePipelineConfiguration {
  /// At most this many images, and this many bytes, are drawn for the comparison alone.
  static let poolLimit = (images: 60_000, bytes: 400_000_000)

  /// How many images of each class are drawn for the comparison alone: those that adding images to the real ones takes beyond
  /// the ones made.
  func poolCounts(_ parts: ImageParts, made: [Int]) -> [Int] {
    let validation = resolvedValidation
    guard validation.measuresUtility, validation.measuresAugmentation, parts.holdout.count > 0,
      sampling.imageCount != .automatic,
      parts.training.classNames.count > 1
    else { return made.map { _ in 0 } }
    let real = parts.training.classCounts
    let amounts = ImageAmounts(real: real, available: real.map { $0 == 0 ? 0 : Int.max })
    let missing = zip(amounts.added, made).map { max(0, $0 - $1) }
    let affordable = min(Self.poolLimit.images, Self.poolLimit.bytes / parts.training.sampleCount)
    let total = missing.reduce(0, +)
    return total <= affordable ? missing : ClassCounts.shared(affordable, by: missing)
  }
}
