internal import ArgumentParser
internal import Pipelines

/// What is made; the same for every subcommand that plans rows or images.
struct SamplingOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many synthetic rows or images to make, or auto: of every class as many as help a model on unseen real ones (default: as many as are learned from).",
      valueName: "count"),
    transform: rowAmount)
  var rows: RowAmount?

  @Flag(help: "Make equally many of every class.")
  var balance = false

  @Option(
    help: ArgumentHelp(
      "How many of each class, as in 500 or cats=500,dogs=20; may be given several times.",
      valueName: "counts"))
  var perClassRows: [String] = []

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only rows that satisfy this, as in \"income = '>50K' and age >= 60\"; tables only.",
      valueName: "condition"))
  var condition: String?

  @Option(
    help: ArgumentHelp(
      "Complete the rows of this CSV file: given cells stay, empty ones and other columns are drawn given them; tables only.",
      valueName: "path"))
  var like: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Spread draws evenly over each distribution, which lowers sampling noise.")
  var stratify = true

  @Flag(
    inversion: .prefixedNo,
    help: "Let the sample reach every column's smallest and largest number.")
  var calibrate = true

  /// What models that turn images into images do not have.
  static let names = [
    "rows", "balance", "per-class-rows", "where", "stratify", "no-stratify", "calibrate",
    "no-calibrate",
  ]

  /// Puts these options over the defaults.
  func apply(to configuration: inout PipelineConfiguration) throws {
    configuration.sampling.rowCount = rows
    configuration.sampling.isBalanced = balance
    configuration.sampling.classRowCounts = try classAmounts(perClassRows)
    configuration.sampling.condition = condition
    configuration.sampling.likePath = like
    configuration.sampling.isStratified = stratify
    configuration.sampling.calibratesExtremes = calibrate
    try configuration.check()
  }

  /// Puts these options over the defaults.
  func apply(to configuration: inout ImagePipelineConfiguration) throws {
    configuration.sampling.imageCount = rows
    configuration.sampling.isBalanced = balance
    configuration.sampling.classCounts = try classAmounts(perClassRows)
    try configuration.check()
  }
}

/// A number of rows, or `auto`.
private func rowAmount(_ argument: String) throws -> RowAmount {
  if argument == RowAmount.automaticName { return .automatic }
  guard let count = try? wholeNumber(argument) else {
    throw ArgumentParser.ValidationError("a whole number is expected, such as 10000, or auto")
  }
  return .count(count)
}

/// The amounts of classes; nil where none are named.
func classAmounts(_ arguments: [String]) throws(PipelineError) -> ClassAmounts? {
  arguments.isEmpty ? nil : try ClassAmounts(options: arguments)
}
