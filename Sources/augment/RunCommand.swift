internal import ArgumentParser
internal import Pipelines

/// Makes an augmented dataset; what `augment` does when no subcommand is named.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Learns a table or images with conditional GANs and writes an augmented dataset.",
    usage: """
      augment --input <path> [--rows <count>] [options]
      augment <subcommand> [options]
      """,
    discussion: """
      EXAMPLES
        augment --input data.csv --rows 10000
            10,000 synthetic rows and the real ones, in data-augmented/
        augment --input data.csv --rows 10000 --label churned --balance
            equally many rows of every class of the column 'churned'
        augment --input images/ --rows 1000 --time-budget 600
            1,000 images of the classes that images/ has folders for, after ten minutes of training
        augment --input data.csv --rows 10000 --format npz,csv.gz
            encoded features and labels for numpy.load, and a compressed table
        augment --model pix2pix --input pairs/ --time-budget 600
            the second of two folders of images from the first, learned from pairs; likewise cyclegan, srgan, anonymize
        augment sample --model data-augmented --rows 1000000
            more rows from the model of that run, without its data
        augment inspect --input data.csv
            what is in the table and what a run would do, without a run
        augment resume data-augmented
            goes on with a run that was interrupted
        zcat data.csv.gz | augment --input - --rows 500 --output made --seed 7
            from standard input, into made/, repeatable

      EXIT CODES
        0 done; 1 the gate failed and nothing was published; 64 usage;
        65 bad data; 66 no input; 70 internal error;
        73 cannot create the output; 74 read or write failed
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Sampling") var sampling: SamplingOptions
  @OptionGroup(title: "Privacy") var privacy: PrivacyOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Images") var images: ImageOptions
  @OptionGroup(title: "Images") var imageSampling: ImageSamplingOptions
  @OptionGroup(title: "Images from images") var translation: TranslationOptions
  @OptionGroup var directory: RunDirectoryOptions

  @Flag(help: "Add a last column to augmented.csv that tells real rows from synthetic ones.")
  var markSource = false

  @OptionGroup var format: OutputFormatOptions
  @OptionGroup var gate: GateOptions
  @OptionGroup var display: DisplayOptions

  mutating func run() throws {
    if let family = model.kind.translation {
      try display.perform(
        RunRequest(
          .run,
          try TranslationRunOptions(
            family: family, input: input, images: images, translation: translation, model: model,
            directory: directory
          ).configuration(gate: gate)))
      return
    }
    switch InputKind(path: input.input) {
    case .table: try display.perform(RunRequest(.run, try tableConfiguration()))
    case .images: try display.perform(RunRequest(.run, try imageConfiguration()))
    }
  }

  private func tableConfiguration() throws -> PipelineConfiguration {
    try GivenOptions.refuse(ImageOptions.names, for: "a table")
    var configuration = input.pipelineConfiguration
    try model.apply(to: &configuration)
    privacy.apply(to: &configuration.privacy)
    try sampling.apply(to: &configuration)
    directory.apply(to: &configuration.output)
    configuration.output.marksSource = markSource
    try format.apply(to: &configuration.output)
    try gate.apply(to: &configuration.validation.gate)
    return configuration
  }

  private func imageConfiguration() throws -> ImagePipelineConfiguration {
    try GivenOptions.refuse(TranslationOptions.names, for: "a model that makes new images")
    var configuration = try input.imageConfiguration()
    images.apply(to: &configuration)
    imageSampling.apply(to: &configuration)
    try model.apply(to: &configuration)
    try sampling.apply(to: &configuration)
    directory.apply(to: &configuration.output)
    try format.apply(to: &configuration.output)
    try gate.apply(to: &configuration.validation.gate)
    return configuration
  }
}
