/// Watches a run for the ways in which adversarial training fails; what it finds, the trainer acts on.
///
/// A gradient that is not finite means divergence. A discriminator that is right on more than 99 % of real and generated images in ten
/// looks in a row, or a generator whose gradient falls below a thousandth of its usual size, means that the generator learns
/// nothing. Images of a class that differ from each other by less than a fifth of what real ones do, twice in a row, mean collapse.
package struct TrainingMonitor: Codable, Equatable, Sendable {
  package private(set) var realAccuracy = 0.0
  package private(set) var generatedAccuracy = 0.0
  private var realHits = 0
  private var generatedHits = 0
  private var imageCount = 0
  private var gradientSum = 0.0
  private var gradientSteps = 0
  private var usualGradient = 0.0
  private var certainLooks = 0
  private var alikeBefore: [Int] = []
  private var knowsBoundary = true

  /// Nothing seen yet.
  package init() {}

  private static let certainty = 0.99
  private static let certainLookLimit = 10
  private static let vanishedShare = 1e-3
  /// A look's weight in the usual size of the generator's gradient.
  private static let memory = 0.05
  private static let diversityLimit = 0.2

  /// Learns from a step: scores of as many real and generated images, and the norm of the generator's gradient.
  ///
  /// Without a known boundary a discriminator that is always right is no sign of failure.
  package mutating func observe(
    real: [Float], generated: [Float], gradientNorm: Double, knowsBoundary: Bool = true
  ) {
    self.knowsBoundary = knowsBoundary
    realHits += real.count { $0 > 0 }
    generatedHits += generated.count { $0 < 0 }
    imageCount += real.count
    gradientSum += gradientNorm
    gradientSteps += 1
  }

  /// Closes the looks' interval; true when the generator's gradient has vanished.
  package mutating func look() -> Bool {
    guard gradientSteps > 0 else { return false }
    realAccuracy = Double(realHits) / Double(max(1, imageCount))
    generatedAccuracy = Double(generatedHits) / Double(max(1, imageCount))
    let gradient = gradientSum / Double(gradientSteps)
    let hasVanished = usualGradient > 0 && gradient < Self.vanishedShare * usualGradient
    usualGradient =
      usualGradient == 0 ? gradient : usualGradient + Self.memory * (gradient - usualGradient)
    let isCertain = knowsBoundary && min(realAccuracy, generatedAccuracy) > Self.certainty
    certainLooks = isCertain ? certainLooks + 1 : 0
    (realHits, generatedHits, imageCount, gradientSum, gradientSteps) = (0, 0, 0, 0, 0)
    if !hasVanished && certainLooks < Self.certainLookLimit { return false }
    certainLooks = 0
    return true
  }

  /// Judges diversity per class, generated divided by real; the classes that have collapsed twice in a row.
  package mutating func collapsed(_ diversity: [(label: Int, ratio: Double)]) -> [Int] {
    let alike = diversity.filter { $0.ratio < Self.diversityLimit }.map(\.label)
    let collapsed = alike.filter(alikeBefore.contains)
    // What is done about it gets two looks' time.
    alikeBefore = collapsed.isEmpty ? alike : []
    return collapsed
  }
}
