/// How a synthetic table is judged; every default of the module is here, once.
public struct ValidationConfiguration: Codable, Sendable, Equatable {
  /// The seed of every random choice: samples of rows, folds, samples of pairs.
  public var seed: UInt64 = 0
  /// How the label's class shares are treated.
  public var classShares: ClassShares = .asGenerated

  /// The keys of the metrics to measure, `augmentation` for the gain from adding rows; nil for everything.
  public var metrics: [String]?

  /// At most this many pairs of columns enter the pair trends; above it, a seeded choice.
  public var pairLimit = 5_000
  /// At most this many pairs are listed in the report.
  public var listedPairLimit = 20
  /// At most this many triples of columns enter the three-way marginals; above it, a seeded choice.
  public var tripleLimit = 10_000
  /// At most this many columns are drawn.
  public var pictureLimit = 60
  /// At most this many columns enter the picture of associations.
  public var associationColumnLimit = 40
  /// At most this many rows of each side enter the picture of associations.
  public var associationRowLimit = 100_000

  /// Whether a classifier is asked to tell synthetic from real rows.
  public var measuresDetection = true
  /// At most this many rows of each side enter the detection.
  public var detectionRowLimit = 10_000
  /// At most this many rows of each side enter the logistic detection.
  public var logisticRowLimit = 50_000
  /// The number of folds of the detection.
  public var detectionFolds = 3
  /// The number of trees of the detection.
  public var detectionRounds = 100

  /// Whether a model is trained on synthetic rows and tested on real ones.
  public var measuresUtility = true
  /// At most this many training rows, and as many synthetic ones, enter the utility.
  public var utilityRowLimit = 30_000
  /// The number of boosting rounds of the utility.
  public var utilityRounds = 200
  /// At most this many rows × classes × rounds per utility model.
  ///
  /// With many classes, rounds are cut to fit (never below 30) and the learning rate is raised in proportion, at most to
  /// 0.3, for all models alike.
  public var utilityWorkLimit = 12_000_000
  /// A numeric label with at most this many distinct values is a set of classes.
  public var numericClassLimit = 32
  /// A label with more classes than this is not used.
  public var classLimit = 100

  /// Whether it is measured how much adding synthetic rows helps a model.
  public var measuresAugmentation = true
  /// How often each way of training is repeated: with other synthetic rows and another seed of the forests.
  public var augmentationSeedCount = 5
  /// The most boosting rounds of each model.
  public var augmentationRounds = 40
  /// At most this many real rows are trained on, and at most as many synthetic ones are added.
  ///
  /// A model of a sample gains more from synthetic rows than one of all real rows would, as the generator has seen them all.
  public var augmentationRowLimit = 50_000
  /// At most this many hold-out rows are tested on.
  public var augmentationTestRowLimit = 50_000
  /// At most this many rows × trees × features over all models (`AugmentationWork`): first rounds are cut, then rows.
  public var augmentationWorkLimit = 2_700_000_000
  /// At most this many rows of a class can be neighbours of its others when rows are made between them.
  public var augmentationNeighbourLimit = 2_000
  /// How often seeds and hold-out rows are resampled for the intervals of gains.
  public var augmentationReplicateCount = 1_000

  /// With fewer hold-out rows, a class says nothing: it does not enter the macro means of the utility, and copies are not
  /// judged for it alone.
  public var smallestTestClassRowCount = 5

  /// The share of copies by chance counts only where its standard error is at most this fraction of it (a quarter: as
  /// from 16 hits).
  public var copiesByChanceErrorLimit = 0.25
  /// At most this many synthetic rows are measured against their nearest real rows.
  public var closestRecordSampleLimit = 2_000
  /// At most this many rows of each real side are candidates for the nearest.
  public var closestRecordReferenceLimit = 10_000
  /// At most this many synthetic rows, and as many hold-out ones, are measured by their distance to training rows (close
  /// record rate, neighbor distance ratio, baseline protection).
  public var distanceSampleLimit = 5_000
  /// At most this many training rows are candidates for the nearest there; with more than 16 columns, fewer in proportion.
  public var distanceReferenceLimit = 100_000
  /// At most this many synthetic rows are looked up among nearly equal training rows.
  public var nearCopiesRowLimit = 100_000
  /// At most this many rows of each side enter alpha-precision, beta-recall and authenticity; with more than 64 columns,
  /// fewer, so that it is no more work.
  public var manifoldRowLimit = 5_000

