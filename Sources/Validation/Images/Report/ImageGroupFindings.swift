internal import Parallel

/// How alike the distributions of some synthetic and some real images are, in the features of a classifier.
struct ImageGroupFindings: Sendable {
  /// Fréchet and kernel distance, precision, recall, density, coverage, each with its noise floor.
  let entries: [ImageMetricEntry]
  /// The sum of the variances of the real images' features; nil without features.
  let referenceVariance: Double?
  /// Images of each side behind the four numbers about neighbours, at most.
  let neighbourLimit: Int

  init(
    _ comparison: ImageComparison, _ group: ImageGroup,
    _ configuration: ImageValidationConfiguration, subsetCount: Int, team: ThreadTeam
  ) {
    let side = group.usesHoldout ? comparison.holdout : comparison.training
    guard comparison.hasFeatures, let known = side.features,
      let standIn = comparison.training.features?.rows(at: group.standIn),
      let synthetic = comparison.synthetic.features?.rows(at: group.synthetic)
    else {
      entries = Self.metrics.map { ImageMetricEntry($0, .notApplicable("there are no features")) }
      referenceVariance = nil
      neighbourLimit = 0
      return
    }
    let reference = known.rows(at: group.reference)
    let distances = Self.distances(
      reference, [synthetic, standIn],
      KernelDistance(
        subsetCount: subsetCount, subsetSize: configuration.kernelSubsetSize,
        seed: configuration.seed), team)
    let affordable = configuration.neighbourWorkLimit / Double(max(reference.dimension, 1))
    neighbourLimit = max(configuration.neighbourCount + 1, Int(affordable.squareRoot()))
    let neighbours = Self.neighbours(
      reference, [synthetic, standIn], limit: neighbourLimit, configuration, team)
    referenceVariance = distances.variance
    entries =
      [
        ImageMetricEntry(.frechet, distances.frechet[0], noiseFloor: distances.frechet[1]),
        ImageMetricEntry(
          .kernel, distances.kernel[0].score, noiseFloor: distances.kernel[1].score,
          standardDeviation: distances.kernel[0].standardDeviation),
      ]
      + zip(
        [ImageMetric.precision, .recall, .density, .coverage],
        [\PRDC.precision, \.recall, \.density, \.coverage]
      ).map { metric, path in
        ImageMetricEntry(
          metric, neighbours[0][keyPath: path], noiseFloor: neighbours[1][keyPath: path])
      }
  }

  private static let metrics: [ImageMetric] = [
    .frechet, .kernel, .precision, .recall, .density, .coverage,
  ]

  private static func distances(
    _ reference: Features, _ candidates: [Features], _ kernel: KernelDistance, _ team: ThreadTeam
  ) -> (frechet: [Score], kernel: [SpreadScore], variance: Double?) {
    let variance = FeatureMoments(reference, team: team).totalVariance
    return (
      candidates.map { FrechetDistance.score($0, reference, team: team) },
      candidates.map { kernel.score($0, reference, team: team) },
      variance.isFinite && variance > 0 ? variance : nil
    )
  }

  /// The balls of the real images are made once for all candidates.
  private static func neighbours(
    _ reference: Features, _ candidates: [Features], limit: Int,
    _ configuration: ImageValidationConfiguration, _ team: ThreadTeam
  ) -> [PRDC] {
    func sample(_ features: Features, _ stream: String) -> Features {
      if features.count <= limit { return features }
      var generator = SeededGenerator(seed: configuration.seed, stream: stream)
      return features.rows(
        at: RowSampling.indices(limit, of: features.count, using: &generator))
    }
    let count = configuration.neighbourCount
    let sides = candidates.map { sample($0, "neighbours") }
    let real = sample(reference, "reference neighbours")
    for side in sides + [real] {
      if let reason = PRDC.obstacle(real: real, fake: side, neighbourCount: count) {
        return sides.map { _ in PRDC(reason: reason) }
      }
    }
    let balls = NeighbourBalls(real, neighbourCount: count, team: team)
    return sides.map {
      PRDC(balls, NeighbourBalls($0, neighbourCount: count, team: team), team: team)
    }
  }
}
