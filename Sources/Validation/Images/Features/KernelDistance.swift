public import Parallel

/// Kernel distance: the squared maximum mean discrepancy of two sets of features, without bias even for few images.
///
/// ```
/// k(x, y) = (xᵀy / D + 1)³
/// d = mean of k(xᵢ, xⱼ) over i ≠ j + the same of y − 2 · mean of k(xᵢ, yⱼ)
/// ```
///
/// It is measured on `subsetCount` random subsets of `subsetSize` images of each side (fewer where a side has fewer) and
/// averaged. It may be slightly negative; 0 is expected of two samples of one distribution.
/// - Source: Bińkowski, Sutherland, Arbel, Gretton (2018), "Demystifying MMD GANs", arXiv 1801.01401, equation 4 and §4.
public struct KernelDistance: Sendable {
  /// The number of subsets.
  public var subsetCount: Int
  /// The number of images of each side in a subset.
  public var subsetSize: Int
  /// The seed of the subsets.
  public var seed: UInt64

  /// The distance with subsets of its own; the defaults are those of the source.
  public init(subsetCount: Int = 100, subsetSize: Int = 1_000, seed: UInt64 = 0) {
    self.subsetCount = max(1, subsetCount)
    self.subsetSize = max(2, subsetSize)
    self.seed = seed
  }

  /// The mean and the deviation over the subsets.
  public func score(_ first: Features, _ second: Features, team: ThreadTeam) -> SpreadScore {
    if let reason = first.obstacle(to: second) { return SpreadScore(.notApplicable(reason)) }
    let size = min(subsetSize, first.count, second.count)
    guard size >= 2 else {
      return SpreadScore(.notApplicable("it takes at least 2 images of each side"))
    }
    // Subsets that are the whole of both sides are all the same.
    let count = size == first.count && size == second.count ? 1 : subsetCount
    let distances = team.map(count) { index in
      var generator = SeededGenerator(seed: seed, stream: "kernel subset \(index)")
      let left = RowSampling.indices(size, of: first.count, using: &generator)
      let right = RowSampling.indices(size, of: second.count, using: &generator)
      return Self.distance(first.rows(at: left), second.rows(at: right))
    }
    return SpreadScore(repetitions: distances, whenEmpty: "there are no subsets")
  }

  /// The unbiased squared discrepancy of two whole sets of at least two images each.
  public static func distance(_ first: Features, _ second: Features) -> Double {
    let left = FeatureRows(first)
    let right = FeatureRows(second)
    let dimension = Double(first.dimension)
    let (firstCount, secondCount) = (Double(first.count), Double(second.count))
    let own = 2 * kernelSum(left, left, dimension, isLowerHalf: true)
    let others = 2 * kernelSum(right, right, dimension, isLowerHalf: true)
    let mixed = kernelSum(left, right, dimension, isLowerHalf: false)
    return own / (firstCount * (firstCount - 1)) + others / (secondCount * (secondCount - 1))
      - 2 * mixed / (firstCount * secondCount)
  }

  /// The sum of the kernel over all pairs, or over those whose second index is below the first.
  private static func kernelSum(
    _ left: FeatureRows, _ right: FeatureRows, _ dimension: Double, isLowerHalf: Bool
  ) -> Double {
    let chunk = FeatureRows.chunk
    var total = 0.0
    withUnsafeTemporaryAllocation(of: Double.self, capacity: chunk * right.count) { products in
      for start in stride(from: 0, to: left.count, by: chunk) {
        let rows = start..<min(start + chunk, left.count)
        left.products(
          of: rows, with: right, count: isLowerHalf ? rows.upperBound : right.count,
          into: products)
        for row in rows {
          let target = (row - start) * right.count
          var sum = 0.0
          for index in target..<target + (isLowerHalf ? row : right.count) {
            let base = products[index] / dimension + 1
            sum += base * base * base
          }
          total += sum
        }
      }
    }
    return total
  }
}
