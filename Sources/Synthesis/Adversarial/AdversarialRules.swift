internal import Glibc

/// Where a penalty looks at a discriminator's gradient.
public enum PenaltyPlace: String, Codable, Sendable, CaseIterable {
  /// Nowhere.
  case none
  /// At real examples: R1.
  case real
  /// At real and at generated examples: R1 and R2.
  case both
  /// Between real and generated examples, where its norm is to be one: WGAN-GP.
  case between
}

/// How a learning rate ends.
public enum RateDecay: String, Codable, Sendable, CaseIterable {
  /// A cosine over the whole run, down to `finalRateFraction`.
  case cosine
  /// Constant for half of the run, then linear to zero.
  case linear
  /// Constant.
  case none
}

/// The numbers by which the common loop plays.
package struct AdversarialRules: Sendable, Equatable {
  /// What both sides minimise.
  package var loss = AdversarialLoss.nonSaturating
  /// Examples of a round.
  package var batchSize = 32
  /// Turns of the discriminators for each of the generators.
  package var discriminatorSteps = 1
  /// Peak learning rate of the generators.
  package var generatorRate = 2e-3
  /// Peak learning rate of the discriminators.
  package var discriminatorRate = 2e-3
  /// Decay of the gradients' mean (Adam's β₁).
  package var beta1 = 0.0
  /// Decay of the squared gradients' mean (Adam's β₂, RMSProp's α).
  package var beta2 = 0.99
  /// Whether optimizers are RMSProp rather than Adam.
  package var usesRMSProp = false
  /// Steps over which the learning rate rises.
  package var warmupSteps = 100
  /// How it falls.
  package var decay = RateDecay.cosine
  /// What is left of it in the end.
  package var finalRateFraction = 0.25
  /// Decay of the moving average of the generators' weights.
  package var averageDecay = 0.999
  /// Where the gradient penalty looks.
  package var penalty = PenaltyPlace.real
  /// Its weight.
  package var penaltyWeight = 1.0
  /// It is computed every so many turns, with as many times the weight.
  package var penaltyInterval = 16
  /// Weights of discriminators are cut to ± this after every turn; nil for no bound.
  package var weightClip: Double?
  /// The weight of E[a²] at real examples, which keeps scores near zero.
  package var drift = 0.0
  /// The weight of the discriminators' losses; what penalties weigh beside them stays.
  package var discriminatorWeight = 1.0
  /// The weight of what discriminators say in the generators' loss, beside their own terms.
  package var adversarialWeight = 1.0
  /// With fewer examples per class than this, the class is told gradually, over the middle third of the run.
  package var gradualClassCount = 100
  /// How often a run that fails may be taken up again at its last good state.
  package var maximumRetries = 3
  /// Steps between the monitors' looks at the run.
  package var monitorInterval = 50
  /// Steps between looks at how different examples of a class are, in the second half of the run.
  package var diversityInterval = 100
  /// Steps between states that are kept to go back to.
  package var snapshotInterval = 500
  /// How augmentation follows the discriminator.
  package var augmentation = AugmentationRules()

  /// The defaults.
  package init() {}

  /// The share of the peak learning rate at a step: a linear warm-up, then `decay`.
  /// - Source: Loshchilov and Hutter (2017), arXiv 1608.03983, equation 5.
  func rateShare(_ step: Int, of count: Int) -> Double {
    let warmup = min(1, Double(step + 1) / Double(max(1, warmupSteps)))
    let progress = Double(step) / Double(max(1, count))
    switch decay {
    case .cosine:
      let left = finalRateFraction
      return warmup * (left + (1 - left) * 0.5 * (1 + cos(.pi * progress)))
    case .linear: return warmup * min(1, 2 * (1 - progress))
    case .none: return warmup
    }
  }
}

/// How often examples are moved; see `AdaptiveAugmentation`.
package struct AugmentationRules: Sendable, Equatable {
  /// The largest share of examples that are moved; 0 turns augmentation off.
  package var maximum = 0.0
  /// The share is raised while the discriminator's mean sign on a class's real examples is above this.
  package var target = 0.6
  /// Examples of a class until the share could go from 0 to 1.
  package var pace = 20_000.0
  /// Only classes with fewer examples than this are augmented.
  package var smallClassCount = 1_000

  /// Without augmentation.
  package init() {}
}
