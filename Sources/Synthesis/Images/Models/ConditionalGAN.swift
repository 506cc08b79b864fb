package import Engine

/// The default for images: a class-conditional pair found by experiment.
///
///     generator       h = dense(z ⊕ E[class]) as a small image
///                     h = transposed convolution(relu(norm(h, class)))     4×4, stride 2, once per width
///                     image = tanh(h)
///     discriminator   h = leaky(convolution(h))                            4×4, stride 2, once per width
///                     h = leaky(dense(h))
///                     score = ⟨h, w⟩ + c + ⟨h, table[class]⟩
///
/// Without norms the discriminator is linear in its input wherever no unit changes sign, which its penalty uses.
package enum ConditionalGAN: ImageKind {
  package static let summary =
    "One class-conditional pair with projection, softplus loss and R1; the default for images."
  package static var training: ImageTrainingConfiguration { ImageTrainingConfiguration() }

  /// `widths` are the channels of the generator's stages, from the base on: `64, 32` at 28 pixels; `narrow` is three quarters of that,
  /// which sees more images in a short run.
  package static func architecture(
    for frame: ImageFrame, narrow: Bool
  ) throws(ImageTrainingError) -> ImageArchitecture {
    guard let stages = ImageArchitecture.stageCount(width: frame.width, height: frame.height) else {
      throw .unsupportedSize(width: frame.width, height: frame.height)
    }
    let last = stages <= 3 ? 32 : 16
    let widths = (0..<stages).reversed().map { min(128, last << $0) }
    return ImageArchitecture(
      family: .conditional, height: frame.height, width: frame.width, channels: frame.channels,
      classCount: frame.classCount, widths: narrow ? widths.map { $0 * 3 / 4 } : widths,
      latentWidth: 64, embeddingWidth: 32, denseWidth: 128)
  }

  package static func generator(
    _ a: ImageArchitecture, progress: Double
  ) -> [any Layer] {
    let base = a.base(stages: a.widths.count)
    let steps = zip(a.widths, a.widths.dropFirst() + [a.channels])
    let up = steps.enumerated().flatMap { stage, width -> [any Layer] in
      [
        BatchNormLayer(width: width.0, classCount: a.classCount, slope: 0)
          .named("norm.\(stage)"),
        TransposedConvolutionLayer(
          from: width.0, to: width.1, window: 4, stride: 2, padding: 1
        ).named("up.\(stage)"),
      ]
    }
    return [
      ClassEmbeddingLayer(classCount: a.classCount, width: a.embeddingWidth).named("embedding"),
      DenseLayer(
        from: a.latentWidth + a.embeddingWidth, to: base.height * base.width * a.widths[0]
      ).named("dense"),
      OperationLayer(Reshape([base.height, base.width, a.widths[0]])),
    ] + up + [OperationLayer(Tanh())]
  }

  package static func discriminator(
    _ a: ImageArchitecture, progress: Double
  ) -> [any Layer] {
    let base = a.base(stages: a.widths.count)
    let widths = [a.channels] + a.widths.reversed()
    let down = a.widths.indices.map { stage in
      ConvolutionLayer(
        from: widths[stage], to: widths[stage + 1], window: 4, stride: 2, padding: 1, slope: 0.2
      ).named("down.\(stage)")
    }
    return down + [
      DenseLayer(from: base.height * base.width * a.widths[0], to: a.denseWidth, slope: 0.2)
        .named("dense"),
      ProjectionHeadLayer(width: a.denseWidth, classCount: a.classCount).named(""),
    ]
  }
}
