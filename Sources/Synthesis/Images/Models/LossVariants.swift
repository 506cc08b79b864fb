package import Engine

/// Kinds that differ from the default only in what their networks minimise and how they are kept in bounds.
package protocol LossVariant: ImageKind {
  /// The family's name.
  static var family: ImageFamily { get }
}

extension LossVariant {
  package static func architecture(
    for frame: ImageFrame, narrow: Bool
  ) throws(ImageTrainingError) -> ImageArchitecture {
    var result = try ConditionalGAN.architecture(for: frame, narrow: narrow)
    result.family = family
    return result
  }
  package static func generator(_ a: ImageArchitecture, progress: Double) -> [any Layer] {
    ConditionalGAN.generator(a, progress: progress)
  }
  package static func discriminator(_ a: ImageArchitecture, progress: Double) -> [any Layer] {
    ConditionalGAN.discriminator(a, progress: progress)
  }
}

/// Squares of distances to targets.
/// - Source: Mao et al. (2017), arXiv 1611.04076, equation 9 and section 4: Adam with β₁ 0.5.
package enum LeastSquaresGAN: LossVariant {
  package static let family = ImageFamily.lsgan
  package static let summary =
    "LSGAN (Mao et al. 2017): squared distances to targets 1 and 0, on the default's networks."
  package static var training: ImageTrainingConfiguration {
    var training = ImageTrainingConfiguration(family: family)
    training.loss = .leastSquares
    (training.rate, training.beta1, training.beta2) = (2e-4, 0.5, 0.999)
    training.penaltyWeight = 0
    return training
  }
}

/// The critic's mean scores differ by the distance of both distributions, if its weights are bounded.
/// - Source: Arjovsky, Chintala and Bottou (2017), arXiv 1701.07875, algorithm 1: RMSProp at 5e-5, weights within ± 0.01, five turns of the
///   critic, batches of 64.
package enum WassersteinGAN: LossVariant {
  package static let family = ImageFamily.wgan
  package static let summary =
    "WGAN (Arjovsky et al. 2017): a critic with weights cut to 0.01, on the default's networks."
  package static var training: ImageTrainingConfiguration {
    var training = ImageTrainingConfiguration(family: family)
    training.loss = .wasserstein
    (training.rate, training.usesRMSProp, training.weightClip) = (5e-5, true, 0.01)
    (training.discriminatorSteps, training.batchSize, training.penaltyWeight) = (5, 64, 0)
    return training
  }
}

/// The same distance with a critic whose gradient has norm one between real and generated images.
/// - Source: Gulrajani et al. (2017), arXiv 1704.00028, algorithm 1: λ 10, five turns of the critic, β 0.5 and 0.9. The paper's
///   batches of 64 at a rate of 1e-4 take hours; here batches have 32 images and the rate is 5e-4.
package enum WassersteinPenaltyGAN: LossVariant {
  package static let family = ImageFamily.wganGP
  package static let summary =
    "WGAN-GP (Gulrajani et al. 2017): a critic with gradient penalty 10, on the default's networks."
  package static var training: ImageTrainingConfiguration {
    var training = ImageTrainingConfiguration(family: family)
    training.loss = .wasserstein
    (training.rate, training.beta1, training.beta2) = (5e-4, 0.5, 0.9)
    (training.penalty, training.penaltyWeight, training.penaltyInterval) = (.between, 10, 1)
    training.discriminatorSteps = 5
    return training
  }
}
