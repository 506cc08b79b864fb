package import Engine

/// The first GAN: two fully connected networks and the minimax game.
///
///     generator       z 100 → 128 → 256 → 512 → 1024 → image        leaky, norms before 256, 512 and 1024, tanh
///     discriminator   image → 512 → 256 → 1                        leaky
///
/// With several classes, a one for its class stands beside the latent vector and the image (Mirza and Osindero 2014, arXiv
/// 1411.1784).
/// - Source: Goodfellow et al. (2014), arXiv 1406.2661, algorithm 1; sizes as commonly taught, 1,510,032 and 533,505 numbers for 28×28 grey
///   pixels of one class.
package enum VanillaGAN: ImageKind {
  package static let summary =
    "The GAN of Goodfellow et al. (2014): fully connected networks, the minimax game; it saturates."
  package static var training: ImageTrainingConfiguration {
    var training = ImageTrainingConfiguration(family: .gan)
    training.loss = .minimax
    (training.rate, training.beta1, training.beta2) = (2e-4, 0.5, 0.999)
    (training.penaltyWeight, training.batchSize) = (0, 64)
    return training
  }

  /// `widths` are the generator's hidden units.
  package static func architecture(
    for frame: ImageFrame, narrow: Bool
  ) throws(ImageTrainingError) -> ImageArchitecture {
    ImageArchitecture(
      family: .gan, height: frame.height, width: frame.width, channels: frame.channels,
      classCount: frame.classCount, widths: [128, 256, 512, 1_024], latentWidth: 100,
      embeddingWidth: 0, denseWidth: 0)
  }

  package static func generator(_ a: ImageArchitecture, progress: Double) -> [any Layer] {
    let hidden = zip(a.widths, a.widths.dropFirst()).flatMap { from, to -> [any Layer] in
      [DenseLayer(from: from, to: to), BatchNormLayer(width: to, slope: 0.2)]
    }
    let told = OneHotLayer(classCount: a.classCount)
    return [
      told, DenseLayer(from: a.latentWidth + told.addedWidth, to: a.widths[0], slope: 0.2),
    ] + hidden + [
      DenseLayer(from: a.widths[a.widths.count - 1], to: a.imageSize),
      OperationLayer(Reshape([a.height, a.width, a.channels])), OperationLayer(Tanh()),
    ]
  }

  package static func discriminator(_ a: ImageArchitecture, progress: Double) -> [any Layer] {
    let told = OneHotLayer(classCount: a.classCount)
    return [
      OperationLayer(Reshape([a.imageSize])), told,
      DenseLayer(from: a.imageSize + told.addedWidth, to: 512, slope: 0.2),
      DenseLayer(from: 512, to: 256, slope: 0.2), DenseLayer(from: 256, to: 1),
    ]
  }
}

/// The same networks; the generator minimises `-log D(G(z))`.
/// - Source: Goodfellow et al. (2014), arXiv 1406.2661, section 3.
package enum NonSaturatingGAN: ImageKind {
  package static let summary =
    "The same networks with the loss that does not saturate (Goodfellow et al. 2014, section 3)."
  package static var training: ImageTrainingConfiguration {
    var training = VanillaGAN.training
    (training.family, training.loss) = (.nonSaturatingGAN, .nonSaturating)
    return training
  }
  package static func architecture(
    for frame: ImageFrame, narrow: Bool
  ) throws(ImageTrainingError) -> ImageArchitecture {
    var result = try VanillaGAN.architecture(for: frame, narrow: narrow)
    result.family = .nonSaturatingGAN
    return result
  }
  package static func generator(_ a: ImageArchitecture, progress: Double) -> [any Layer] {
    VanillaGAN.generator(a, progress: progress)
  }
  package static func discriminator(_ a: ImageArchitecture, progress: Double) -> [any Layer] {
    VanillaGAN.discriminator(a, progress: progress)
  }
}
