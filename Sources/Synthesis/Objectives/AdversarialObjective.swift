package import Engine

/// What a discriminator and a generator minimise, as functions of the discriminator's scores: large for real examples.
package protocol AdversarialObjective: Sendable {
  /// The discriminator's loss at a real example.
  func real(_ score: Float) -> ScoreSlope
  /// The discriminator's loss at a generated example.
  func generated(_ score: Float) -> ScoreSlope
  /// The generator's loss at a generated example.
  func wish(_ score: Float) -> ScoreSlope
  /// Whether `real` and `wish` are asked about the difference of a real and a generated example of the same class, and `generated`
  /// about nothing: a relativistic objective.
  var comparesPairs: Bool { get }
  /// The score between real and generated examples; nil where only differences of scores mean something.
  var boundary: Float? { get }
}

extension AdversarialObjective {
  package var comparesPairs: Bool { false }
  package var boundary: Float? { 0 }
}

/// The objectives by name.
public enum AdversarialLoss: String, Codable, Sendable, CaseIterable {
  /// Goodfellow et al. (2014), equation 1: the generator minimises what the discriminator maximises.
  case minimax
  /// The same game with a generator's loss that does not saturate.
  case nonSaturating = "non-saturating"
  /// Mao et al. (2017): squares of distances to targets.
  case leastSquares = "least-squares"
  /// Arjovsky, Chintala and Bottou (2017): the difference of mean scores.
  case wasserstein
  /// Huang et al. (2024): scores of pairs are compared.
  case relativistic

  /// Its formulas.
  package var objective: any AdversarialObjective {
    switch self {
    case .minimax: Minimax()
    case .nonSaturating: NonSaturating()
    case .leastSquares: LeastSquares()
    case .wasserstein: Wasserstein()
    case .relativistic: Relativistic()
    }
  }
}

extension ScoreSlope {
  /// A function of -a, as a function of a.
  fileprivate var mirrored: ScoreSlope { ScoreSlope(value, -derivative) }
}

/// The first game: with D = σ(a), the discriminator minimises `-log D(x) - log(1 - D(G(z)))`, the generator `log(1 - D(G(z)))`, whose
/// slope vanishes where the discriminator is sure.
/// - Source: Goodfellow et al. (2014), arXiv 1406.2661, equation 1.
package struct Minimax: AdversarialObjective {
  package init() {}

  package func real(_ score: Float) -> ScoreSlope { .softplus(-score).mirrored }
  package func generated(_ score: Float) -> ScoreSlope { .softplus(score) }
  package func wish(_ score: Float) -> ScoreSlope {
    let loss = ScoreSlope.softplus(score)
    return ScoreSlope(-loss.value, -loss.derivative)
  }
}

/// The same discriminator; the generator minimises `-log D(G(z))`, whose slope is largest where the discriminator is sure.
/// - Source: Goodfellow et al. (2014), arXiv 1406.2661, section 3.
package struct NonSaturating: AdversarialObjective {
  package init() {}

  package func real(_ score: Float) -> ScoreSlope { .softplus(-score).mirrored }
  package func generated(_ score: Float) -> ScoreSlope { .softplus(score) }
  package func wish(_ score: Float) -> ScoreSlope { .softplus(-score).mirrored }
}

/// Targets 1 for real and 0 for generated examples: `½(a - 1)²` and `½a²`; the generator wants 1.
/// - Source: Mao et al. (2017), arXiv 1611.04076, equation 9.
package struct LeastSquares: AdversarialObjective {
  package init() {}

  package func real(_ score: Float) -> ScoreSlope {
    ScoreSlope((score - 1) * (score - 1) / 2, score - 1)
  }
  package func generated(_ score: Float) -> ScoreSlope { ScoreSlope(score * score / 2, score) }
  package func wish(_ score: Float) -> ScoreSlope { real(score) }
  package var boundary: Float? { 0.5 }
}

/// The critic maximises the difference of its mean scores, which a Lipschitz bound makes the distance of both distributions.
/// - Source: Arjovsky, Chintala and Bottou (2017), arXiv 1701.07875, algorithm 1.
package struct Wasserstein: AdversarialObjective {
  package init() {}

  package func real(_ score: Float) -> ScoreSlope { ScoreSlope(-score, -1) }
  package func generated(_ score: Float) -> ScoreSlope { ScoreSlope(score, 1) }
  package func wish(_ score: Float) -> ScoreSlope { ScoreSlope(-score, -1) }
  package var boundary: Float? { nil }
}

/// A real example is to score more than a generated one: `log(1 + e^-(a - b))`; the generator wants the opposite.
/// - Source: Huang et al. (2024), arXiv 2501.05441, equation 2.
package struct Relativistic: AdversarialObjective {
  package init() {}

  package func real(_ difference: Float) -> ScoreSlope { .softplus(-difference).mirrored }
  package func generated(_ score: Float) -> ScoreSlope { ScoreSlope(0, 0) }
  package func wish(_ difference: Float) -> ScoreSlope { .softplus(difference) }
  package var comparesPairs: Bool { true }
  package var boundary: Float? { nil }
}
