/// How networks that turn images into images are trained.
public struct TranslationConfiguration: Codable, Sendable, Equatable {
  /// The kind of networks.
  public var family: TranslationFamily
  /// What cycles minimise.
  public var loss = CycleLoss.cyclegan
  /// How much larger super-resolution makes images: 2 or 4.
  public var scale = 2
  /// Whether networks have the published size rather than one that learns in minutes.
  public var hasPublishedSize = false
  /// Optimizer steps; nil takes `timeBudgetSeconds`, or else the kind's default.
  public var steps: Int?
  /// Seconds for all training. The pace is measured and turned into a number of steps, which the model records.
  public var timeBudgetSeconds: Double?
  /// The seed of initial weights, batches and noise.
  public var seed: UInt64 = 0

  /// The defaults of a kind.
  public init(family: TranslationFamily) { self.family = family }

  /// The steps where no time budget decides.
  public var plannedSteps: Int { steps ?? family.kind.defaultSteps }

  /// The edge of the crops or windows that networks learn from; nil where they see whole images.
  public var exampleEdge: Int? { family.kind.exampleEdge(self) }

  /// Whether a run asked for with `wanted` may go on from a state of this configuration: all but the filled-in steps agree.
  func matches(_ wanted: TranslationConfiguration) -> Bool {
    var same = self
    if wanted.steps == nil { same.steps = nil }
    return same == wanted
  }

  /// Refuses images that the networks cannot take.
  /// - Throws: `TranslationError`.
  public func check(
    width: Int, height: Int, inputChannels: Int, outputChannels: Int
  ) throws(TranslationError) {
    _ = try family.kind.architecture(
      for: TranslationFrame(
        width: width, height: height, inputChannels: inputChannels,
        outputChannels: outputChannels), self)
  }
}

/// What is learned from. Which parts are filled depends on the kind.
public struct TranslationExamples: Sendable {
  /// Images to start from.
  public var sources: [Picture]
  /// Images to arrive at: one for each source, or a set of its own where there are no pairs.
  public var targets: [Picture]
  /// What each output is added to: enlarged sources.
  public var bases: [Picture]
  /// Where each target is to be made: one channel, 255 inside.
  public var masks: [Picture]
  /// The class of each target, for a classifier whose features compare images.
  public var labels: [Int32]

  /// Examples.
  public init(
    sources: [Picture], targets: [Picture], bases: [Picture] = [], masks: [Picture] = [],
    labels: [Int32] = []
  ) {
    (self.sources, self.targets, self.bases) = (sources, targets, bases)
    (self.masks, self.labels) = (masks, labels)
  }

  /// What networks see of them.
  func frame(anySize: Bool) throws(TranslationError) -> TranslationFrame {
    guard let source = sources.first, let target = targets.first else { throw .noImages }
    return TranslationFrame(
      width: anySize ? 0 : target.width, height: anySize ? 0 : target.height,
      inputChannels: source.channels, outputChannels: target.channels)
  }
}

/// One image to be turned into another.
public struct TranslationInput: Sendable {
  /// The image.
  public var picture: Picture
  /// What the output is added to.
  public var base: Picture?
  /// Where the output is to be made.
  public var mask: Picture?

  /// An image.
  public init(_ picture: Picture, base: Picture? = nil, mask: Picture? = nil) {
    (self.picture, self.base, self.mask) = (picture, base, mask)
  }
}

/// Why images cannot be turned into others.
public enum TranslationError: Error, Equatable, CustomStringConvertible {
  /// There is no image to learn from.
  case noImages
  /// Images of a size that the networks do not take.
  case unsupportedSize(width: Int, height: Int, multiple: Int)

  public var description: String {
    switch self {
    case .noImages: "there is no image to learn from"
    case .unsupportedSize(let width, let height, let multiple):
      "images of \(width)x\(height) pixels do not fit the networks, which halve them again and again; both edges are to be "
        + "multiples of \(multiple), as with --image-size "
        + "\(max(multiple, width / multiple * multiple))x\(max(multiple, height / multiple * multiple))"
    }
  }
}
