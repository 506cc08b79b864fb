internal import ArgumentParser
internal import Pipelines

/// What is read and how; the same for every subcommand.
struct InputOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The CSV file, plain or gzip, - being standard input; or a folder of PNG images, an IDX or an .npz file.",
      valueName: "path"))
  var input: String

  @Option(help: ArgumentHelp("The label column (default: found).", valueName: "column"))
  var label: String?

  @Option(
    help: ArgumentHelp(
      "A YAML file that overrides what is found in the columns; schema.yaml of an earlier run is one.",
      valueName: "file"))
  var schema: String?

  @Option(
    help: ArgumentHelp(
      "Real rows or images to judge the result on (default: 10 % of the input, at most 10,000, which nothing else sees).",
      valueName: "path"))
  var holdout: String?

  @OptionGroup var format: FormatOptions

  /// A configuration with these options over the defaults.
  var pipelineConfiguration: PipelineConfiguration {
    var configuration = PipelineConfiguration(inputPath: input)
    configuration.input.label = label
    configuration.input.schemaPath = schema
    configuration.input.holdoutPath = holdout
    format.apply(to: &configuration.input)
    return configuration
  }

  /// A configuration for images with these options over the defaults.
  /// - Throws: `PipelineError.unsuitableOption` when an option is given that only tables have.
  func imageConfiguration() throws(PipelineError) -> ImagePipelineConfiguration {
    try GivenOptions.refuse(GivenOptions.tableNames, for: "images")
    var configuration = ImagePipelineConfiguration(inputPath: input)
    configuration.input.holdoutPath = holdout
    return configuration
  }
}
