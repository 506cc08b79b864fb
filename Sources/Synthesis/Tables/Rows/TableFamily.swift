/// Which kind of table networks is trained.
public enum TableFamily: String, Codable, Sendable, CaseIterable {
  /// The default: rows are made token by token; see `TokenNetwork`.
  case tokens
  /// A row at once, the minimax game.
  case gan
  /// A row at once, with the loss that does not saturate.
  case nonSaturatingGAN = "ns-gan"
  /// A row at once, least squares.
  case lsgan
  /// A row at once, Wasserstein with cut weights.
  case wgan
  /// A row at once, Wasserstein with a gradient penalty.
  case wganGP = "wgan-gp"
  /// A variational autoencoder of rows.
  case vae

  /// A sentence about it.
  public var summary: String {
    switch self {
    case .tokens: "A row token by token, a generator per class; the default for tables."
    case .gan: "A row at once, the minimax game of Goodfellow et al. (2014); it saturates."
    case .nonSaturatingGAN:
      "A row at once, the loss that does not saturate (Goodfellow et al. 2014, section 3)."
    case .lsgan: "A row at once, least squares (Mao et al. 2017)."
    case .wgan: "A row at once, a critic with weights cut to 0.01 (Arjovsky et al. 2017)."
    case .wganGP: "A row at once, a critic with gradient penalty 10 (Gulrajani et al. 2017)."
    case .vae: "Conditional VAE of rows (Kingma and Welling 2014; Xu et al. 2019, section 4.5)."
    }
  }

  /// Whether a row's tokens are drawn one after another, so that some can be given.
  public var drawsTokenByToken: Bool { self == .tokens }

  /// How the common loop trains networks that make a row at once.
  var rules: AdversarialRules {
    var rules = AdversarialRules()
    (rules.batchSize, rules.penalty, rules.averageDecay) = (500, .none, 0.99)
    (rules.generatorRate, rules.discriminatorRate) = (2e-4, 2e-4)
    (rules.beta1, rules.beta2, rules.finalRateFraction) = (0.5, 0.999, 0.1)
    rules.gradualClassCount = 0
    switch self {
    case .tokens, .nonSaturatingGAN: break
    case .gan: rules.loss = .minimax
    case .lsgan: rules.loss = .leastSquares
    case .wgan:
      (rules.loss, rules.usesRMSProp, rules.weightClip) = (.wasserstein, true, 0.01)
      rules.batchSize = 128
      (rules.generatorRate, rules.discriminatorRate) = (5e-5, 5e-5)
      (rules.beta2, rules.discriminatorSteps) = (0.99, 5)
    case .wganGP:
      (rules.loss, rules.penalty, rules.penaltyWeight) = (.wasserstein, .between, 10)
      (rules.penaltyInterval, rules.discriminatorSteps, rules.beta2) = (1, 5, 0.9)
      // Smaller batches, so that a few thousand steps take minutes.
      (rules.batchSize, rules.generatorRate, rules.discriminatorRate) = (128, 5e-4, 5e-4)
    case .vae:
      (rules.generatorRate, rules.beta1) = (1e-3, 0.9)
    }
    return rules
  }

  /// Steps of a network that makes a row at once, for so many rows of a batch: a hundred passes, within bounds.
  static func stepCount(rowCount: Int, batchSize: Int) -> Int {
    max(1_500, min(5_000, 100 * rowCount / max(1, min(batchSize, rowCount))))
  }
}
