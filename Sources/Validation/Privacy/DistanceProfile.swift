public import Parallel

/// How far rows are from their nearest real rows, for a picture and for the report.
///
/// Three distributions of the distance of `ClosestRecordShare`, with as many candidates on either side. Where nothing was
/// memorised, all three look alike; memorised rows show as synthetic rows that are nearer to training than to hold-out
/// rows.
public struct DistanceProfile: Codable, Sendable, Equatable {
  /// One distribution of distances.
  public struct Distribution: Codable, Sendable, Equatable {
    /// The number of rows whose distance was measured.
    public var rowCount: Int
    /// The distances below which 1, 5, 25, 50, 75 and 95 % of the rows are.
    public var quantiles: [Double]
    /// The number of rows in each bin, see `DistanceProfile.binWidth`.
    public var counts: [Int]
    /// The number of rows beyond the last bin.
    public var beyond: Int
  }

  /// The shares of `Distribution.quantiles`.
  public static let shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95]
  /// The number of bins.
  public static let binCount = 40

  /// The width of each bin.
  ///
  /// The first bin starts at 0, the last one ends where at least 99 % of the rows of every distribution are.
  public var binWidth: Double
  /// From synthetic rows to their nearest training row.
  public var syntheticToTraining: Distribution
  /// From synthetic rows to their nearest hold-out row.
  public var syntheticToHoldout: Distribution
  /// From hold-out rows to their nearest training row.
  public var holdoutToTraining: Distribution

  /// The profile over seeded samples; nil where no distance can be measured, such as without hold-out rows.
  public init?(_ comparison: Comparison) {
    guard case .success(let distances) = ClosestDistances.measure(comparison) else { return nil }
    self.init(distances)
  }

  /// The profile of these very rows; nil where no distance can be measured.
  public init?(
    training: MetricTable, holdout: MetricTable, synthetic: MetricTable, team: ThreadTeam
  ) {
    let sample = DistanceSample(training: training, holdout: holdout, synthetic: synthetic)
    let scales = ClosestRecordShare.scales(training)
    guard
      case .success(let distances) = ClosestDistances.measure(sample, scales: scales, team: team)
    else { return nil }
    self.init(distances)
  }

  /// The profile of distances that were measured already.
  init(_ distances: ClosestDistances) {
    let all = [
      distances.syntheticToTraining, distances.syntheticToHoldout, distances.holdoutToTraining,
    ]
    let sides = all.map { ($0, Quantiles($0)) }
    let end = sides.compactMap { $0.1(0.99) }.max() ?? 0
    let width = end > 0 ? end / Double(Self.binCount) : 1
    let distributions = sides.map { Distribution($0.0, $0.1, width: width) }
    binWidth = width
    syntheticToTraining = distributions[0]
    syntheticToHoldout = distributions[1]
    holdoutToTraining = distributions[2]
  }
}

extension DistanceProfile.Distribution {
  fileprivate init(_ distances: [Float], _ quantile: Quantiles, width: Double) {
    rowCount = distances.count
    quantiles = DistanceProfile.shares.compactMap { quantile($0) }
    counts = [Int](repeating: 0, count: DistanceProfile.binCount)
    beyond = 0
    for distance in distances {
      // The end of the last bin belongs to it.
      let bin = Double(distance) / width
      if bin < Double(counts.count) {
        counts[Int(bin)] += 1
      } else if bin <= Double(counts.count) {
        counts[counts.count - 1] += 1
      } else {
        beyond += 1
      }
    }
  }
}
