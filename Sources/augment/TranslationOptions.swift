public import ArgumentParser
public import Pipelines

/// What only models have that turn images into images.
struct TranslationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "With pix2pix, which images of the pairs the others are made from.", valueName: "direction"))
  var direction: PairDirection = .forth

  @Option(help: ArgumentHelp("With pix2pix, how pairs are stored.", valueName: "layout"))
  var pairs: PairLayout = .auto

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("With srgan, how much larger images become: 2 or 4.", valueName: "factor"),
    transform: wholeNumber)
  var scale: Int = 2

  @Option(
    help: ArgumentHelp(
      "With anonymize, a CSV file of the regions to be replaced: file,x,y,width,height.",
      valueName: "file"))
  var regions: String?

  @Option(help: ArgumentHelp("With cyclegan, what it minimises.", valueName: "loss"))
  var loss: CycleLoss = .cyclegan

  @Flag(
    help:
      "With these models, networks of the published size rather than ones that learn in minutes.")
  var publishedSize = false

  /// The options that other models do not have.
  static let names = ["direction", "pairs", "scale", "regions", "loss", "published-size"]

  /// Puts these options over the defaults.
  func apply(to configuration: inout TranslationPipelineConfiguration) {
    configuration.input.direction = direction
    configuration.input.pairs = pairs
    configuration.input.regionsPath = regions
    configuration.training.scale = scale
    configuration.training.loss = loss
    configuration.training.hasPublishedSize = publishedSize
  }
}

extension PairDirection: ExpressibleByArgument {}
extension PairLayout: ExpressibleByArgument {}
extension CycleLoss: ExpressibleByArgument {}

extension ModelName: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
  public var defaultValueDescription: String { text }
  public static var allValueStrings: [String] { names }
}

/// The options of a model that turns images into images, together.
struct TranslationRunOptions {
  let family: TranslationFamily
  let input: InputOptions
  let images: ImageOptions
  let translation: TranslationOptions
  let model: ModelOptions
  let directory: RunDirectoryOptions

  /// The configuration; options of other models are refused.
  func configuration(gate: GateOptions? = nil) throws -> TranslationPipelineConfiguration {
    try GivenOptions.refuse(
      GivenOptions.tableNames + ImageSamplingOptions.names + SamplingOptions.names
        + ["per-class", "format", "licence"],
      for: "--model \(family.rawValue)")
    var configuration = TranslationPipelineConfiguration(family: family, inputPath: input.input)
    configuration.input.holdoutPath = input.holdout
    configuration.input.size = images.imageSize
    configuration.input.fit = images.fit
    configuration.input.channels = images.channels
    try gate?.apply(to: &configuration.gate)
    try model.repetition.apply(
      seed: &configuration.seed, threadCount: &configuration.threadCount)
    configuration.training.steps = model.steps
    configuration.training.timeBudgetSeconds = model.timeBudget
    directory.apply(to: &configuration.output)
    if let interval = images.checkpointEvery { configuration.output.checkpointInterval = interval }
    translation.apply(to: &configuration)
    try configuration.check()
    return configuration
  }
}
