internal import ArgumentParser
internal import Pipelines

/// Turns images into others with a saved model.
struct TranslateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translate",
    abstract: "Turn a folder of images into others with the model of an earlier run.",
    discussion: """
      The model is one of pix2pix, cyclegan, srgan or anonymize.

      EXAMPLES
        augment translate --model maps-augmented --input photos/
            what the model makes of each image, in photos-translated/
        augment translate --model horses-augmented --input zebras/ --direction BtoA --output horses/
            the way back of a cyclegan
        augment translate --model people-augmented --input street/ --regions faces.csv
            other contents for the regions that faces.csv names

      EXIT CODES
        0 done; 64 usage; 65 no usable model or images; 66 no such directory; others as in augment --help
      """)

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The directory of an earlier run, or its model/ folder.", valueName: "directory"))
  var model: String

  @Option(
    name: .shortAndLong, help: ArgumentHelp("A folder of PNG images.", valueName: "directory"))
  var input: String

  @Option(
    help: ArgumentHelp(
      "A CSV file of the regions to be replaced: file,x,y,width,height.", valueName: "file"))
  var regions: String?

  @Option(help: ArgumentHelp("The way back, of a cyclegan: BtoA.", valueName: "direction"))
  var direction: PairDirection = .forth

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The folder for images (default: <input name>-translated).", valueName: "directory"))
  var output: String?

  @Flag(help: "Replace an earlier one in that place.")
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
    var configuration = ModelTranslationConfiguration(modelPath: model, inputPath: input)
    configuration.regionsPath = regions
    configuration.direction = direction
    configuration.outputPath = output
    configuration.replacesExisting = force
    try repetition.apply(seed: &configuration.seed, threadCount: &configuration.threadCount)
    let summary = try ModelTranslation(configuration) { display.show($0) }.run()
    display.finish()
    print(json ? try summary.json() : summary.text, terminator: "")
  }
}
