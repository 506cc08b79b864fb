public import ArgumentParser
public import Pipelines

/// What is made and how it is learned; the same for every subcommand that plans a run.
struct ModelOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many synthetic rows to make, or auto: of every class as many as help a model on unseen real rows (default: as many as are learned from).",
      valueName: "count"),
    transform: rowAmount)
  var rows: RowAmount?

  @Flag(help: "Make equally many rows of every class.")
  var balance = false

  @OptionGroup var repetition: RepetitionOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Optimizer steps of every network (default: by rows and columns).", valueName: "count"),
    transform: wholeNumber)
  var steps: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Passes over the rows, instead of --steps.", valueName: "number"),
    transform: decimalNumber)
  var epochs: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("At most this long for all training together.", valueName: "seconds"),
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

  @Flag(
    inversion: .prefixedNo,
    help: "Spread draws evenly over each distribution, which lowers sampling noise.")
  var stratify = true

  @Flag(
    inversion: .prefixedNo,
    help: "Let the sample reach every column's smallest and largest number.")
  var calibrate = true

  @Option(
    help: "auto or float32: what networks calculate in; bfloat16 is not available for tables yet.")
  var precision: Precision = .auto

  /// Puts these options over the defaults.
  func apply(to configuration: inout PipelineConfiguration) throws {
    configuration.sampling.rowCount = rows
    configuration.sampling.isBalanced = balance
    configuration.sampling.isStratified = stratify
    configuration.sampling.calibratesExtremes = calibrate
    try repetition.apply(seed: &configuration.seed, threadCount: &configuration.threadCount)
    configuration.training.steps = steps
    configuration.training.epochs = epochs
    configuration.training.timeBudgetSeconds = timeBudget
    configuration.training.objective = objective
    configuration.training.classSharing = perClass
    configuration.training.precision = precision
    if steps != nil && epochs != nil {
      throw PipelineError.invalidValue(
        name: "epochs", found: "beside --steps", expected: "one of the two")
    }
    try configuration.check()
  }
}

extension Objective: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}
extension ClassSharing: ExpressibleByArgument {}

/// A number of rows, or `auto`.
private func rowAmount(_ argument: String) throws -> RowAmount {
  if argument == RowAmount.automaticName { return .automatic }
  guard let count = try? wholeNumber(argument) else {
    throw ArgumentParser.ValidationError("a whole number is expected, such as 10000, or auto")
  }
  return .count(count)
}

/// A whole number, with or without commas or underscores between thousands.
func wholeNumber(_ argument: String) throws -> Int {
  guard let number = Int(argument.filter { $0 != "," && $0 != "_" }) else {
    throw ArgumentParser.ValidationError("a whole number is expected, such as 10000")
  }
  return number
}

/// A number with or without decimals.
private func decimalNumber(_ argument: String) throws -> Double {
  guard let number = Double(argument) else {
    throw ArgumentParser.ValidationError("a number is expected, such as 2.5")
  }
  return number
}
