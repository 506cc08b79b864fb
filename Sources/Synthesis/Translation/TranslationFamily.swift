package import Engine

/// Which kind of networks turns images into images.
public enum TranslationFamily: String, Codable, Sendable, CaseIterable {
  /// Paired images: the second of each pair from the first.
  case pix2pix
  /// Two sets of images without pairs: each kind from the other.
  case cyclegan
  /// Larger images from smaller ones.
  case srgan
  /// Other contents for marked regions.
  case anonymize

  /// Its networks and rules: the register of these models.
  package var kind: any TranslationKind.Type {
    switch self {
    case .pix2pix: Pix2Pix.self
    case .cyclegan: CycleGAN.self
    case .srgan: SuperResolution.self
    case .anonymize: Anonymization.self
    }
  }

  /// A sentence about it.
  public var summary: String { kind.summary }
}

/// What a pair of cycles minimises.
public enum CycleLoss: String, Codable, Sendable, CaseIterable {
  /// Zhu et al. (2017): least squares, an absolute distance after the cycle, identity.
  case cyclegan
  /// Yi et al. (2017): a Wasserstein critic, a heavy absolute distance after the cycle.
  case dualgan
  /// Kim et al. (2017): the logistic game, a squared distance after the cycle.
  case discogan
}

/// A kind of model that turns images into images. A new one is a file with such a type, and its line in `TranslationFamily`.
package protocol TranslationKind: SendableMetatype {
  /// A sentence for a list of models.
  static var summary: String { get }
  /// The steps where neither a number nor a time is given.
  static var defaultSteps: Int { get }
  /// The sizes of networks for such images.
  static func architecture(
    for frame: TranslationFrame, _ configuration: TranslationConfiguration
  ) throws(TranslationError) -> TranslationArchitecture
  /// From images to images, in [-1, 1]; one network per direction.
  static func generators(_ architecture: TranslationArchitecture) -> [[any Layer]]
  /// From images to scores.
  static func discriminators(_ architecture: TranslationArchitecture) -> [[any Layer]]
  /// The numbers by which the common loop plays.
  static func rules(
    _ configuration: TranslationConfiguration, _ architecture: TranslationArchitecture
  ) -> AdversarialRules
  /// How the networks meet the examples.
  static func match(
    _ examples: TranslationExamples, _ architecture: TranslationArchitecture,
    _ configuration: TranslationConfiguration, threadCount: Int
  ) throws -> any TranslationMatch
  /// What a generator makes of one image.
  static func output(
    _ generator: Network, _ input: TranslationInput, noise: Philox, on tape: Tape
  ) -> Tensor
  /// The smallest crops or windows that networks see, where they are fewer pixels than an image has.
  static func exampleEdge(_ configuration: TranslationConfiguration) -> Int?
}

extension TranslationKind {
  package static func exampleEdge(_ configuration: TranslationConfiguration) -> Int? { nil }
}

/// A match whose generators have further losses, by name.
package protocol TranslationMatch: Match {
  /// The names of a play's terms, in their order.
  var termNames: [String] { get }
  /// The shares of the run at which its steps begin to take another time, the first being 0.
  var phases: [Double] { get }
}

extension TranslationMatch {
  package var phases: [Double] { [0] }
}

/// What images look like to networks.
package struct TranslationFrame: Sendable, Equatable {
  /// Pixels in a row and in a column; 0 where any size is taken.
  package var width: Int
  package var height: Int
  /// Numbers per pixel of what goes in and of what comes out.
  package var inputChannels: Int
  package var outputChannels: Int

  /// A frame.
  package init(width: Int, height: Int, inputChannels: Int, outputChannels: Int) {
    (self.width, self.height) = (width, height)
    (self.inputChannels, self.outputChannels) = (inputChannels, outputChannels)
  }
}

/// The sizes of the networks.
public struct TranslationArchitecture: Codable, Sendable, Equatable {
  /// The kind of networks.
  public var family: TranslationFamily
  /// What cycles minimise, which decides about their networks.
  public var loss = CycleLoss.cyclegan
  /// Pixels in a row of the images; 0 where any size is taken.
  public var width: Int
  /// Pixels in a column.
  public var height: Int
  /// Numbers per pixel that go in.
  public var inputChannels: Int
  /// Numbers per pixel that come out.
  public var outputChannels: Int
  /// Channels of the generator's first layer.
  public var featureWidth: Int
  /// Halvings, or residual blocks.
  public var depth: Int
  /// Channels of the discriminator's first layer.
  public var criticWidth: Int
  /// Halvings of a discriminator of patches.
  public var criticStages = 0
  /// How much larger images become.
  public var scale = 1

  /// Whether it has the published width, rather than one that learns in minutes.
  var isPublishedWidth: Bool { featureWidth >= 64 }

  /// Whether training could have written it.
  var isSound: Bool {
    [featureWidth, criticWidth].allSatisfy { (1...1_024).contains($0) }
      && [inputChannels, outputChannels].allSatisfy { (1...4).contains($0) }
      && (1...64).contains(depth) && (0...8).contains(criticStages) && [1, 2, 4].contains(scale)
      && [width, height].allSatisfy { (0...1 << 14).contains($0) }
  }
}
