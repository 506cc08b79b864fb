public import Parallel

/// How much the images of one class differ among themselves; fakes that all look alike are told by comparison with real ones.
///
/// - Source: Odena, Olah, Shlens (2017), "Conditional image synthesis with auxiliary classifier GANs", arXiv 1610.09585, §4.2,
///   for the mean MS-SSIM of random pairs.
public struct ClassDiversity: Sendable {
  /// The number of random pairs.
  public var pairCount: Int
  /// At most this many images enter the mean distance of features.
  public var imageLimit: Int
  /// The seed of the choices.
  public var seed: UInt64

  /// The defaults are 100 pairs, as in the source, and 300 images.
  public init(pairCount: Int = 100, imageLimit: Int = 300, seed: UInt64 = 0) {
    self.pairCount = max(1, pairCount)
    self.imageLimit = max(2, imageLimit)
    self.seed = seed
  }

  /// The mean multi-scale structural similarity of random pairs of different images; 1 where all are equal.
  ///
  /// - Parameters:
  ///   - pixels: All images.
  ///   - indices: Those of the class.
  ///   - shape: The size of the images.
  ///   - team: The threads to use.
  /// - Returns: The mean; not applicable with fewer than two images.
  public func similarity(
    _ pixels: [UInt8], at indices: [Int], shape: ImageShape, team: ThreadTeam
  ) -> Score {
    guard indices.count >= 2 else { return .notApplicable("it takes at least 2 images") }
    guard shape.byteCount > 0 else { return .notApplicable("the images have no pixels") }
    let pairs = pairs(of: indices.count).map { (indices[$0.0], indices[$0.1]) }
    return similarity(pixels, pairs: pairs, shape: shape, team: team)
  }

  /// The mean multi-scale structural similarity of these pairs.
  public func similarity(
    _ pixels: [UInt8], pairs: [(Int, Int)], shape: ImageShape, team: ThreadTeam
  ) -> Score {
    let measure = MultiScaleSSIM(shape: shape)
    let scores = team.map(pairs.count) { index in
      measure.score(
        shape.image(pairs[index].0, of: pixels), shape.image(pairs[index].1, of: pixels))
    }
    return Score(
      scores.reduce(0, +) / Double(scores.count), whenUndefined: "there are no pairs of images")
  }

  /// Random pairs of different positions below `count`; all pairs where there are no more than asked for.
  func pairs(of count: Int) -> [(Int, Int)] {
    if count * (count - 1) / 2 <= pairCount {
      return (0..<count).flatMap { second in (0..<second).map { ($0, second) } }
    }
    var generator = SeededGenerator(seed: seed, stream: "pairs of images")
    return (0..<pairCount).map { _ in
      let first = Int.random(in: 0..<count, using: &generator)
      let second = Int.random(in: 0..<count - 1, using: &generator)
      return (first, second < first ? second : second + 1)
    }
  }

  /// The mean Euclidean distance of the features of all pairs, among a seeded choice of images.
  public func meanDistance(_ features: Features) -> Score {
    guard features.count >= 2 else { return .notApplicable("it takes at least 2 images") }
    guard features.isFinite else { return .notApplicable("a feature is not finite") }
    var generator = SeededGenerator(seed: seed, stream: "diversity")
    let chosen = RowSampling.indices(imageLimit, of: features.count, using: &generator)
    let rows = FeatureRows(features.rows(at: chosen))
    var sum = 0.0
    withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.count) { distances in
      for row in 1..<rows.count {
        rows.squaredDistances(of: row..<row + 1, to: rows, into: distances)
        for index in 0..<row { sum += distances[index].squareRoot() }
      }
    }
    return Score(sum / Double(rows.count * (rows.count - 1) / 2))
  }

  /// The mean distance of the features of fakes, divided by that of real images: 1 is as diverse, 0 all the same.
  public func ratio(fake: Features, real: Features) -> Score {
    let (own, expected) = (meanDistance(fake), meanDistance(real))
    guard let own = own.value else { return own }
    guard let expected = expected.value else { return expected }
    return Score(own / expected, whenUndefined: "the features of all real images are equal")
  }
}
