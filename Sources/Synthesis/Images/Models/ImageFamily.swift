package import Engine

/// Which kind of image networks is trained.
public enum ImageFamily: String, Codable, Sendable, CaseIterable {
  /// The default: a class-conditional convolutional pair.
  case conditional
  /// The first GAN: fully connected networks, the minimax game.
  case gan
  /// The same with the loss that does not saturate.
  case nonSaturatingGAN = "ns-gan"
  /// Least squares.
  case lsgan
  /// Wasserstein with cut weights.
  case wgan
  /// Wasserstein with a gradient penalty.
  case wganGP = "wgan-gp"
  /// The deep convolutional GAN of 2016.
  case dcgan
  /// Networks that grow with the images.
  case progressive
  /// Residual networks without norms, compared in pairs.
  case r3gan
  /// A variational autoencoder.
  case vae

  /// Its networks and settings: the register of image models.
  package var kind: any ImageKind.Type {
    switch self {
    case .conditional: ConditionalGAN.self
    case .gan: VanillaGAN.self
    case .nonSaturatingGAN: NonSaturatingGAN.self
    case .lsgan: LeastSquaresGAN.self
    case .wgan: WassersteinGAN.self
    case .wganGP: WassersteinPenaltyGAN.self
    case .dcgan: DCGAN.self
    case .progressive: ProgressiveGAN.self
    case .r3gan: R3GAN.self
    case .vae: VariationalAutoencoder.self
    }
  }

  /// A sentence about it.
  public var summary: String { kind.summary }
}

/// A kind of image model: its networks, and how it is trained. A new one is a file with such a type, and its line in `ImageFamily`.
package protocol ImageKind: SendableMetatype {
  /// A sentence for a list of models.
  static var summary: String { get }
  /// The published or measured settings.
  static var training: ImageTrainingConfiguration { get }
  /// The sizes of networks for such images.
  static func architecture(for frame: ImageFrame, narrow: Bool) throws(ImageTrainingError)
    -> ImageArchitecture
  /// Whether training could have written this architecture.
  static func isSound(_ architecture: ImageArchitecture) -> Bool
  /// From a latent vector to an image in [-1, 1], at this share of the run.
  static func generator(_ architecture: ImageArchitecture, progress: Double) -> [any Layer]
  /// From an image to a score, or whatever the kind's match does with it.
  static func discriminator(_ architecture: ImageArchitecture, progress: Double) -> [any Layer]
  /// Whether layers depend on the progress.
  static var grows: Bool { get }
  /// The shares of the run at which steps begin to cost more; the first is 0.
  static func phases(_ architecture: ImageArchitecture) -> [Double]
  /// Real images as the discriminator is to see them at this share of the run.
  static func shown(_ images: Tensor, progress: Double) -> Tensor
  /// Whether the discriminator normalises over its batch.
  static var normalisesDiscriminator: Bool { get }
  /// Whether the discriminator compares the images of a batch, so that there are to be as many different ones.
  static var comparesImages: Bool { get }
  /// How it meets the images.
  static func match(_ images: ImageBatches, _ architecture: ImageArchitecture) -> any Match
}

extension ImageKind {
  package static var grows: Bool { false }
  package static func phases(_ architecture: ImageArchitecture) -> [Double] { [0] }
  package static var normalisesDiscriminator: Bool { false }
  package static var comparesImages: Bool { false }
  package static func shown(_ images: Tensor, progress: Double) -> Tensor { images }
  package static func isSound(_ architecture: ImageArchitecture) -> Bool {
    let frame = ImageFrame(
      width: architecture.width, height: architecture.height, channels: architecture.channels,
      classCount: architecture.classCount)
    return [true, false].contains {
      (try? Self.architecture(for: frame, narrow: $0))?.widths.count == architecture.widths.count
    }
  }
  package static func match(
    _ images: ImageBatches, _ architecture: ImageArchitecture
  ) -> any Match { ImageMatch(images, architecture) }
}
