package import Parallel

/// Intervals of what one way of training gains over another, by resampling seeds and test images.
///
/// The score is the mean over classes of the share of test images classified right. A replicate draws as many test images as there are,
/// with replacement, class by class, and all but one of the seeds, with replacement; the gain is the mean over these seeds of
/// the difference of both scores with the same seed on these images. So seeds and images stay paired. (A mean of n − 1
/// draws varies as the mean of n seeds does.) The ends are the 2.5th and the 97.5th percentile.
/// - Source: Efron, Tibshirani (1993), "An introduction to the bootstrap", chapters 8 and 13; for n − 1 draws McCarthy,
///   Snowden (1985), "The bootstrap and finite population sampling", Vital and Health Statistics 2 (95).
package struct ImageGainBootstrap: Sendable {
  /// Test images of each class; classes without one are left out.
  private let strata: [[Int]]
  private let replicateCount: Int
  private let seed: UInt64

  /// A bootstrap of test images with these labels.
  package init(labels: [Int32], replicateCount: Int, seed: UInt64) {
    strata = Dictionary(grouping: labels.indices) { labels[$0] }.sorted { $0.key < $1.key }.map(
      \.value)
    self.replicateCount = max(1, replicateCount)
    self.seed = seed
  }

  /// The gain of `arm` over `base`, both `[seed][test image]`: whether the image was classified right.
  package func gain(
    of arm: [[Bool]], over base: [[Bool]], team: ThreadTeam
  ) -> GainInterval? {
    let seedCount = min(arm.count, base.count)
    guard seedCount > 0, !strata.isEmpty else { return nil }
    // Only images that one of the two gets wrong matter: +1, 0 or −1 for each.
    let differences = (0..<seedCount).map { index in
      zip(arm[index], base[index]).map { Int8(($0 ? 1 : 0) - ($1 ? 1 : 0)) }
    }
    let mean = gain(differences, seeds: Array(0..<seedCount)) { stratum in stratum }
    let values = team.map(replicateCount) { replicate -> Double in
      var generator = SeededGenerator(seed: seed, stream: "image replicate \(replicate)")
      let seeds = (0..<max(1, seedCount - 1)).map { _ in
        Int.random(in: 0..<seedCount, using: &generator)
      }
      return gain(differences, seeds: seeds) { stratum in
        stratum.map { _ in stratum[Int.random(in: 0..<stratum.count, using: &generator)] }
      }
    }
    .sorted()
    return .init(mean: mean, lower: quantile(0.025, values), upper: quantile(0.975, values))
  }

  /// The mean over seeds and classes of the mean difference; `draw` turns the images of a class into those that count.
  private func gain(
    _ differences: [[Int8]], seeds: [Int], draw: ([Int]) -> [Int]
  ) -> Double {
    var sum = 0.0
    for stratum in strata {
      let images = draw(stratum)
      var total = 0
      for index in seeds {
        differences[index].withUnsafeBufferPointer { differences in
          for image in images { total += Int(differences[image]) }
        }
      }
      sum += Double(total) / Double(images.count)
    }
    return sum / Double(seeds.count) / Double(strata.count)
  }

  private func quantile(_ share: Double, _ values: [Double]) -> Double {
    let place = share * Double(values.count - 1)
    let below = values[Int(place)]
    let above = values[min(Int(place) + 1, values.count - 1)]
    return below + (above - below) * (place - Double(Int(place)))
  }
}
