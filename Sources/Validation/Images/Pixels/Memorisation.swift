public import Parallel

/// Whether synthetic images repeat training images: how near the nearest one is, against what unseen real images show.
///
/// Distances are those of pixels, so shifted or recoloured copies can escape. Training images are never sampled, as the one that
/// was copied might be left out; synthetic and unseen ones are, where comparing all would take too long.
public struct Memorisation: Sendable {
  /// At most this many synthetic images are looked at.
  public var syntheticLimit = 10_000
  /// At most this many unseen real images are.
  public var holdoutLimit = 3_000
  /// For at most this many of each side it is asked whether they are authentic.
  public var authenticityLimit = 1_000
  /// Bytes to be compared at most, were nothing ruled out early, for the synthetic and again for the unseen images.
  ///
  /// The default allows for 10,000 images of 28 × 28 pixels against 60,000. At least 500 images are looked at in any case.
  public var workLimit = 4.8e11
  /// The share of unseen real images that lie below the threshold.
  public var quantile = 0.01
  /// The seed of the samples.
  public var seed: UInt64 = 0

  /// The defaults take less than ten seconds on two threads for 28 × 28 pixels.
  public init() {}

  /// Looks for every image's nearest training image; the training set has at least one.
  public func findings(
    training: [UInt8], holdout: [UInt8], synthetic: [UInt8], shape: ImageShape, team: ThreadTeam
  ) -> MemorisationFindings {
    let index = NearestImages(training, shape: shape, team: team)
    func search(_ pixels: [UInt8], _ limit: Int, _ stream: String) -> [NearestImage?] {
      let count = pixels.count / shape.byteCount
      let affordable = max(500, Int(workLimit / Double(index.count * shape.byteCount)))
      var generator = SeededGenerator(seed: seed, stream: stream)
      let chosen = RowSampling.indices(min(limit, affordable), of: count, using: &generator)
      let found = index.nearest(to: shape.images(chosen, of: pixels), team: team)
      var nearest = [NearestImage?](repeating: nil, count: count)
      for (place, image) in zip(chosen, found) { nearest[place] = image }
      return nearest
    }
    let nearest = search(synthetic, syntheticLimit, "memorised synthetic")
    let holdoutNearest = search(holdout, holdoutLimit, "memorised holdout")
    return MemorisationFindings(
      shape: shape, nearest: nearest, holdoutNearest: holdoutNearest,
      isAuthentic: authenticity(nearest, of: training, index, shape, team),
      isHoldoutAuthentic: authenticity(holdoutNearest, of: training, index, shape, team),
      quantile: quantile)
  }

  /// For each of a sample, whether its nearest training image has a nearer neighbour among the other ones; nil elsewhere.
  private func authenticity(
    _ nearest: [NearestImage?], of training: [UInt8], _ index: NearestImages, _ shape: ImageShape,
    _ team: ThreadTeam
  ) -> [Bool?] {
    var generator = SeededGenerator(seed: seed, stream: "authentic")
    let known = nearest.indices.filter { nearest[$0] != nil }
    let chosen = RowSampling.indices(authenticityLimit, of: known.count, using: &generator)
    let originals = Set(chosen.compactMap { nearest[known[$0]]?.index }).sorted()
    let others = index.nearest(
      to: shape.images(originals, of: training), excluding: originals, team: team)
    let byOriginal = Dictionary(uniqueKeysWithValues: zip(originals, others))
    var isAuthentic = [Bool?](repeating: nil, count: nearest.count)
    for place in chosen {
      guard let image = nearest[known[place]], let other = byOriginal[image.index] ?? nil else {
        continue
      }
      isAuthentic[known[place]] = image.squaredDistance > other.squaredDistance
    }
    return isAuthentic
  }
}
