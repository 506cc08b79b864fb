/// Which kind of image networks is trained.
public enum ImageFamily: String, Codable, Sendable, CaseIterable {
  /// The default: a class-conditional pair, batch norm per class in the generator, none in the discriminator, a dense head with
  /// projection.
  case conditional
  /// Radford et al. (2016), arXiv 1511.06434: batch norm in both, no biases, no dense layer; one pair per class.
  case dcgan
}

/// The sizes of a generator and its discriminator.
///
/// The generator goes from a latent vector by a dense layer to `widths[0]` channels on a small base image, and doubles it with a
/// 4×4 transposed convolution of stride 2 per width; the discriminator mirrors it with convolutions.
public struct ImageArchitecture: Codable, Sendable, Equatable {
  /// The kind of networks.
  public var family: ImageFamily
  /// Pixels in a column of the images.
  public var height: Int
  /// Pixels in a row of the images.
  public var width: Int
  /// Numbers per pixel.
  public var channels: Int
  /// Classes that the networks tell apart.
  public var classCount: Int
  /// Channels of the generator's stages, from the base on; the discriminator's, from the last convolution back.
  public var widths: [Int]
  /// Numbers of a latent vector.
  public var latentWidth: Int
  /// Numbers per embedded class beside the latent vector; 0 without.
  public var embeddingWidth: Int
  /// Units of the discriminator's dense layer; 0 without.
  public var denseWidth: Int

  /// How often images double: the halvings after which the longer edge has 4 to 7 pixels, if they leave no remainder.
  static func stageCount(width: Int, height: Int) -> Int? {
    var (longer, stages) = (max(width, height), 0)
    while longer > 7 && longer.isMultiple(of: 2) { (longer, stages) = (longer / 2, stages + 1) }
    let isWhole = min(width, height) > 0 && min(width, height).isMultiple(of: 1 << stages)
    return (4...7).contains(longer) && stages > 0 && isWhole ? stages : nil
  }

  /// Whether there are networks for images of this size: the longer edge is 4, 5, 6 or 7 times a power of two and at least 8, the
  /// shorter one a multiple of that power.
  public static func supports(width: Int, height: Int) -> Bool {
    stageCount(width: width, height: height) != nil
  }

  /// The channels of the stages for images with so many of them, twice as many one stage earlier: `64, 32` at 28 pixels;
  /// `narrow` is three quarters of that, which sees more images in a short run.
  static func widths(stages: Int, narrow: Bool) -> [Int] {
    let last = stages <= 2 ? 32 : stages == 3 ? 32 : 16
    let widths = (0..<stages).reversed().map { min(128, last << $0) }
    return narrow ? widths.map { $0 * 3 / 4 } : widths
  }

  /// The default networks for these images.
  /// - Precondition: `supports(width:height:)`.
  public static func conditional(
    width: Int, height: Int, channels: Int, classCount: Int, narrow: Bool = false
  ) -> ImageArchitecture {
    let stages = stageCount(width: width, height: height) ?? 0
    precondition(
      supports(width: width, height: height), "no networks for images of \(width)x\(height)")
    return ImageArchitecture(
      family: .conditional, height: height, width: width, channels: channels,
      classCount: classCount, widths: widths(stages: stages, narrow: narrow), latentWidth: 64,
      embeddingWidth: 32, denseWidth: 128)
  }

  /// The networks of the DCGAN paper with windows of four pixels, `width` (64 there) being the channels next to the image.
  /// - Precondition: `supports(width:height:)`.
  public static func dcgan(
    width: Int, height: Int, channels: Int, featureWidth: Int = 64
  ) -> ImageArchitecture {
    let stages = stageCount(width: width, height: height) ?? 0
    precondition(
      supports(width: width, height: height), "no networks for images of \(width)x\(height)")
    return ImageArchitecture(
      family: .dcgan, height: height, width: width, channels: channels, classCount: 1,
      widths: (0..<stages).reversed().map { featureWidth << $0 }, latentWidth: 100,
      embeddingWidth: 0, denseWidth: 0)
  }

  /// Pixels in a column and a row of the base image.
  var base: (height: Int, width: Int) { (height >> widths.count, width >> widths.count) }
  /// Numbers of the base image.
  var baseCount: Int { base.height * base.width * (widths.first ?? 0) }
  /// Whether layers have biases of their own; beside batch norm they would do nothing.
  var hasBiases: Bool { family == .conditional }
  /// Whether the discriminator normalises over its batch, so that real and generated images go through it apart.
  var normalisesDiscriminator: Bool { family == .dcgan }
}
