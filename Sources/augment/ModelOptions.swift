public import ArgumentParser
public import Pipelines

/// What is made and how it is learned; the same for every subcommand that plans a run.
struct ModelOptions: ParsableArguments {
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

  @OptionGroup var repetition: RepetitionOptions

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
    configuration.sampling.classRowCounts = try classAmounts()
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

  /// Puts these options over the defaults.
  func apply(to configuration: inout ImagePipelineConfiguration) throws {
    configuration.sampling.imageCount = rows
    configuration.sampling.isBalanced = balance
    configuration.sampling.classCounts = try classAmounts()
    try repetition.apply(seed: &configuration.seed, threadCount: &configuration.threadCount)
    configuration.training.steps = steps
    configuration.training.timeBudgetSeconds = timeBudget
    configuration.training.classSharing = perClass
    try configuration.check()
  }

  /// The amounts of classes; nil where none are named.
  private func classAmounts() throws -> ClassAmounts? {
    if perClassRows.isEmpty { return nil }
    var amounts = ClassAmounts()
    for part in perClassRows.flatMap({ $0.split(separator: ",").map(String.init) }) {
      let sign = part.lastIndex(of: "=")
      let number = sign.map { String(part[part.index(after: $0)...]) } ?? part
      guard let count = Int(number), count >= 0 else {
        throw PipelineError.invalidValue(
          name: "per-class-rows", found: part, expected: "a number, or class=number,")
      }
      if let sign {
        amounts.named[String(part[..<sign])] = count
      } else {
        amounts.everyClass = count
      }
    }
    return amounts
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
func decimalNumber(_ argument: String) throws -> Double {
  guard let number = Double(argument) else {
    throw ArgumentParser.ValidationError("a number is expected, such as 2.5")
  }
  return number
}
