internal import Foundation

/// Classifier score: how sure a classifier is of each image, and how many classes it sees.
///
/// ```
/// exp(mean over images of KL(p(class | image) ‖ p(class))),   p(class) the mean of p(class | image)
/// ```
///
/// Averaged over `splitCount` parts of the shuffled images. It is called Inception Score only with the Inception
/// network; it says nothing of variety within classes, nor of real images.
/// - Range: 1 (no image says anything) to the number of classes (all sure, all classes equally often).
/// - Source: Salimans et al. (2016), "Improved techniques for training GANs", arXiv 1606.03498, §4.
public struct ClassifierScore: Sendable {
  /// The number of parts.
  public var splitCount: Int
  /// The seed of the shuffle.
  public var seed: UInt64

  /// The score over seeded parts.
  public init(splitCount: Int = 10, seed: UInt64 = 0) {
    self.splitCount = max(1, splitCount)
    self.seed = seed
  }

  /// The mean and the deviation over the parts; with fewer images than parts, each part is one.
  public func score(_ probabilities: Features) -> SpreadScore {
    var generator = SeededGenerator(seed: seed, stream: "classifier score")
    return score(probabilities, order: (0..<probabilities.count).shuffled(using: &generator))
  }

  /// The score over consecutive parts of a given order.
  public func score(_ probabilities: Features, order: [Int]) -> SpreadScore {
    guard probabilities.isFinite else {
      return SpreadScore(.notApplicable("a class probability is not finite"))
    }
    let count = order.count
    let parts = min(splitCount, count)
    let scores = (0..<parts).map { part in
      Self.score(probabilities, rows: order[part * count / parts..<(part + 1) * count / parts])
    }
    return SpreadScore(repetitions: scores, whenEmpty: "there are no images")
  }

  /// The score of one part.
  private static func score(_ probabilities: Features, rows: ArraySlice<Int>) -> Double {
    var marginal = [Double](repeating: 0, count: probabilities.dimension)
    for row in rows {
      for (place, value) in probabilities[row].enumerated() { marginal[place] += Double(value) }
    }
    let logarithms = marginal.map { log($0 / Double(rows.count)) }
    var divergence = 0.0
    for row in rows {
      for (place, value) in probabilities[row].enumerated() where value > 0 {
        divergence += Double(value) * (log(Double(value)) - logarithms[place])
      }
    }
    return exp(divergence / Double(rows.count))
  }
}
