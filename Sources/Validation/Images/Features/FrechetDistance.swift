public import Parallel

/// Fréchet distance: how far apart two sets of images are, each seen as one normal distribution of features.
///
/// ```
/// d = ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2 (√Σ₁ Σ₂ √Σ₁)^½)
/// ```
///
/// The last trace is the sum of the square roots of the eigenvalues of a symmetric matrix, so d is real, and at least 0 up to
/// rounding, which is cut. The value depends on the features, and grows as 1/N with few images: compare with the
/// distance of as many real images. It is called FID only with the features of the Inception network of 2015.
/// - Range: 0 and above; for N(0, I) and N(m, s²I) in D dimensions, ‖m‖² + D (1 − s)².
/// - Source: Heusel et al. (2017), "GANs trained by a two time-scale update rule …", arXiv 1706.08500, equation 6;
///   Dowson, Landau (1982), doi:10.1016/0047-259X(82)90077-X.
public enum FrechetDistance {
  /// The distance of two sets of features.
  ///
  /// Not applicable where a set has no more images than dimensions: its covariance then has no full rank.
  public static func score(_ first: Features, _ second: Features, team: ThreadTeam) -> Score {
    if let reason = first.obstacle(to: second) { return .notApplicable(reason) }
    let count = min(first.count, second.count)
    guard count > first.dimension else {
      return .notApplicable(
        "it takes more than \(first.dimension) images of each side, there are \(count)")
    }
    return score(FeatureMoments(first, team: team), FeatureMoments(second, team: team))
  }

  /// The distance of two normal distributions of one dimension.
  public static func score(_ first: FeatureMoments, _ second: FeatureMoments) -> Score {
    precondition(first.dimension == second.dimension, "the features differ in dimension")
    var distance = first.totalVariance + second.totalVariance
    for (left, right) in zip(first.mean, second.mean) {
      distance += (left - right) * (left - right)
    }
    guard distance.isFinite else { return .notApplicable("the features are too large") }
    for value in productEigenvalues(first, second) where value > 0 {
      distance -= 2 * value.squareRoot()
    }
    return Score(max(0, distance))
  }

  /// The eigenvalues of √Σ₁ Σ₂ √Σ₁, which are those of Λ^½ V Σ₂ Vᵀ Λ^½ with Σ₁ = Vᵀ Λ V.
  private static func productEigenvalues(
    _ first: FeatureMoments, _ second: FeatureMoments
  ) -> [Double] {
    let dimension = first.dimension
    let eigen = SymmetricEigen(first.covariance, dimension: dimension)
    var scaled = eigen.vectors
    for row in 0..<dimension {
      let root = max(0, eigen.values[row]).squareRoot()
      for place in 0..<dimension { scaled[row * dimension + place] *= root }
    }
    let half = product(scaled, second.covariance, dimension)
    // Both factors' rows are at hand, so the second product is one of rows with rows.
    var square = [Double](repeating: 0, count: dimension * dimension)
    for row in 0..<dimension {
      for other in 0...row {
        var sum = 0.0
        for place in 0..<dimension {
          sum += half[row * dimension + place] * scaled[other * dimension + place]
        }
        square[row * dimension + other] = sum
        square[other * dimension + row] = sum
      }
    }
    return SymmetricEigen(square, dimension: dimension, wantsVectors: false).values
  }

  /// The product of two square matrices.
  private static func product(_ left: [Double], _ right: [Double], _ dimension: Int) -> [Double] {
    var result = [Double](repeating: 0, count: dimension * dimension)
    result.withUnsafeMutableBufferPointer { result in
      right.withUnsafeBufferPointer { right in
        for row in 0..<dimension {
          for inner in 0..<dimension {
            let own = left[row * dimension + inner]
            for place in 0..<dimension {
              result[row * dimension + place] += own * right[inner * dimension + place]
            }
          }
        }
      }
    }
    return result
  }
}
