public import Encoding

/// What image training says after a step, for a progress bar and the run's log.
public struct ImageTrainingProgress: Sendable {
  /// Which pair of networks: its place among those trained in this run, from 0.
  public var network: Int
  /// The number of pairs trained in this run.
  public var networkCount: Int
  /// The classes that the pair models.
  public var classes: [Int]
  /// Steps done, at most `stepCount`.
  public var step: Int
  /// Steps planned.
  public var stepCount: Int
  /// The discriminator's logistic loss in this step.
  public var discriminatorLoss: Double
  /// The generator's logistic loss in this step.
  public var generatorLoss: Double
  /// Share of real images that the discriminator took for real since the monitors last looked.
  public var realAccuracy: Double
  /// Share of generated images that it took for generated.
  public var generatedAccuracy: Double
  /// E‖∇ score‖² at real images when it was last computed; nil before.
  public var squaredGradient: Double?
  /// The largest share of moved images of a class.
  public var augmentation: Double
  /// Real images seen so far.
  public var imageCount: Int
  /// How the whole run goes.
  public var pace: ImageTrainingPace
  /// What the monitors noticed in this step and did about it.
  public var event: ImageTrainingEvent?
  /// At every tenth of the steps, images of the pair's first ten classes from latent vectors that stay the same: eight of each,
  /// class after class.
  public var preview: EncodedImages?
  /// At every tenth, what was said about the images of the pair; lower is better.
  public var score: Double?
}

/// How a training run of all pairs goes.
public struct ImageTrainingPace: Sendable, Equatable {
  /// The share of all steps that is done, 0 to 1.
  public var fraction: Double
  /// Real images seen per second since the run began or was taken up.
  public var imagesPerSecond: Double
  /// Seconds that the rest will take at this pace.
  public var secondsLeft: Double

  /// The pace after `done` of `total` steps, of which `resumedAt` were done before.
  init(done: Int, total: Int, resumedAt: Int, seconds: Double, batchSize: Int) {
    let stepsPerSecond = Double(max(0, done - resumedAt)) / max(seconds, 1e-3)
    fraction = Double(done) / Double(max(1, total))
    imagesPerSecond = stepsPerSecond * Double(batchSize)
    secondsLeft = Double(max(0, total - done)) / max(stepsPerSecond, 1e-3)
  }
}

/// Something that went wrong in training, and what was done.
public enum ImageTrainingEvent: Sendable, Equatable, CustomStringConvertible {
  /// A loss or gradient was not finite: training went back to `step` with half the learning rate and twice the penalty.
  case wentBack(step: Int, retry: Int)
  /// The discriminator told real from generated images nearly always, so the generator learnt nothing: the penalty was doubled.
  case vanishingGradient
  /// Images generated for these classes are hardly different from each other: the penalty was doubled and augmentation raised.
  case collapse(classes: [Int])
  /// The same where there is no penalty that could be raised.
  case vanishedWithoutPenalty
  /// Images generated for these classes are hardly different, and there is no penalty that could be raised.
  case collapsedWithoutPenalty(classes: [Int])
  /// At the end, images of an earlier step had a better rating: its generator is used.
  case earlierBest(step: Int)

  public var description: String {
    switch self {
    case .wentBack(let step, let retry):
      "training diverged; back at step \(step) with half the learning rate and twice the penalty (retry \(retry))"
    case .vanishingGradient:
      "the discriminator is nearly always right; its gradient penalty was doubled"
    case .collapse(let classes):
      "images of class \(classes.map(String.init).joined(separator: ", ")) look alike; penalty doubled, augmentation raised"
    case .vanishedWithoutPenalty:
      "the generator learns next to nothing from the discriminator, and this model has no penalty to raise; --model wgan-gp or the default has"
    case .collapsedWithoutPenalty(let classes):
      "images of class \(classes.map(String.init).joined(separator: ", ")) look alike, and this model has no penalty to raise; --model wgan-gp or the default has"
    case .earlierBest(let step):
      "the images of step \(step) came nearer to the real ones than the last; its generator is used"
    }
  }
}

/// Why images cannot be learnt or a trainer's files cannot be used.
public enum ImageTrainingError: Error, Equatable, CustomStringConvertible {
  /// There are no networks for images of this size.
  case unsupportedSize(width: Int, height: Int)
  /// There is no image at all.
  case noImages
  /// The networks compare the images of a batch, and there are fewer.
  case tooFewImages(count: Int, least: Int, family: ImageFamily)
  /// The gradient at one image is to be penalised, but the discriminator normalises over a batch.
  case penaltyOverNorms(family: ImageFamily)
  /// Training diverged again after every retry.
  case diverged(step: Int, retries: Int)
  /// The files are not those of a trainer or a model, or belong to another configuration.
  case invalidFiles(reason: String)

  public var description: String {
    switch self {
    case .unsupportedSize(let width, let height):
      "images of \(width)x\(height) pixels do not fit the networks; the longer side is to be 4 to 7 times a power of two, such as 28, 32 or 64, and the shorter one a multiple of that power"
    case .noImages: "there is no image to learn from"
    case .tooFewImages(let count, let least, let family):
      "\(count) images are too few for --model \(family.rawValue), which compares the \(least) images of a batch with each other; the default, conditional, learns from fewer"
    case .penaltyOverNorms(let family):
      "the discriminator of \(family.rawValue) normalises over its batch, so that a gradient penalty at one image would depend on the others; leave the penalty out, or take wgan-gp or the default"
    case .diverged(let step, let retries):
      "training diverged at step \(step) after \(retries) retries; use a lower learning rate or a larger penalty weight"
    case .invalidFiles(let reason): "the image model's files cannot be used: \(reason)"
    }
  }
}
