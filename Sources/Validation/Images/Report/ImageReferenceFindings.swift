internal import Parallel

/// A network trained on other images, whose features published distances are computed in.
public struct ImageReference: Sendable {
  /// What the report calls it.
  public var name: String
  /// The network.
  public var network: any ImageClassifier

  /// A network with its name.
  public init(name: String, network: any ImageClassifier) {
    (self.name, self.network) = (name, network)
  }
}

/// Fréchet and kernel distance and the classifier score in the features and classes of another network than ours.
struct ImageReferenceFindings: Sendable {
  /// One entry per metric, with what training images reach in place of the synthetic ones.
  let entries: [ImageMetricEntry]

  init(
    _ comparison: ImageComparison, _ group: ImageGroup, _ reference: ImageReference,
    _ configuration: ImageValidationConfiguration, team: ThreadTeam
  ) throws {
    func predictions(_ side: ImageSide, _ indices: [Int]) throws -> ImagePredictions {
      let chosen = Array(indices.prefix(configuration.referenceImageLimit))
      return try reference.network.predict(
        comparison.shape.images(chosen, of: side.pixels), threadCount: team.threadCount)
    }
    let real = try predictions(
      group.usesHoldout ? comparison.holdout : comparison.training, group.reference)
    let synthetic = try predictions(comparison.synthetic, group.synthetic)
    let standIn = try predictions(comparison.training, group.standIn)
    let kernel = KernelDistance(
      subsetCount: configuration.kernelSubsetCount, subsetSize: configuration.kernelSubsetSize,
      seed: configuration.seed)
    let score = ClassifierScore(
      splitCount: configuration.scorePartCount, seed: configuration.seed)
    let distance = kernel.score(synthetic.features, real.features, team: team)
    let own = score.score(synthetic.probabilities)
    entries = [
      ImageMetricEntry(
        .inceptionFrechet,
        FrechetDistance.score(synthetic.features, real.features, team: team),
        noiseFloor: FrechetDistance.score(standIn.features, real.features, team: team)),
      ImageMetricEntry(
        .inceptionKernel, distance.score,
        noiseFloor: kernel.score(standIn.features, real.features, team: team).score,
        standardDeviation: distance.standardDeviation),
      ImageMetricEntry(
        .inceptionScore, own.score, noiseFloor: score.score(real.probabilities).score,
        standardDeviation: own.standardDeviation),
    ]
  }
}
