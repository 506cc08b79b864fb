public import Parallel

/// The mean and the covariance of feature vectors, in double precision.
///
/// ```
/// mean = Σ x / N,   covariance = Σ (x − mean)(x − mean)ᵀ / (N − 1)
/// ```
public struct FeatureMoments: Sendable {
  /// The number of vectors, N.
  public let count: Int
  /// The length of each vector.
  public let dimension: Int
  /// `[dimension]`.
  public let mean: [Double]
  /// `[dimension, dimension]`, symmetric; zero with fewer than two vectors.
  public let covariance: [Double]

  /// Moments that are known.
  public init(count: Int, dimension: Int, mean: [Double], covariance: [Double]) {
    precondition(mean.count == dimension && covariance.count == dimension * dimension)
    self.count = count
    self.dimension = dimension
    self.mean = mean
    self.covariance = covariance
  }

  /// Rows of the covariance that one task takes.
  private static let band = 8

  /// The moments of these vectors; each element is summed by one thread, in the order of the vectors.
  public init(_ features: Features, team: ThreadTeam) {
    let dimension = features.dimension
    count = features.count
    self.dimension = dimension
    var mean = [Double](repeating: 0, count: dimension)
    for row in 0..<features.count {
      for (place, value) in features[row].enumerated() { mean[place] += Double(value) }
    }
    for place in mean.indices { mean[place] /= Double(max(features.count, 1)) }
    self.mean = mean
    let center = mean
    let divisor = Double(max(features.count - 1, 1))
    let bands = team.map((dimension + Self.band - 1) / Self.band) { index -> [Double] in
      let rows = index * Self.band..<min((index + 1) * Self.band, dimension)
      return Self.band(rows, of: features, center).map { $0 / divisor }
    }
    var covariance = Array(bands.joined())
    // What lies left of the diagonal was left out, and is the mirror image.
    for row in 0..<dimension {
      for place in 0..<row {
        covariance[row * dimension + place] = covariance[place * dimension + row]
      }
    }
    self.covariance = covariance
  }

  /// Sums of products of deviations: some rows, from the start of the band to the last column.
  private static func band(
    _ rows: Range<Int>, of features: Features, _ center: [Double]
  ) -> [Double] {
    let dimension = features.dimension
    var sums = [Double](repeating: 0, count: rows.count * dimension)
    var deviations = [Double](repeating: 0, count: dimension)
    features.values.withUnsafeBufferPointer { values in
      sums.withUnsafeMutableBufferPointer { sums in
        deviations.withUnsafeMutableBufferPointer { deviations in
          for vector in 0..<features.count {
            for place in rows.lowerBound..<dimension {
              deviations[place] = Double(values[vector * dimension + place]) - center[place]
            }
            for row in rows {
              let own = deviations[row]
              let target = (row - rows.lowerBound) * dimension
              for place in rows.lowerBound..<dimension {
                sums[target + place] += own * deviations[place]
              }
            }
          }
        }
      }
    }
    return sums
  }

  /// The sum of the variances.
  public var totalVariance: Double {
    (0..<dimension).reduce(0) { $0 + covariance[$1 * dimension + $1] }
  }
}
