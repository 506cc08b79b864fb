package import Engine
internal import Glibc
internal import Parallel

/// The progressive GAN: both networks begin with a tiny image and grow to the full size in the first three quarters of the
/// steps, each doubling faded in.
///
///     generator       z / |z| → base image, then per doubling: nearest ×2, two convolutions 3×3, leaky, pixel norm; 1×1 to colours
///     discriminator   1×1 from colours, per halving: two convolutions 3×3, leaky, mean of 2×2; at the base the deviation over the
///                     minibatch as a channel, a convolution, two dense layers
///
/// Weights have equalised learning rates. Unlike the paper, classes are told by projection rather than by an auxiliary classifier, the
/// optimizers keep their state over doublings, and channels are fewer, so that two processor cores get somewhere: at most 64, halved from the
/// third doubling on.
/// - Source: Karras et al. (2018), arXiv 1710.10196.
package enum ProgressiveGAN: ImageKind {
  package static let summary =
    "Progressive GAN (Karras et al. 2018): grows from 4 to 7 pixels to the full size."
  package static let grows = true
  package static let comparesImages = true
  package static var training: ImageTrainingConfiguration {
    var training = ImageTrainingConfiguration(family: .progressive)
    training.loss = .wasserstein
    (training.rate, training.beta1, training.beta2) = (1e-3, 0, 0.99)
    (training.penalty, training.penaltyWeight, training.penaltyInterval) = (.between, 10, 1)
    (training.drift, training.batchSize) = (0.001, 16)
    return training
  }

  /// `widths` are the channels from the base on, one more than doublings.
  package static func architecture(
    for frame: ImageFrame, narrow: Bool
  ) throws(ImageTrainingError) -> ImageArchitecture {
    guard let stages = ImageArchitecture.stageCount(width: frame.width, height: frame.height) else {
      throw .unsupportedSize(width: frame.width, height: frame.height)
    }
    return ImageArchitecture(
      family: .progressive, height: frame.height, width: frame.width, channels: frame.channels,
      classCount: frame.classCount, widths: (0...stages).map { max(8, min(64, 256 >> $0)) },
      latentWidth: 128, embeddingWidth: 0, denseWidth: 128)
  }

  /// Where a doubling begins to be faded in; see `Growth`.
  package static func phases(_ a: ImageArchitecture) -> [Double] {
    let stages = a.widths.count - 1
    return [0] + (0..<stages).map { Growth.growing * Double(2 * $0 + 1) / Double(2 * stages) }
  }

  private static let gain = Float(2).squareRoot()

  private static func convolution(_ from: Int, _ to: Int) -> ConvolutionLayer {
    ConvolutionLayer(from: from, to: to, window: 3, padding: 1, slope: 0.2, gain: gain)
  }

  package static func generator(_ a: ImageArchitecture, progress: Double) -> [any Layer] {
    let stages = a.widths.count - 1
    let base = a.base(stages: stages)
    let norm = OperationLayer(PixelNorm())
    let told = OneHotLayer(classCount: a.classCount)
    let first = SequenceLayer([
      DenseLayer(
        from: a.latentWidth + told.addedWidth, to: base.height * base.width * a.widths[0],
        slope: 0.2, gain: gain / 4),
      OperationLayer(Reshape([base.height, base.width, a.widths[0]])), norm,
      convolution(a.widths[0], a.widths[0]), norm,
    ])
    let blocks = zip(a.widths, a.widths.dropFirst()).map { from, to in
      SequenceLayer([
        OperationLayer(NearestUpsampling()), convolution(from, to), norm, convolution(to, to), norm,
      ])
    }
    let colours = a.widths.map {
      ConvolutionLayer(from: $0, to: a.channels, window: 1, gain: 1)
    }
    return [
      norm, told,
      GrowingGeneratorLayer(
        first: first, blocks: blocks, colours: colours,
        growth: Growth(progress: progress, stages: stages)
      ).named("growing"),
    ]
  }

  package static func discriminator(_ a: ImageArchitecture, progress: Double) -> [any Layer] {
    let stages = a.widths.count - 1
    let base = a.base(stages: stages)
    let last = SequenceLayer([
      OperationLayer(MinibatchDeviation()), convolution(a.widths[0] + 1, a.widths[0]),
      DenseLayer(
        from: base.height * base.width * a.widths[0], to: a.denseWidth, slope: 0.2, gain: gain),
      ProjectionHeadLayer(width: a.denseWidth, classCount: a.classCount),
    ])
    let blocks = zip(a.widths, a.widths.dropFirst()).map { to, from in
      SequenceLayer([
        convolution(from, from), convolution(from, to), OperationLayer(AveragePooling()),
      ])
    }
    let colours = a.widths.map {
      ConvolutionLayer(from: a.channels, to: $0, window: 1, slope: 0.2, gain: gain)
    }
    return [
      GrowingDiscriminatorLayer(
        last: last, blocks: blocks, colours: colours,
        growth: Growth(progress: progress, stages: stages)
      ).named("growing")
    ]
  }

  /// While a doubling is faded in, its pixels are partly those of the size before.
  package static func shown(_ images: Tensor, progress: Double) -> Tensor {
    let stages = ImageArchitecture.stageCount(width: images.shape[2], height: images.shape[1]) ?? 0
    let growth = Growth(progress: progress, stages: stages)
    if growth.share <= 0 { return images }
    let team = ThreadTeam(threadCount: 1)
    func coarse(_ factor: Int) -> Tensor {
      let small = AveragePooling(factor: factor).forward([images], team: team).output
      return NearestUpsampling(factor: factor).forward([small], team: team).output
    }
    let factor = 1 << (stages - growth.stage)
    let (old, new) = (coarse(factor), coarse(factor / 2))
    let result = Tensor(repeating: 0, shape: images.shape)
    return result.adding(new, scale: growth.share).adding(old, scale: 1 - growth.share)
  }
}
