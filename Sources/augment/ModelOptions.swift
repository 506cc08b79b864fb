public import ArgumentParser
public import Pipelines

/// How networks are trained; the same for every subcommand that plans a training.
struct ModelOptions: ParsableArguments {
  @OptionGroup var repetition: RepetitionOptions

  @Option(
    name: .customLong("model"),
    help:
      "What is trained: by default the best for tables or for images; pix2pix, cyclegan, srgan and anonymize turn images into images. augment models tells about each."
  )
  var kind: ModelName = .automatic

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Optimizer steps of every network; with images, of all networks together (default: by the size of the data).",
      valueName: "count"),
    transform: wholeNumber)
  var steps: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Passes over the rows, instead of --steps.", valueName: "number"),
    transform: decimalNumber)
  var epochs: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "About this long for all training together, classifiers that judge images aside.",
      valueName: "seconds"),
    transform: decimalNumber)
  var timeBudget: Double?

  @Option(
    help:
      "joint: the game and half the likelihood; adversarial: the game alone; likelihood: no game.")
  var objective: Objective = .joint

  @Option(
    help:
      "Whether classes get networks of their own: auto by their rows, separate all, shared none.")
  var perClass: ClassSharing = .auto

  @Option(
    help: "auto or float32: what networks calculate in; bfloat16 is not available.")
  var precision: Precision = .auto

  /// Puts these options over the defaults.
  func apply(to configuration: inout PipelineConfiguration) throws {
    try repetition.apply(seed: &configuration.seed, threadCount: &configuration.threadCount)
    configuration.training.family = try kind.ofTables()
    configuration.training.steps = steps
    configuration.training.epochs = epochs
    configuration.training.timeBudgetSeconds = timeBudget
    configuration.training.objective = objective
    configuration.training.classSharing = perClass
    configuration.training.precision = precision
  }

  /// Puts these options over the defaults.
  func apply(to configuration: inout ImagePipelineConfiguration) throws {
    try repetition.apply(seed: &configuration.seed, threadCount: &configuration.threadCount)
    configuration.training = .settings(of: try kind.ofImages())
    configuration.training.steps = steps
    configuration.training.timeBudgetSeconds = timeBudget
    configuration.training.classSharing = perClass
  }
}

extension Objective: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}
extension ClassSharing: ExpressibleByArgument {}

/// A whole number, with or without commas or underscores between thousands.
func wholeNumber(_ argument: String) throws -> Int {
  guard let number = Int(argument.filter { $0 != "," && $0 != "_" }) else {
    throw ArgumentParser.ValidationError("a whole number is expected, such as 10000")
  }
  return number
}

/// A number with or without decimals.
func decimalNumber(_ argument: String) throws -> Double {
  guard let number = Double(argument) else {
    throw ArgumentParser.ValidationError("a number is expected, such as 2.5")
  }
  return number
}
