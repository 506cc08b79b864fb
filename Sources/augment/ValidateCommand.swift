internal import ArgumentParser
internal import Pipelines

/// Judges any synthetic table against the real one.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Judge a synthetic table, made by any tool, against the real one.",
    discussion: """
      EXAMPLES
        augment validate --real data.csv --synthetic made.csv --holdout unseen.csv
            every metric, with what real rows reach beside it, in made-validated/
        augment validate --real data.csv --synthetic made.csv --label churned
            without unseen rows: what needs them is left out and says so

      EXIT CODES
        0 the table passes; 1 a check failed (the report says which); others as in augment --help
      """)

  @OptionGroup(title: "Tables") var tables: ComparedTables
  @Option(
    help: ArgumentHelp(
      "Measure these alone, by their keys in report.json, augmentation being the gain (default: all).",
      valueName: "a,b,c"))
  var metrics: String?

  @OptionGroup(title: "Format") var format: FormatOptions
  @OptionGroup(title: "Gate") var gate: GateOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where the report goes (default: <synthetic name>-validated).", valueName: "directory"))
  var output: String?

  @Flag(help: "Replace an earlier report in that place.")
  var force = false

  @OptionGroup(title: "Repetition") var repetition: RepetitionOptions

  @Flag(name: .shortAndLong, help: "No progress and no notes.")
  var quiet = false

  @Flag(help: "Print the summary as JSON.")
  var json = false

  mutating func run() throws {
    var configuration = ComparisonConfiguration(
      realPath: tables.real, syntheticPath: tables.synthetic)
    configuration.real.label = tables.label
    configuration.real.schemaPath = tables.schema
    configuration.real.holdoutPath = tables.holdout
    format.apply(to: &configuration.real)
    try gate.apply(to: &configuration.validation.gate)
    configuration.validation.metrics = metrics?.split(separator: ",").map(String.init)
    configuration.outputDirectory = output
    configuration.replacesExisting = force
    try repetition.apply(seed: &configuration.seed, threadCount: &configuration.threadCount)

    Interruption.watch()
    let display = suitableDisplay(isQuiet: quiet)
    let summary: ComparisonSummary
    do {
      summary = try TableComparison(configuration) { display.show($0) }.run()
      display.finish()
    } catch {
      display.finish()
      throw error
    }
    print(json ? try summary.json() : summary.text, terminator: "")
    if !summary.isPassed { throw ExitCode(1) }
  }
}

/// The tables of a comparison.
struct ComparedTables: ParsableArguments {
  @Option(
    help: ArgumentHelp("The real table that the synthetic one was made from.", valueName: "file"))
  var real: String

  @Option(help: ArgumentHelp("The table to be judged.", valueName: "file"))
  var synthetic: String

  @Option(
    help: ArgumentHelp(
      "Real rows that the generator has not seen; privacy and detection need them.",
      valueName: "file"))
  var holdout: String?

  @Option(help: ArgumentHelp("The label column (default: found).", valueName: "column"))
  var label: String?

  @Option(
    help: ArgumentHelp(
      "A YAML file that overrides what is found in the columns of the real table.",
      valueName: "file"))
  var schema: String?
}
