internal import ArgumentParser
internal import Pipelines

/// Makes an augmented dataset; what `augment` does when no subcommand is named.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Learns a table or images with conditional GANs and writes an augmented dataset.",
    usage: """
      augment --input <path> [--rows <count>] [options]
      augment inspect --input <path> [options]
      """,
    discussion: """
      EXAMPLES
        augment --input data.csv --rows 10000
            10,000 synthetic rows and the real ones, in data-augmented/
        augment --input data.csv --rows 10000 --label churned --balance
            equally many rows of every class of the column 'churned'
        augment --input images/ --rows 1000 --time-budget 600
            1,000 images of the classes that images/ has folders for, after ten minutes of training
        augment inspect --input data.csv
            what is in the table and what a run would do, without a run
        zcat data.csv.gz | augment --input - --rows 500 --output made --seed 7
            from standard input, into made/, repeatable

      EXIT CODES
        0 done; 1 the gate failed and nothing was published; 64 usage;
        65 bad data; 66 no input; 70 internal error;
        73 cannot create the output; 74 read or write failed
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Images") var images: ImageOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The run directory (default: <input name>-augmented).", valueName: "directory"))
  var output: String?

  @Flag(help: "Replace an earlier run in that place.")
  var force = false

  @Flag(help: "Add a last column to augmented.csv that tells real rows from synthetic ones.")
  var markSource = false

  @OptionGroup var gate: GateOptions

  @Flag(name: .shortAndLong, help: "No progress and no notes.")
  var quiet = false

  @Flag(help: "Print the summary as JSON.")
  var json = false

  mutating func run() throws {
    Interruption.watch()
    let display = suitableDisplay(isQuiet: quiet)
    defer { display.finish() }
    switch InputKind(path: input.input) {
    case .table: try runTable(display)
    case .images: try runImages(display)
    }
  }

  private func runTable(_ display: any ProgressDisplay) throws {
    try GivenOptions.refuse(ImageOptions.names, for: "a table")
    var configuration = input.pipelineConfiguration
    try model.apply(to: &configuration)
    configuration.output.directory = output
    configuration.output.replacesExisting = force
    configuration.output.marksSource = markSource
    try gate.apply(to: &configuration.validation.gate)

    let summary = try Pipeline(configuration) { display.show($0) }.run()
    display.finish()
    print(json ? try summary.json() : summary.text, terminator: "")
    if !summary.isPublished { throw ExitCode(1) }
  }

  private func runImages(_ display: any ProgressDisplay) throws {
    var configuration = try input.imageConfiguration()
    images.apply(to: &configuration)
    try model.apply(to: &configuration)
    configuration.output.directory = output
    configuration.output.replacesExisting = force
    try gate.apply(to: &configuration.validation.gate)

    let summary = try ImagePipeline(configuration) { display.show($0) }.run()
    display.finish()
    print(json ? try summary.json() : summary.text, terminator: "")
    if !summary.isPublished { throw ExitCode(1) }
  }
}
