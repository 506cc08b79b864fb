package import Engine

/// How many images of every class are moved before the discriminator sees them: more while it knows the real ones by heart.
///
///     p += sign(E[sign score(real)] - target) images / pace,   within 0 … maximum
///
/// per class and for small classes alone: a discriminator may be right about a class because it knows its images by heart, or because
/// the generator does not make them well yet, and with many images it is the latter.
/// - Source: Karras et al. (2020), arXiv 2006.06676, section 3.1 (r_t).
package struct AdaptiveAugmentation: Codable, Equatable, Sendable {
  private let maximum: Double
  private let target: Double
  private let pace: Double
  package private(set) var probabilities: [Double]
  private let isSmall: [Bool]
  private var signSums: [Double]
  private var counts: [Int]

  /// Real images of a class after which its probability is looked at.
  private static let interval = 128

  /// Without movement at first.
  package init(_ rules: AugmentationRules, classCounts: [Int]) {
    maximum = rules.maximum
    target = rules.target
    pace = rules.pace
    isSmall = classCounts.map { $0 < rules.smallClassCount }
    probabilities = [Double](repeating: 0, count: classCounts.count)
    signSums = probabilities
    counts = [Int](repeating: 0, count: classCounts.count)
  }

  /// Whether this state, read from a file, is one for as many classes as another.
  func fits(_ other: AdaptiveAugmentation) -> Bool {
    [probabilities.count, signSums.count, counts.count, isSmall.count].allSatisfy {
      $0 == other.counts.count
    } && probabilities.allSatisfy { (0...1).contains($0) }
  }

  /// The largest probability of a class.
  package var largest: Double { probabilities.max() ?? 0 }

  /// Learns from the scores of real images.
  package mutating func observe(_ scores: [Float], classes: [Int32]) {
    for (score, label) in zip(scores, classes)
    where isSmall.indices.contains(Int(label)) && isSmall[Int(label)] {
      let place = Int(label)
      signSums[place] += score > 0 ? 1 : -1
      counts[place] += 1
      if counts[place] < Self.interval { continue }
      let mean = signSums[place] / Double(counts[place])
      let step = Double(counts[place]) / pace * (mean > target ? 1 : -1)
      probabilities[place] = min(maximum, max(0, probabilities[place] + step))
      (signSums[place], counts[place]) = (0, 0)
    }
  }

  /// Raises every class's probability.
  package mutating func raise(by amount: Double) {
    probabilities = probabilities.map { min(maximum, $0 + amount) }
  }

  /// One movement per image, up to an eighth of its edges; nil when none moves.
  package func shifts(_ classes: [Int32], height: Int, width: Int, noise: Philox) -> [Translation
    .Shift]?
  {
    if largest == 0 { return nil }
    let numbers = noise.uniform(count: 3 * classes.count)
    return classes.enumerated().map { row, label in
      let isMoved = Double(numbers[3 * row]) < probabilities[Int(label)]
      func distance(_ edge: Int, _ uniform: Float) -> Int {
        let reach = max(1, edge / 8)
        return min(2 * reach, Int(uniform * Float(2 * reach + 1))) - reach
      }
      return isMoved
        ? Translation.Shift(
          down: distance(height, numbers[3 * row + 1]),
          right: distance(width, numbers[3 * row + 2]))
        : Translation.Shift(down: 0, right: 0)
    }
  }
}
