package import Engine

/// The deep convolutional GAN: batch norm in both networks, no dense layer, weights of deviation 0.02.
///
///     generator       z 100 → 4×4 → … → image      transposed convolutions 4×4, norm and rectifier, tanh
///     discriminator   image → … → 4×4 → 1          convolutions 4×4 of stride 2, norms but for the first, leaky
///
/// With several classes, a one for its class stands beside the latent vector and beside every pixel (Mirza and Osindero 2014).
/// - Source: Radford, Metz and Chintala (2016), arXiv 1511.06434, section 3, with windows of four pixels: 3,576,704 and 2,765,568 numbers for
///   64×64 pixels in colour and one class.
package enum DCGAN: ImageKind {
  package static let summary = "DCGAN (Radford et al. 2016): batch norm in both networks."
  package static let normalisesDiscriminator = true
  package static var training: ImageTrainingConfiguration {
    var training = ImageTrainingConfiguration(family: .dcgan)
    (training.rate, training.beta1, training.beta2) = (2e-4, 0.5, 0.999)
    (training.penaltyWeight, training.batchSize) = (0, 128)
    return training
  }

  package static func architecture(
    for frame: ImageFrame, narrow: Bool
  ) throws(ImageTrainingError) -> ImageArchitecture {
    try architecture(
      for: frame, featureWidth: max(frame.width, frame.height) < publishedSize ? 32 : 64)
  }

  /// The size of the paper's images; for smaller ones half of its channels are enough, and four times as quick.
  private static let publishedSize = 64

  /// `widths` are the channels of the generator's stages; `featureWidth` is the last.
  package static func architecture(
    for frame: ImageFrame, featureWidth: Int
  ) throws(ImageTrainingError) -> ImageArchitecture {
    guard let stages = ImageArchitecture.stageCount(width: frame.width, height: frame.height) else {
      throw .unsupportedSize(width: frame.width, height: frame.height)
    }
    return ImageArchitecture(
      family: .dcgan, height: frame.height, width: frame.width, channels: frame.channels,
      classCount: frame.classCount, widths: (0..<stages).reversed().map { featureWidth << $0 },
      latentWidth: 100,
      embeddingWidth: 0, denseWidth: 0)
  }

  private static let start = InitialWeights.normal(deviation: 0.02)
  private static let gains = InitialWeights.gains(deviation: 0.02)

  /// A transposed convolution of one pixel is a dense layer.
  package static func generator(_ a: ImageArchitecture, progress: Double) -> [any Layer] {
    let base = a.base(stages: a.widths.count)
    let steps = zip(a.widths, a.widths.dropFirst() + [a.channels])
    let up = steps.enumerated().flatMap { stage, width -> [any Layer] in
      [
        BatchNormLayer(width: width.0, slope: 0, start: gains).named("norm.\(stage)"),
        TransposedConvolutionLayer(
          from: width.0, to: width.1, window: 4, stride: 2, padding: 1, bias: false, start: start
        ).named("up.\(stage)"),
      ]
    }
    let told = OneHotLayer(classCount: a.classCount)
    return [
      told,
      DenseLayer(
        from: a.latentWidth + told.addedWidth, to: base.height * base.width * a.widths[0],
        bias: false, start: start
      ).named("dense"),
      OperationLayer(Reshape([base.height, base.width, a.widths[0]])),
    ] + up + [OperationLayer(Tanh())]
  }

  package static func discriminator(_ a: ImageArchitecture, progress: Double) -> [any Layer] {
    let base = a.base(stages: a.widths.count)
    let told = OneHotLayer(classCount: a.classCount)
    let widths = [a.channels + told.addedWidth] + a.widths.reversed()
    let down = a.widths.indices.flatMap { stage -> [any Layer] in
      let convolution = ConvolutionLayer(
        from: widths[stage], to: widths[stage + 1], window: 4, stride: 2, padding: 1, bias: false,
        slope: stage == 0 ? 0.2 : 1, start: start
      ).named("down.\(stage)")
      let norm = BatchNormLayer(width: widths[stage + 1], slope: 0.2, start: gains)
      return stage == 0 ? [convolution] : [convolution, norm.named("norm.\(stage)")]
    }
    return [told] + down + [
      DenseLayer(
        from: base.height * base.width * a.widths[0], to: 1, bias: false, start: start
      ).named("head")
    ]
  }
}
