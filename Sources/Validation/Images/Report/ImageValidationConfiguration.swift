/// How synthetic images are judged; every default of this part is here, once.
public struct ImageValidationConfiguration: Codable, Sendable, Equatable {
  /// The seed of every random choice, and of the classifiers.
  public var seed: UInt64 = 0
  /// How the shares of classes are treated.
  public var classShares: ValidationConfiguration.ClassShares = .asGenerated

  /// At most this many images of each side enter the comparison of all classes.
  public var imageLimit = 10_000
  /// At most this many images of each side enter the comparison within one class.
  public var classImageLimit = 2_000
  /// At most this many squared distances × dimensions per table of neighbours; longer features make for fewer images.
  public var neighbourWorkLimit = 1e10
  /// At most this many images of each side are given to a network that was brought along, which is large.
  public var referenceImageLimit = 2_500
  /// The number of neighbours of precision, recall, density and coverage.
  public var neighbourCount = PRDC.neighbourCount
  /// The number of subsets of the kernel distance of all classes; within one class a tenth of it.
  public var kernelSubsetCount = 100
  /// The number of images of each side in a subset.
  public var kernelSubsetSize = 1_000
  /// The number of parts of the classifier score.
  public var scorePartCount = 10
  /// The number of pairs of images whose similarity is looked at, in each class.
  public var pairCount = 100
  /// At most this many images of each class enter the mean distance of features.
  public var diversityImageLimit = 300
  /// With fewer unseen real images, or fewer synthetic ones, a class does not decide the gate.
  public var smallestJudgedClassCount = 20

  /// Whether nearest training images are looked for.
  public var measuresMemorisation = true
  /// At most this many synthetic images are compared with all training images.
  public var memorisationLimit = 10_000
  /// At most this many unseen real images are.
  public var memorisationHoldoutLimit = 3_000
  /// Bytes to be compared at most, were nothing ruled out early (`Memorisation.workLimit`).
  public var memorisationWorkLimit = 4.8e11
  /// At most this many pairs of a synthetic image and its nearest training image are listed, the nearest first.
  public var listedNeighbourLimit = 24

  /// How many images the classifier that judges looks at while it learns, at most.
  public var judgeImageLimit = 120_000
  /// How many passes over the training images it makes at most.
  public var judgePasses = 20
  /// Whether classifiers are trained on synthetic images and tested on unseen real ones.
  public var measuresUtility = true
  /// Whether all arms are compared, with several seeds; if not, only real and synthetic images alone, once.
  public var measuresAugmentation = true
  /// The number of seeds of every arm.
  public var seedCount = 3
  /// How many images each of these classifiers looks at while it learns, at most.
  public var trainingImageLimit = 60_000
  /// How many passes over the largest arm's images they make at most.
  public var trainingPasses = 20
  /// How often seeds and test images are resampled for intervals.
  public var replicateCount = 1_000

  /// What images must reach to be published.
  public var gate = ImageGateThresholds()

  /// The defaults.
  public init() {}

  /// The search for nearest training images with these limits.
  var memorisation: Memorisation {
    var memorisation = Memorisation()
    memorisation.syntheticLimit = memorisationLimit
    memorisation.holdoutLimit = memorisationHoldoutLimit
    memorisation.workLimit = memorisationWorkLimit
    memorisation.seed = seed
    return memorisation
  }
}

extension ImageValidationConfiguration {
  /// Reads a configuration; keys that are absent keep their defaults.
  public init(from decoder: any Decoder) throws {
    self.init()
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func read<Value: Decodable>(_ key: CodingKeys, into value: inout Value) throws {
      value = try container.decodeIfPresent(Value.self, forKey: key) ?? value
    }
    try read(.seed, into: &seed)
    try read(.classShares, into: &classShares)
    try read(.imageLimit, into: &imageLimit)
    try read(.classImageLimit, into: &classImageLimit)
    try read(.neighbourWorkLimit, into: &neighbourWorkLimit)
    try read(.referenceImageLimit, into: &referenceImageLimit)
    try read(.neighbourCount, into: &neighbourCount)
    try read(.kernelSubsetCount, into: &kernelSubsetCount)
    try read(.kernelSubsetSize, into: &kernelSubsetSize)
    try read(.scorePartCount, into: &scorePartCount)
    try read(.pairCount, into: &pairCount)
    try read(.diversityImageLimit, into: &diversityImageLimit)
    try read(.smallestJudgedClassCount, into: &smallestJudgedClassCount)
    try read(.measuresMemorisation, into: &measuresMemorisation)
    try read(.memorisationLimit, into: &memorisationLimit)
    try read(.memorisationHoldoutLimit, into: &memorisationHoldoutLimit)
    try read(.memorisationWorkLimit, into: &memorisationWorkLimit)
    try read(.listedNeighbourLimit, into: &listedNeighbourLimit)
    try read(.judgeImageLimit, into: &judgeImageLimit)
    try read(.judgePasses, into: &judgePasses)
    try read(.measuresUtility, into: &measuresUtility)
    try read(.measuresAugmentation, into: &measuresAugmentation)
    try read(.seedCount, into: &seedCount)
    try read(.trainingImageLimit, into: &trainingImageLimit)
    try read(.trainingPasses, into: &trainingPasses)
    try read(.replicateCount, into: &replicateCount)
    try read(.gate, into: &gate)
  }
}
