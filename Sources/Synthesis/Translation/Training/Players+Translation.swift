internal import Engine

extension Players {
  /// Fresh networks of a kind.
  init(_ architecture: TranslationArchitecture, noise: Philox) {
    let kind = architecture.family.kind
    func networks(_ all: [[any Layer]], _ noise: Philox) -> [Network] {
      all.enumerated().map { Network($1, noise: noise.split(UInt64($0))) }
    }
    self.init(
      generators: networks(kind.generators(architecture), noise.split(0)),
      discriminators: networks(kind.discriminators(architecture), noise.split(1)))
  }
}

extension AdversarialRules {
  /// What models that turn images into images have in common: Adam at 2e-4 with β 0.5 and 0.999, constant for the first half and then
  /// falling to zero, single images per step, no penalty.
  /// - Source: Isola et al. (2017), arXiv 1611.07004, section 3.3; Zhu et al. (2017), arXiv 1703.10593, section 4.
  static var forImages: AdversarialRules {
    var rules = AdversarialRules()
    (rules.generatorRate, rules.discriminatorRate) = (2e-4, 2e-4)
    (rules.beta1, rules.beta2) = (0.5, 0.999)
    (rules.warmupSteps, rules.decay) = (0, .linear)
    (rules.batchSize, rules.gradualClassCount) = (1, 0)
    (rules.penalty, rules.averageDecay) = (.none, 0.99)
    return rules
  }
}
