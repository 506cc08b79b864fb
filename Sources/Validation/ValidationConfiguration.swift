/// How a synthetic table is judged; every default of the module is here, once.
public struct ValidationConfiguration: Codable, Sendable, Equatable {
  /// The seed of every random choice: samples of rows, folds, samples of pairs.
  public var seed: UInt64 = 0
  /// How the label's class shares are treated.
  public var classShares: ClassShares = .asGenerated

  /// At most this many pairs of columns enter the pair trends; above it, a seeded choice.
  public var pairLimit = 5_000
  /// At most this many pairs are listed in the report.
  public var listedPairLimit = 20

  /// Whether a classifier is asked to tell synthetic from real rows.
  public var measuresDetection = true
  /// At most this many rows of each side enter the detection.
  public var detectionRowLimit = 10_000
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
  /// Reads a configuration; keys that are absent keep their defaults.
  public init(from decoder: any Decoder) throws {
    self.init()
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func read<Value: Decodable>(_ key: CodingKeys, into value: inout Value) throws {
      value = try container.decodeIfPresent(Value.self, forKey: key) ?? value
    }
    try read(.seed, into: &seed)
    try read(.classShares, into: &classShares)
    try read(.pairLimit, into: &pairLimit)
    try read(.listedPairLimit, into: &listedPairLimit)
    try read(.measuresDetection, into: &measuresDetection)
    try read(.detectionRowLimit, into: &detectionRowLimit)
    try read(.detectionFolds, into: &detectionFolds)
    try read(.detectionRounds, into: &detectionRounds)
    try read(.measuresUtility, into: &measuresUtility)
    try read(.utilityRowLimit, into: &utilityRowLimit)
    try read(.utilityRounds, into: &utilityRounds)
    try read(.utilityWorkLimit, into: &utilityWorkLimit)
    try read(.numericClassLimit, into: &numericClassLimit)
    try read(.classLimit, into: &classLimit)
    try read(.smallestTestClassRowCount, into: &smallestTestClassRowCount)
    try read(.copiesByChanceErrorLimit, into: &copiesByChanceErrorLimit)
    try read(.closestRecordSampleLimit, into: &closestRecordSampleLimit)
    try read(.closestRecordReferenceLimit, into: &closestRecordReferenceLimit)
    try read(.gate, into: &gate)
  }
}
