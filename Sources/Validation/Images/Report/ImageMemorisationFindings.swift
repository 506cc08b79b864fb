internal import Parallel

/// What the search for nearest training images says, for all images and for each class.
struct ImageMemorisationFindings: Sendable {
  /// The images that were found; nil where the search was switched off.
  let details: MemorisationFindings?
  private let synthetic: [[Int]]
  private let holdout: [[Int]]
  private let group: ImageGroup
  private let comparison: ImageComparison
  private let listedLimit: Int

  init(
    _ comparison: ImageComparison, _ group: ImageGroup,
    _ configuration: ImageValidationConfiguration, team: ThreadTeam
  ) {
    self.comparison = comparison
    self.group = group
    listedLimit = configuration.listedNeighbourLimit
    synthetic = comparison.synthetic.indicesByClass(comparison.classNames.count)
    holdout = comparison.holdout.indicesByClass(comparison.classNames.count)
    guard configuration.measuresMemorisation else {
      details = nil
      return
    }
    details = configuration.memorisation.findings(
      training: comparison.training.pixels, holdout: comparison.holdout.pixels,
      synthetic: comparison.synthetic.pixels, shape: comparison.shape, team: team)
  }

  private static let reason = "memorisation is switched off"

  private func score(_ value: (MemorisationFindings) -> Score) -> Score {
    details.map(value) ?? .notApplicable(Self.reason)
  }

  private var all: [Int] { Array(comparison.synthetic.labels.indices) }

  /// A share of the unseen real images, classes weighed as among the synthetic images that were looked at.
  private func floor(_ share: (MemorisationFindings, [Int]) -> Score) -> Score {
    guard let details else { return .notApplicable(Self.reason) }
    let weights = synthetic.map { indices in indices.count { details.nearest[$0] != nil } }
    return Score.weighted(
      holdout.map { share(details, $0) }, weights: weights,
      whenEmpty: "there are no unseen real images")
  }

  /// The summary for the report.
  var entry: ImageMemorisationEntry {
    var nearest: [ImageNeighbour] = []
    for (index, image) in (details?.nearest ?? []).enumerated() {
      guard let image else { continue }
      nearest.append(
        ImageNeighbour(
          synthetic: index, training: image.index,
          distance: image.meanDistance(comparison.shape)))
    }
    nearest.sort { ($0.distance, $0.synthetic) < ($1.distance, $1.synthetic) }
    return ImageMemorisationEntry(
      threshold: score(\.threshold), copies: score { $0.copies(at: all) },
      holdoutCopies: floor { $0.holdoutCopies(at: $1) },
      exactCopies: score { $0.exactCopies(at: all) },
      holdoutExactCopies: floor { $0.holdoutExactCopies(at: $1) },
      nearest: Array(nearest.prefix(max(0, listedLimit))))
  }

  /// The overall metrics.
  var metrics: [ImageMetricEntry] {
    let entry = entry
    let compared = group.usesHoldout ? group.reference : []
    return [
      ImageMetricEntry(.copies, entry.copies, noiseFloor: entry.holdoutCopies),
      ImageMetricEntry(.exactCopies, entry.exactCopies, noiseFloor: entry.holdoutExactCopies),
      ImageMetricEntry(
        .authenticity, score { $0.authenticity(at: all) },
        noiseFloor: floor { $0.holdoutAuthenticity(at: $1) }),
      ImageMetricEntry(
        .distanceShift,
        compared.isEmpty
          ? .notApplicable("there are no unseen real images")
          : score { $0.distanceShift(at: group.synthetic, holdout: compared) }),
    ]
  }

  /// The number of synthetic images that were looked at.
  var count: Int { details?.nearest.count { $0 != nil } ?? 0 }

  /// The metrics of one class.
  func metrics(ofClass index: Int) -> [NamedScore] {
    let (own, real) = (synthetic[index], holdout[index])
    return [
      NamedScore(
        name: ImageMetric.copies.name, score: score { $0.copies(at: own) },
        noiseFloor: score { $0.holdoutCopies(at: real) }.value),
      NamedScore(
        name: ImageMetric.exactCopies.name, score: score { $0.exactCopies(at: own) },
        noiseFloor: score { $0.holdoutExactCopies(at: real) }.value),
    ]
  }
}