  /// What a table must reach to be published.
  public var gate = GateThresholds()

  /// The defaults.
  public init() {}

  /// How the label's class shares are treated in the comparison of distributions.
  public enum ClassShares: String, Codable, Sendable {
    /// Classes are expected in the shares of the real data.
    case asGenerated
    /// Class shares were changed on purpose (balancing, or some classes only): fidelity and detection look at the real
    /// rows of the synthetic classes and at a sample of synthetic rows in their shares; the floors of copies weigh
    /// classes as the synthetic rows do.
    case matchedToTraining
  }
}

extension ValidationConfiguration {
  /// The key that asks for the gain from adding rows.
  public static let augmentationName = "augmentation"

  /// Whether a metric is to be measured.
  func asks(for metric: String) -> Bool { metrics?.contains(metric) ?? true }

  /// Reads a configuration; keys that are absent keep their defaults.
  public init(from decoder: any Decoder) throws {
    self.init()
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func read<Value: Decodable>(_ key: CodingKeys, into value: inout Value) throws {
      value = try container.decodeIfPresent(Value.self, forKey: key) ?? value
    }
    try read(.seed, into: &seed)
    try read(.classShares, into: &classShares)
    metrics = try container.decodeIfPresent([String].self, forKey: .metrics)
    try read(.pairLimit, into: &pairLimit)
    try read(.listedPairLimit, into: &listedPairLimit)
    try read(.tripleLimit, into: &tripleLimit)
    try read(.pictureLimit, into: &pictureLimit)
    try read(.associationColumnLimit, into: &associationColumnLimit)
    try read(.associationRowLimit, into: &associationRowLimit)
    try read(.measuresDetection, into: &measuresDetection)
    try read(.detectionRowLimit, into: &detectionRowLimit)
    try read(.logisticRowLimit, into: &logisticRowLimit)
    try read(.detectionFolds, into: &detectionFolds)
    try read(.detectionRounds, into: &detectionRounds)
    try read(.measuresUtility, into: &measuresUtility)
    try read(.utilityRowLimit, into: &utilityRowLimit)
    try read(.utilityRounds, into: &utilityRounds)
    try read(.utilityWorkLimit, into: &utilityWorkLimit)
    try read(.numericClassLimit, into: &numericClassLimit)
    try read(.classLimit, into: &classLimit)
    try read(.measuresAugmentation, into: &measuresAugmentation)
    try read(.augmentationSeedCount, into: &augmentationSeedCount)
    try read(.augmentationRounds, into: &augmentationRounds)
    try read(.augmentationRowLimit, into: &augmentationRowLimit)
    try read(.augmentationTestRowLimit, into: &augmentationTestRowLimit)
    try read(.augmentationWorkLimit, into: &augmentationWorkLimit)
    try read(.augmentationNeighbourLimit, into: &augmentationNeighbourLimit)
    try read(.augmentationReplicateCount, into: &augmentationReplicateCount)
    try read(.smallestTestClassRowCount, into: &smallestTestClassRowCount)
    try read(.copiesByChanceErrorLimit, into: &copiesByChanceErrorLimit)
    try read(.closestRecordSampleLimit, into: &closestRecordSampleLimit)
    try read(.closestRecordReferenceLimit, into: &closestRecordReferenceLimit)
    try read(.distanceSampleLimit, into: &distanceSampleLimit)
    try read(.distanceReferenceLimit, into: &distanceReferenceLimit)
    try read(.nearCopiesRowLimit, into: &nearCopiesRowLimit)
    try read(.manifoldRowLimit, into: &manifoldRowLimit)
    try read(.gate, into: &gate)
  }
}
