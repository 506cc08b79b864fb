internal import Encoding

/// How image networks are trained. The defaults are those of the measured recipe.
public struct ImageTrainingConfiguration: Codable, Sendable, Equatable {
  /// The kind of networks.
  public var family = ImageFamily.conditional
  /// What both networks minimise.
  public var loss = AdversarialLoss.nonSaturating
  /// Turns of the discriminator for each of the generator.
  public var discriminatorSteps = 1
  /// Which classes get networks of their own: under `auto` they share one pair.
  public var classSharing = ClassSharing.auto
  /// Three quarters of the channels, which sees more images in a short run; nil to decide by the steps that the time allows.
  public var isNarrow: Bool?
  /// Optimizer steps of all networks together; nil takes `timeBudgetSeconds`, or else the default.
  public var steps: Int?
  /// Seconds for all training together. The pace is measured and turned into a number of steps, which the model
  /// records: training again with those steps gives the same bytes.
  public var timeBudgetSeconds: Double?
  /// Steps without `steps` and without a time budget, for many images: minutes for 28×28 grey pixels.
  public var defaultSteps = 20_000
  /// Steps for few images: from this many on, `stepsPerImage` more for each.
  public var fewestDefaultSteps = 3_000
  /// See `fewestDefaultSteps`.
  public var stepsPerImage = 1.5
  /// With fewer images to be seen than this in the whole run, networks are narrow.
  public var narrowImageCount = 60_000
  /// Images per step, real and generated ones each.
  public var batchSize = 32
  /// Peak learning rate of both networks; nil for one by the size of the images: 0.002, and half of it for more than 4,096 numbers.
  public var rate: Double?
  /// Decay of the gradients' mean (Adam's β₁).
  public var beta1 = 0.0
  /// Decay of the squared gradients' mean (Adam's β₂).
  public var beta2 = 0.99
  /// Whether the optimizers are RMSProp rather than Adam.
  public var usesRMSProp = false
  /// Steps over which the learning rate rises.
  public var warmupSteps = 100
  /// What is left of the learning rate in the end.
  public var finalRateFraction = 0.25
  /// Decay of the moving average of the generator's weights, which are those that sample.
  public var averageDecay = 0.999
  /// Where the penalty looks at the discriminator's gradient.
  public var penalty = PenaltyPlace.real
  /// γ: the weight of the penalty on the discriminator's gradient at real images (R1); 0 without, nil for one by the size of the
  /// images: 1 for 28×28 grey pixels, and in proportion to an image's numbers above that, since as small a change of every number
  /// changes the score by as much as the gradient's norm times the root of their count.
  public var penaltyWeight: Double?
  /// The penalty is computed every so many steps, with as many times the weight.
  public var penaltyInterval = 16
  /// The discriminator's weights are cut to ± this after every turn; nil for no bound.
  public var weightClip: Double?
  /// The weight of the squared scores of real images.
  public var drift = 0.0
  /// The largest share of images that are moved before the discriminator sees them; 0 turns augmentation off.
  public var maximumAugmentation = 0.6
  /// Only classes with fewer images than this are augmented.
  public var augmentedClassImages = 1_000
  /// The share of images moved is raised while the discriminator's mean sign on a class's real images is above this.
  public var augmentationTarget = 0.6
  /// Images of a class until the share of moved ones could go from 0 to 1.
  public var augmentationPace = 20_000.0
  /// With fewer images per class than this, the class is told gradually, over the middle third of the run.
  public var gradualClassImages = 100
  /// How often a run that fails may be taken up again at its last good state.
  public var maximumRetries = 3
  /// Steps between the monitors' looks at the run.
  public var monitorInterval = 50
  /// Steps between looks at how different the images of a class are, in the second half of the run.
  public var diversityInterval = 100
  /// Steps between states that are kept to go back to.
  public var snapshotInterval = 500
  /// The seed of initial weights, batches, latent vectors and movements.
  public var seed: UInt64 = 0

  /// The defaults.
  public init() {}

  /// The defaults for a family that changes them.
  init(family: ImageFamily) { self.family = family }

  /// The steps of all networks together where no time budget decides.
  public func plannedSteps(imageCount: Int) -> Int {
    steps
      ?? min(defaultSteps, fewestDefaultSteps + Int(stepsPerImage * Double(imageCount)))
  }

  /// The numbers of an image up to which γ is 1.
  private static let penaltyImageSize = 784.0

  /// γ for images of so many numbers.
  func resolvedPenaltyWeight(imageSize: Int) -> Double {
    penaltyWeight ?? max(1, Double(imageSize) / Self.penaltyImageSize)
  }

  /// The peak learning rate for images of so many numbers.
  func resolvedRate(imageSize: Int) -> Double {
    rate ?? (imageSize > Self.largeImageSize ? Self.usualRate / 2 : Self.usualRate)
  }

  private static let usualRate = 2e-3
  private static let largeImageSize = 4_096

  /// Whether every class has networks of its own.
  public var separatesClasses: Bool { classSharing == .separate }

  /// The settings that a family is trained with where nothing else is said.
  public static func settings(of family: ImageFamily) -> ImageTrainingConfiguration {
    family.kind.training
  }

  /// The networks for these images.
  func architecture(
    for images: EncodedImages, classCount: Int
  ) throws(ImageTrainingError) -> ImageArchitecture {
    try family.kind.architecture(
      for: ImageFrame(
        width: images.width, height: images.height, channels: images.channels,
        classCount: classCount), narrow: isNarrow ?? false)
  }

  /// Refuses images that the networks cannot learn from, and settings that contradict each other.
  func check(_ images: EncodedImages) throws(ImageTrainingError) {
    _ = try architecture(for: images, classCount: images.classCount)
    let kind = family.kind
    let smallest = separatesClasses ? images.places.map(\.count).filter { $0 > 0 }.min() : nil
    let count = smallest ?? images.count
    if kind.comparesImages && count < batchSize {
      throw .tooFewImages(count: count, least: batchSize, family: family)
    }
    if kind.normalisesDiscriminator && resolvedPenaltyWeight(imageSize: images.imageSize) > 0 {
      throw .penaltyOverNorms(family: family)
    }
  }

  /// The numbers by which the common loop plays on images of so many numbers.
  func rules(imageSize: Int) -> AdversarialRules {
    var rules = AdversarialRules()
    let rate = resolvedRate(imageSize: imageSize)
    (rules.loss, rules.batchSize, rules.discriminatorSteps) = (loss, batchSize, discriminatorSteps)
    (rules.generatorRate, rules.discriminatorRate) = (rate, rate)
    (rules.beta1, rules.beta2, rules.usesRMSProp) = (beta1, beta2, usesRMSProp)
    (rules.warmupSteps, rules.finalRateFraction) = (warmupSteps, finalRateFraction)
    rules.averageDecay = averageDecay
    rules.penaltyWeight = resolvedPenaltyWeight(imageSize: imageSize)
    rules.penalty = rules.penaltyWeight > 0 ? penalty : .none
    (rules.penaltyInterval, rules.weightClip, rules.drift) = (penaltyInterval, weightClip, drift)
    (rules.gradualClassCount, rules.maximumRetries) = (gradualClassImages, maximumRetries)
    (rules.monitorInterval, rules.diversityInterval) = (monitorInterval, diversityInterval)
    rules.snapshotInterval = snapshotInterval
    rules.augmentation.maximum = maximumAugmentation
    rules.augmentation.target = augmentationTarget
    rules.augmentation.pace = augmentationPace
    rules.augmentation.smallClassCount = augmentedClassImages
    return rules
  }
}
