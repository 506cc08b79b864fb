package import Engine

/// A conditional variational autoencoder: an encoder tells a normal distribution of latent vectors for each image, and a decoder, which
/// samples in the end, makes the image from one of them.
///
///     encoder   image → 400 → μ 20, log σ² 20       rectifier
///     decoder   z 20 → 400 → image                  rectifier, logistic
///     loss      Σ cross-entropy of pixels + β KL(N(μ, σ²) ‖ N(0, 1))
///
/// With several classes, a one for its class stands beside the image and the latent vector (Sohn, Lee and Yan 2015), and β is 2
/// (Higgins et al. 2017): what the label tells is then dear to tell again by the latent vector, and samples show the class they
/// are asked for. With one class β is 1, as published.
/// - Source: Kingma and Welling (2014), arXiv 1312.6114; sizes as commonly taught, 652,824 numbers for 28×28 grey pixels of one class.
package enum VariationalAutoencoder: ImageKind {
  package static let summary =
    "Conditional VAE (Kingma and Welling 2014): stable and quick, smooth images."
  package static var training: ImageTrainingConfiguration {
    var training = ImageTrainingConfiguration(family: .vae)
    (training.rate, training.beta1, training.beta2) = (1e-3, 0.9, 0.999)
    (training.penaltyWeight, training.batchSize) = (0, 128)
    training.maximumAugmentation = 0
    return training
  }

  /// `widths` are the hidden units.
  package static func architecture(
    for frame: ImageFrame, narrow: Bool
  ) throws(ImageTrainingError) -> ImageArchitecture {
    ImageArchitecture(
      family: .vae, height: frame.height, width: frame.width, channels: frame.channels,
      classCount: frame.classCount, widths: [400], latentWidth: 20, embeddingWidth: 0,
      denseWidth: 0)
  }

  /// The decoder; its last two layers take logits to [-1, 1]: `2 σ(a) - 1 = tanh(a / 2)`.
  package static func generator(_ a: ImageArchitecture, progress: Double) -> [any Layer] {
    let told = OneHotLayer(classCount: a.classCount)
    return [
      told, DenseLayer(from: a.latentWidth + told.addedWidth, to: a.widths[0], slope: 0),
      DenseLayer(from: a.widths[0], to: a.imageSize),
      OperationLayer(Reshape([a.height, a.width, a.channels])),
      OperationLayer(Scale(0.5)), OperationLayer(Tanh()),
    ]
  }

  /// The encoder.
  package static func discriminator(_ a: ImageArchitecture, progress: Double) -> [any Layer] {
    let told = OneHotLayer(classCount: a.classCount)
    return [
      OperationLayer(Reshape([a.imageSize])), told,
      DenseLayer(from: a.imageSize + told.addedWidth, to: a.widths[0], slope: 0),
      DenseLayer(from: a.widths[0], to: 2 * a.latentWidth),
    ]
  }

  package static func match(
    _ images: ImageBatches, _ architecture: ImageArchitecture
  ) -> any Match { AutoencoderMatch(images: images, architecture: architecture) }
}

/// Images against an encoder and a decoder, which learn together; nobody judges.
private struct AutoencoderMatch: Match {
  let images: ImageBatches
  let architecture: ImageArchitecture

  func networks(noise: Philox) -> Players {
    let kind = VariationalAutoencoder.self
    return Players(
      generators: [
        Network(kind.generator(architecture, progress: 1), noise: noise.split(0)),
        Network(kind.discriminator(architecture, progress: 1), noise: noise.split(1)),
      ], discriminators: [])
  }

  func round(_ moment: Moment) -> Round {
    let (real, labels) = images.real(moment.batchSize, noise: moment.noise.split(0))
    return Round(real: [], inputs: [real], classes: labels)
  }

  func play(_ round: Round, _ seats: [Seat], _ moment: Moment, on tape: Tape) -> Play {
    let real = round.inputs[0]
    let told = seats[1].network.output(
      tape.constant(real), leaves: seats[1].leaves, on: tape, classes: round.classes
    ).output
    let latents = tape.apply(GaussianSample(noise: moment.noise.split(1)), told)
    var decoder = seats[0].network
    decoder.layers.removeLast(2)
    let logits = decoder.output(
      latents, leaves: seats[0].leaves, on: tape, classes: round.classes
    ).output
    let targets = Tensor(real.elements.map { ($0 + 1) / 2 }, shape: real.shape)
    let divergence = tape.apply(GaussianDivergence(), told)
    return Play(
      outputs: [],
      terms: [
        tape.apply(PixelCrossEntropy(targets: targets), logits),
        tape.apply(Scale(architecture.classCount > 1 ? 2 : 1), divergence),
      ], norms: [[], []])
  }
}
