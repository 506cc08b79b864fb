/// The nearest training image of every image that was looked at, and the shares that follow.
public struct MemorisationFindings: Sendable, Equatable {
  /// The size of the images.
  public let shape: ImageShape
  /// For every synthetic image its nearest training image; nil where it was not looked at.
  public let nearest: [NearestImage?]
  /// The same for every unseen real image.
  public let holdoutNearest: [NearestImage?]
  /// For every synthetic image whether it is farther from its nearest training image than that one is from the other training
  /// images; nil where it was not looked at.
  public let isAuthentic: [Bool?]
  /// The same for every unseen real image.
  public let isHoldoutAuthentic: [Bool?]
  /// The distance (`NearestImage.meanDistance`) below which an image counts as a copy: the quantile of the distances of unseen real
  /// images, between two of them by a straight line.
  public let threshold: Score

  /// Derives the threshold.
  public init(
    shape: ImageShape, nearest: [NearestImage?], holdoutNearest: [NearestImage?],
    isAuthentic: [Bool?], isHoldoutAuthentic: [Bool?], quantile: Double
  ) {
    self.shape = shape
    self.nearest = nearest
    self.holdoutNearest = holdoutNearest
    self.isAuthentic = isAuthentic
    self.isHoldoutAuthentic = isHoldoutAuthentic
    let distances = holdoutNearest.compactMap { $0?.meanDistance(shape) }.sorted()
    let place = quantile * Double(distances.count - 1)
    guard let last = distances.indices.last, (0...Double(last)).contains(place) else {
      threshold = .notApplicable("there are no unseen real images")
      return
    }
    let below = distances[Int(place)]
    let above = distances[min(Int(place) + 1, last)]
    threshold = Score(below + (above - below) * (place - Double(Int(place))))
  }

  /// The share of some synthetic images that are nearer to a training image than the threshold.
  public func copies(at indices: [Int]) -> Score { copies(nearest, indices) }

  /// The share of some unseen real images that are nearer to a training image than the threshold.
  public func holdoutCopies(at indices: [Int]) -> Score { copies(holdoutNearest, indices) }

  /// The share of some synthetic images that equal a training image.
  public func exactCopies(at indices: [Int]) -> Score {
    Self.share(nearest, indices) { $0.squaredDistance == 0 }
  }

  /// The share of some unseen real images that equal a training image.
  public func holdoutExactCopies(at indices: [Int]) -> Score {
    Self.share(holdoutNearest, indices) { $0.squaredDistance == 0 }
  }

  /// The share of some synthetic images that are farther from their nearest training image than that one is from the others.
  ///
  /// Copies of training images are not authentic; many unseen real images are, so compare with their share.
  /// - Source: Alaa, van Breugel, Saveliev, van der Schaar (2022), "How faithful is your synthetic data?", arXiv 2102.08921, §3.3.
  public func authenticity(at indices: [Int]) -> Score { Self.share(isAuthentic, indices) { $0 } }

  /// The same share of some unseen real images.
  public func holdoutAuthenticity(at indices: [Int]) -> Score {
    Self.share(isHoldoutAuthentic, indices) { $0 }
  }

  /// By how much the distances of some synthetic images are larger than those of some unseen real ones, as a standardized rank
  /// sum: below −3, synthetic images are nearer to training images than chance allows.
  ///
  /// - Source: Meehan, Chaudhuri, Dasgupta (2020), "A non-parametric test to detect data-copying in generative models",
  ///   arXiv 2004.05675, §3, with the whole space as its only cell.
  public func distanceShift(at indices: [Int], holdout: [Int]) -> Score {
    RankShift.score(
      indices.compactMap { nearest[$0]?.squaredDistance },
      over: holdout.compactMap { holdoutNearest[$0]?.squaredDistance })
  }

  private func copies(_ images: [NearestImage?], _ indices: [Int]) -> Score {
    guard let limit = threshold.value else { return threshold }
    return Self.share(images, indices) { $0.meanDistance(shape) < limit }
  }

  private static func share<Element>(
    _ elements: [Element?], _ indices: [Int], _ isCounted: (Element) -> Bool
  ) -> Score {
    let known = indices.compactMap { elements[$0] }
    return Score(
      Double(known.count { isCounted($0) }) / Double(known.count),
      whenUndefined: "no image was looked at")
  }
}
