public import ArgumentParser
public import Pipelines

/// What only trainings on images have; the same for every subcommand that plans one.
struct ImageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The size of all images, 64 or 64x48 (default: the most frequent one, at most 128 pixels long).",
      valueName: "size"),
    transform: parsedSize)
  var imageSize: ImageSize?

  @Option(help: "How images of another shape are fitted.")
  var fit: ImageFit = .crop

  @Option(help: "The channels of all images.")
  var channels: ImageChannels = .auto

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Steps between two states of the training that --resume takes up.", valueName: "steps"),
    transform: wholeNumber)
  var checkpointEvery: Int?

  /// The options that tables do not have.
  static let names =
    [
      "image-size", "fit", "channels", "truncation", "min-confidence", "reject-copies",
      "inception", "gain", "no-gain", "checkpoint-every",
    ] + TranslationOptions.names

  /// Puts these options over the defaults.
  func apply(to configuration: inout ImagePipelineConfiguration) {
    configuration.input.size = imageSize
    configuration.input.fit = fit
    configuration.input.channels = channels
    if let checkpointEvery { configuration.output.checkpointInterval = checkpointEvery }
  }
}

extension ImageFit: ExpressibleByArgument {}
extension ImageChannels: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(rawValue: argument == "grey-alpha" ? "greyAlpha" : argument)
  }
}

private func parsedSize(_ argument: String) throws -> ImageSize {
  guard let size = ImageSize(argument) else {
    throw ArgumentParser.ValidationError("a size is expected, such as 64 or 64x48")
  }
  return size
}
