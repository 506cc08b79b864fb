/// What a number about images means.
public struct ImageMetric: Sendable, Equatable {
  /// A stable key, used in reports and configuration files.
  public let name: String
  /// What it is about.
  public let topic: MetricTopic
  /// The values it can take.
  public let range: MetricRange
  /// Which end is good.
  public let goal: MetricGoal
  /// One sentence that says what the number means.
  public let meaning: String

  private init(
    _ name: String, _ topic: MetricTopic, _ range: MetricRange, _ goal: MetricGoal,
    _ meaning: String
  ) {
    self.name = name
    self.topic = topic
    self.range = range
    self.goal = goal
    self.meaning = meaning
  }

  private static let open = MetricRange(lowerBound: nil, upperBound: nil)

  /// `FrechetDistance`.
  public static let frechet = ImageMetric(
    "frechet", .fidelity, .nonNegative, .minimize,
    "The Fréchet distance of the classifier's features from those of unseen real images.")
  /// The mean of `FrechetDistance` within each class.
  public static let classFrechet = ImageMetric(
    "frechet.classes", .fidelity, .nonNegative, .minimize,
    "The mean over classes of the Fréchet distance within the class.")
  /// `KernelDistance`.
  public static let kernel = ImageMetric(
    "kernel", .fidelity, open, .minimize,
    "The kernel distance of the features from those of unseen real images; 0 is expected of real ones."
  )
  /// `PRDC.precision`.
  public static let precision = ImageMetric(
    "precision", .fidelity, .unit, .maximize,
    "The share of synthetic images that lie where real ones do.")
  /// `PRDC.recall`.
  public static let recall = ImageMetric(
    "recall", .fidelity, .unit, .maximize,
    "The share of unseen real images that lie where synthetic ones do.")
  /// `PRDC.density`.
  public static let density = ImageMetric(
    "density", .fidelity, .nonNegative, .maximize,
    "How densely real images lie around the synthetic ones; about 1 for real ones.")
  /// `PRDC.coverage`.
  public static let coverage = ImageMetric(
    "coverage", .fidelity, .unit, .maximize,
    "The share of unseen real images with a synthetic one nearby.")
  /// `ClassDiversity.ratio`.
  public static let diversity = ImageMetric(
    "diversity", .fidelity, .nonNegative, .maximize,
    "How far images of a class lie apart, divided by how far unseen real ones do; 1 is as diverse.")
  /// `ClassDiversity.similarity`.
  public static let similarity = ImageMetric(
    "similarity", .fidelity, .unit, .minimize,
    "The mean structural similarity of random pairs of a class; much above real pairs, images look alike."
  )
  /// `ClassifierScore`.
  public static let classifierScore = ImageMetric(
    "classifierScore", .fidelity, MetricRange(lowerBound: 1, upperBound: nil), .maximize,
    "How surely the classifier sees a class, and how many it sees; from 1 to the number of classes."
  )
  /// `FrechetDistance` in the features of Inception v3: the Fréchet inception distance.
  public static let inceptionFrechet = ImageMetric(
    "inception.frechet", .fidelity, .nonNegative, .minimize,
    "The Fréchet inception distance (FID) from unseen real images, with the weights that were given."
  )
  /// `KernelDistance` in the features of Inception v3.
  public static let inceptionKernel = ImageMetric(
    "inception.kernel", .fidelity, open, .minimize,
    "The kernel inception distance (KID) from unseen real images, with the weights that were given."
  )
  /// `ClassifierScore` of Inception v3.
  public static let inceptionScore = ImageMetric(
    "inception.score", .fidelity, MetricRange(lowerBound: 1, upperBound: nil), .maximize,
    "The Inception score, with the weights that were given; beside it that of unseen real images.")
  /// `LabelAccuracy`.
  public static let labelAccuracy = ImageMetric(
    "labelAccuracy", .fidelity, .unit, .maximize,
    "The share of synthetic images in which the classifier sees the class of their label.")
  /// The accuracy of `ImageArm.synthetic`.
  public static let classificationAccuracy = ImageMetric(
    "classificationAccuracy", .utility, .unit, .maximize,
    "The share of unseen real images that a classifier gets right after training on synthetic ones alone."
  )
  /// `ImageUtilityEntry.gain`.
  public static let augmentationGain = ImageMetric(
    "augmentationGain", .utility, MetricRange(lowerBound: -1, upperBound: 1), .maximize,
    "What adding synthetic images gains in class mean accuracy over the best way without them.")
  /// `MemorisationFindings.copies`.
  public static let copies = ImageMetric(
    "copies", .privacy, .unit, .minimize,
    "The share of synthetic images nearer to a training image than all but one in a hundred unseen real ones."
  )
  /// `MemorisationFindings.exactCopies`.
  public static let exactCopies = ImageMetric(
    "copies.exact", .privacy, .unit, .minimize,
    "The share of synthetic images that equal a training image.")
  /// `MemorisationFindings.authenticity`.
  public static let authenticity = ImageMetric(
    "authenticity", .privacy, .unit, .maximize,
    "The share of synthetic images farther from their nearest training image than that is from the others."
  )
  /// `MemorisationFindings.distanceShift`.
  public static let distanceShift = ImageMetric(
    "distanceShift", .privacy, open, .maximize,
    "Whether distances to training images exceed those of unseen real images; below −3 they fall short of them."
  )

  /// Every metric, in the order of the report.
  public static let all = [
    frechet, classFrechet, kernel, precision, recall, density, coverage, diversity, similarity,
    classifierScore, inceptionFrechet, inceptionKernel, inceptionScore, labelAccuracy,
    classificationAccuracy, augmentationGain, copies, exactCopies,
    authenticity, distanceShift,
  ]
}
