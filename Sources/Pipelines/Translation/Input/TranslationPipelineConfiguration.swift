internal import Foundation

/// Everything that decides what a run makes that learns to turn images into images; see `ImagePipelineConfiguration`.
public struct TranslationPipelineConfiguration: Codable, Sendable, Equatable {
  /// What is read, and how.
  public var input: TranslationInputConfiguration
  /// Which images are held out.
  public var split = SplitConfiguration()
  /// How networks are trained.
  public var training: TranslationConfiguration
  /// Which checks keep the images from being published.
  public var gate = TranslationGateThresholds()
  /// What is written, and where.
  public var output = ImageOutputConfiguration()
  /// The seed of the run; every stage derives its own from it.
  public var seed: UInt64 = 0
  /// Threads to use; results do not depend on it.
  ///
  /// Not encoded.
  public var threadCount = ProcessInfo.processInfo.activeProcessorCount

  /// The defaults for a kind of networks and a folder of images.
  public init(family: TranslationFamily, inputPath: String) {
    training = TranslationConfiguration(family: family)
    input = TranslationInputConfiguration(path: inputPath)
  }

  private enum CodingKeys: String, CodingKey {
    case input, split, training, gate, output, seed
  }

  /// Refuses values that no stage could work with, before anything is read or written.
  /// - Throws: `PipelineError`.
  public func check() throws(PipelineError) {
    try ConfigurationCheck.common(
      threadCount: threadCount, steps: training.steps, timeBudget: training.timeBudgetSeconds,
      holdoutFraction: split.holdoutFraction)
    try ConfigurationCheck.require(
      training.timeBudgetSeconds == nil || training.steps == nil, "time-budget", "beside --steps",
      "one of the two")
    try ConfigurationCheck.require(
      output.checkpointInterval > 0, "checkpoint-every", output.checkpointInterval,
      "a whole number above 0")
    try ConfigurationCheck.require(
      [2, 4].contains(training.scale), "scale", training.scale, "2 or 4")
    try ConfigurationCheck.require(
      [ImageChannels.auto, .grey, .rgb].contains(input.channels), "channels",
      input.channels.rawValue, "auto, grey or rgb beside --model \(training.family.rawValue)")
    let model = "--model \(training.family.rawValue)"
    let usual = TranslationInputConfiguration(path: "")
    func suits(_ name: String, _ isGiven: Bool, _ families: [TranslationFamily])
      throws(PipelineError)
    {
      if isGiven && !families.contains(training.family) {
        throw .unsuitableOption(name: name, input: model)
      }
    }
    try suits("regions", input.regionsPath != nil, [.anonymize])
    try suits("direction", input.direction != usual.direction, [.pix2pix])
    try suits("pairs", input.pairs != usual.pairs, [.pix2pix])
    try suits("scale", training.scale != 2, [.srgan])
    try suits("loss", training.loss != .cyclegan, [.cyclegan])
    try suits("image-size", input.size != nil, [.pix2pix, .cyclegan])
    if training.family == .anonymize && input.regionsPath == nil {
      throw .invalidValue(
        name: "model", found: "anonymize", expected: "--regions with the regions to be replaced")
    }
  }

  /// The seed of one stage.
  func seed(of stage: Stage) -> UInt64 { stage.seed(run: seed) }

  /// Where the run is written.
  var outputDirectory: String {
    output.directory ?? InputConfiguration.baseName(input.path) + "-augmented"
  }

  /// The training configuration with the seed of its stage.
  var resolvedTraining: TranslationConfiguration {
    var training = training
    training.seed = seed(of: .train)
    return training
  }

  /// The request of a run, or of a training alone, with this configuration.
  func request(_ inputs: [RequestInput], step: JobStep = .run) throws -> String {
    var configuration = self
    configuration.input.path = (input.path as NSString).lastPathComponent
    configuration.input.holdoutPath = input.holdoutPath.map { ($0 as NSString).lastPathComponent }
    configuration.input.regionsPath = input.regionsPath.map { ($0 as NSString).lastPathComponent }
    return try RequestDigest(step, configuration, inputs).text
  }
}

/// Which images are read, and how.
public struct TranslationInputConfiguration: Codable, Sendable, Equatable {
  /// A folder of PNG images, or of two such folders.
  public var path: String
  /// Images to judge the result on, in the same form; nil to hold out images of the input.
  public var holdoutPath: String?
  /// A CSV file of regions to be replaced.
  public var regionsPath: String?
  /// Which images of pairs the others are made from.
  public var direction = PairDirection.forth
  /// How pairs are stored.
  public var pairs = PairLayout.auto
  /// The size that images are brought to; nil for the most frequent one, if it is not above `longestEdge`.
  public var size: ImageSize?
  /// Larger images are scaled down to this edge where no size is named.
  public var longestEdge = 128
  /// What happens to an image of another shape.
  public var fit = ImageFit.crop
  /// The channels of every image.
  public var channels = ImageChannels.auto

  /// The defaults for a folder.
  public init(path: String) { self.path = path }

  /// The places that are read.
  var jobInputs: [JobInput] {
    [
      JobInput(role: "images", path: path, kind: .images),
      holdoutPath.map { JobInput(role: "holdout", path: $0, kind: .images) },
      regionsPath.map { JobInput(role: "regions", path: $0) },
    ].compactMap { $0 }
  }
}

/// Which images of pairs the others are made from.
public enum PairDirection: String, Codable, Sendable, CaseIterable {
  /// The second from the first: of folders by name, of pairs side by side from the left.
  case forth = "AtoB"
  /// The first from the second.
  case back = "BtoA"
}

/// How pairs of images are stored.
public enum PairLayout: String, Codable, Sendable, CaseIterable {
  /// As found: two folders, or images twice as wide as high.
  case auto
  /// Two folders with files of equal names.
  case folders
  /// Both images of a pair side by side in one file.
  case sideBySide = "side-by-side"
}
