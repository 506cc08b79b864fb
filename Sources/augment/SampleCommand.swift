internal import ArgumentParser
internal import Pipelines

/// Draws rows or images from a saved model.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Draw rows or images from the model of an earlier run, without its data.",
    discussion: """
      EXAMPLES
        augment sample --model data-augmented --rows 1000000
            a million rows, in data-augmented-sampled.csv
        augment sample --model data-augmented --rows 5000 --balance --output - | head
            equally many rows of every class, to standard output
        augment sample --model data-augmented --rows 50000 --format npz --output train.npz
            encoded features and labels for numpy.load
        augment sample --model data-augmented --like rows.csv
            one row for each of the file, what is empty or missing in it drawn given the rest
        augment sample --model images-augmented --rows 1000 --output made/
            1,000 images, one folder per class

      Constraints of the run are met by these rows as well. Rows that must meet something are drawn all
      together, in memory; others in pieces, any number of them.

      Comparing rows with real ones is for augment validate; drawn rows pass no gate.

      EXIT CODES
        0 done; 64 usage; 65 no usable model; 66 no such directory; others as in augment --help
      """)

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The directory of an earlier run, or its model/ folder.", valueName: "directory"))
  var model: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many rows or images (default: as many as the model was learned from).",
      valueName: "count"),
    transform: wholeNumber)
  var rows: Int?

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
      "Only rows that satisfy this, as in \"age >= 60\"; tables only.", valueName: "condition"))
  var condition: String?

  @Option(
    help: ArgumentHelp(
      "Complete the rows of this CSV file: given cells stay, empty ones and other columns are drawn given them; tables only.",
      valueName: "path"))
  var like: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file, - being standard output, or the folder for images (default: <model name>-sampled).",
      valueName: "path"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "How tables are written: csv, csv.gz, jsonl or npz (default: by the output's name, else csv).",
      valueName: "format"),
    transform: parsedTableFormat)
  var format: TableFormat?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With images, the largest number in a latent vector (default: as in the run).",
      valueName: "number"),
    transform: decimalNumber)
  var truncation: Double?

  @Flag(help: "Replace what stands in that place: a file, or an earlier run's folder.")
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
    var configuration = ModelSamplingConfiguration(modelPath: model)
    configuration.rowCount = rows
    configuration.isBalanced = balance
    configuration.classRowCounts = try classAmounts(perClassRows)
    configuration.condition = condition
    configuration.likePath = like
    configuration.format = format
    configuration.truncation = truncation
    configuration.outputPath = output
    configuration.replacesExisting = force
    try repetition.apply(seed: &configuration.seed, threadCount: &configuration.threadCount)

    let summary = try ModelSampling(configuration) { display.show($0) }.run()
    display.finish()
    let text = json ? try summary.json() : summary.text
    // Rows on standard output are not to be mixed with words about them.
    if summary.output != "-" {
      print(text, terminator: "")
    } else if !quiet {
      standardError(text)
    }
  }
}

private func parsedTableFormat(_ argument: String) throws -> TableFormat {
  guard let format = TableFormat(rawValue: argument) else {
    throw ArgumentParser.ValidationError("csv, csv.gz, jsonl or npz is expected")
  }
  return format
}
