package import Engine
internal import Glibc

/// A small R3GAN: residual networks without norms, scores of pairs compared, and a zero-centred penalty at real and generated images.
///
///     block           x + 1×1(C ← 2C) leaky(grouped 3×3) leaky(1×1(2C ← C))          the last one begins at zero
///     generator       learnt map scaled by dense(z ⊕ E[class]), then block, ×2, … ; 1×1 to colours
///     discriminator   1×1 from colours, then block, ÷2, … ; weighted sums over pixels, dense, ⟨·, E[class]⟩ / √width
///
/// Widths are a tenth of the paper's, and of its schedules the learning rate's alone is kept.
/// - Source: Huang et al. (2024), arXiv 2501.05441, section 4 and appendix B.
package enum R3GAN: ImageKind {
  package static let summary =
    "A small R3GAN (Huang et al. 2024): relativistic loss, residual networks without norms, R1 and R2."
  package static var training: ImageTrainingConfiguration {
    var training = ImageTrainingConfiguration(family: .r3gan)
    training.loss = .relativistic
    (training.rate, training.beta1, training.beta2) = (1e-3, 0, 0.99)
    (training.penalty, training.penaltyInterval, training.batchSize) = (.both, 4, 32)
    return training
  }

  /// `widths` are the channels from the base on, one more than doublings: `64, 32, 16` at 28 pixels.
  package static func architecture(
    for frame: ImageFrame, narrow: Bool
  ) throws(ImageTrainingError) -> ImageArchitecture {
    guard let stages = ImageArchitecture.stageCount(width: frame.width, height: frame.height) else {
      throw .unsupportedSize(width: frame.width, height: frame.height)
    }
    let first = stages < 3 ? 64 : 96
    let widths = (0...stages).map { max(16, min(first, stages < 3 ? 64 >> $0 : 192 >> $0)) }
    return ImageArchitecture(
      family: .r3gan, height: frame.height, width: frame.width, channels: frame.channels,
      classCount: frame.classCount, widths: widths, latentWidth: 64, embeddingWidth: 32,
      denseWidth: 64)
  }

  private static let groupWidth = 16

  /// He's deviation for rectifiers of slope 0.2, smaller the more blocks add up.
  private static func deviation(_ fanIn: Int, _ blocks: Int) -> InitialWeights {
    let gain = Float(2 / 1.04).squareRoot() * powf(Float(blocks), -0.25)
    return .normal(deviation: gain / Float(fanIn).squareRoot())
  }

  private static func block(_ width: Int, _ blocks: Int) -> any Layer {
    let inner = 2 * width
    return ResidualLayer([
      ConvolutionLayer(
        from: width, to: inner, window: 1, slope: 0.2, start: deviation(width, blocks)),
      GroupedConvolutionLayer(
        width: inner, groupWidth: groupWidth, window: 3, slope: 0.2,
        start: deviation(9 * groupWidth, blocks)),
      ConvolutionLayer(from: inner, to: width, window: 1, bias: false, start: .constant(0)),
    ])
  }

  private static func linear(_ from: Int, _ to: Int) -> ConvolutionLayer {
    ConvolutionLayer(
      from: from, to: to, window: 1, bias: false,
      start: .normal(deviation: 1 / Float(from).squareRoot()))
  }

  package static func generator(_ a: ImageArchitecture, progress: Double) -> [any Layer] {
    let base = a.base(stages: a.widths.count - 1)
    let blocks = a.widths.count
    let first: [any Layer] = [
      ClassEmbeddingLayer(classCount: a.classCount, width: a.embeddingWidth),
      DenseLayer(from: a.latentWidth + a.embeddingWidth, to: a.widths[0]),
      LearntMapLayer(pixels: base.height * base.width, channels: a.widths[0]),
      OperationLayer(Reshape([base.height, base.width, a.widths[0]])), block(a.widths[0], blocks),
    ]
    let rest = zip(a.widths, a.widths.dropFirst()).flatMap { from, to -> [any Layer] in
      [linear(from, to), OperationLayer(SmoothResampling(.up)), block(to, blocks)]
    }
    return first + rest + [linear(a.widths[a.widths.count - 1], a.channels)]
  }

  package static func discriminator(_ a: ImageArchitecture, progress: Double) -> [any Layer] {
    let base = a.base(stages: a.widths.count - 1)
    let (blocks, widths) = (a.widths.count, Array(a.widths.reversed()))
    let first: [any Layer] = [linear(a.channels, widths[0]), block(widths[0], blocks)]
    let rest = zip(widths, widths.dropFirst()).flatMap { from, to -> [any Layer] in
      [OperationLayer(SmoothResampling(.down)), linear(from, to), block(to, blocks)]
    }
    return first + rest + [
      ChannelSumsLayer(pixels: base.height * base.width, channels: a.widths[0]),
      DenseLayer(from: a.widths[0], to: a.denseWidth),
      ClassScoreLayer(width: a.denseWidth, classCount: a.classCount),
    ]
  }
}
