internal import ArgumentParser
internal import Pipelines

/// Judges any synthetic table against the real one.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract:
      "Judge a synthetic table or synthetic images, made by any tool, against the real ones.",
    discussion: """
      EXAMPLES
        augment validate --real data.csv --synthetic made.csv --holdout unseen.csv
            every metric, with what real rows reach beside it, in made-validated/
        augment validate --real data.csv --synthetic made.csv --label churned
            without unseen rows: what needs them is left out and says so
        augment validate --real images/ --synthetic made/ --holdout unseen/
            the same for folders of images, by the metrics of images

      EXIT CODES
        0 the data pass; 1 a check failed (the report says which); others as in augment --help
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
    Interruption.watch()
    let display = suitableDisplay(isQuiet: quiet)
    defer { display.finish() }
    switch InputKind(path: tables.real) {
    case .table: try compareTables(display)
    case .images: try compareImages(display)
    }
  }

  private func compareImages(_ display: any ProgressDisplay) throws {
    try GivenOptions.refuse(GivenOptions.tableNames + ["metrics"], for: "images")
    var configuration = ImageComparisonConfiguration(
      realPath: tables.real, syntheticPath: tables.synthetic)
    configuration.real.holdoutPath = tables.holdout
    try gate.apply(to: &configuration.validation.gate)
    configuration.outputDirectory = output
    configuration.replacesExisting = force
    try repetition.apply(seed: &configuration.seed, threadCount: &configuration.threadCount)

    let summary = try ImageFolderComparison(configuration) { display.show($0) }.run()
    display.finish()
    print(json ? try summary.json() : summary.text, terminator: "")
    if !summary.isPassed { throw ExitCode(1) }
  }

  private func compareTables(_ display: any ProgressDisplay) throws {
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

    let summary = try TableComparison(configuration) { display.show($0) }.run()
    display.finish()
    print(json ? try summary.json() : summary.text, terminator: "")
    if !summary.isPassed { throw ExitCode(1) }
  }
}

/// The tables of a comparison.
struct ComparedTables: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The real table or images that the synthetic ones were made from.", valueName: "path"))
  var real: String

  @Option(help: ArgumentHelp("The table or images to be judged.", valueName: "path"))
  var synthetic: String

  @Option(
    help: ArgumentHelp(
      "Real rows or images that the generator has not seen; privacy and detection need them.",
      valueName: "path"))
  var holdout: String?

  @Option(help: ArgumentHelp("The label column (default: found).", valueName: "column"))
  var label: String?

  @Option(
    help: ArgumentHelp(
      "A YAML file that overrides what is found in the columns of the real table.",
      valueName: "file"))
  var schema: String?
}
