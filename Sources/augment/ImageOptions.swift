public import ArgumentParser
public import Pipelines

/// What only folders and arrays of images have; the same for every subcommand that plans a run.
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
    help:
      "conditional: one class-conditional pair of networks; dcgan: the published DCGAN, a pair per class."
  )
  var model: ImageFamily = .conditional

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The largest number in a latent vector, such as 1.5: more typical images that are more alike.",
      valueName: "number"),
    transform: decimalNumber)
  var truncation: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Draw images again in which a classifier sees their class with less probability (costs diversity).",
      valueName: "probability"),
    transform: decimalNumber)
  var minConfidence: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Draw images again that are nearer to a training image than all but this share of training images are to each other, such as 0.01.",
      valueName: "share"),
    transform: decimalNumber)
  var rejectCopies: Double?

  @Option(help: "Write the synthetic images as idx or npz as well; may be given twice.")
  var format: [ImageArrayFormat] = []

  @Option(
    help: ArgumentHelp(
      "Weights of Inception v3 (scripts/convert-inception makes them) for the Fréchet inception distance on 2,500 images.",
      valueName: "file"))
  var inception: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Train classifiers to measure what adding the images gains; takes a minute or so.")
  var gain = true

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Steps between two states of the training that --resume takes up.", valueName: "steps"),
    transform: wholeNumber)
  var checkpointEvery: Int?

  @Flag(
    help: "Go on where an interrupted training stood; gives the same bytes as one that was not.")
  var resume = false

  /// The options that tables do not have.
  static let names = [
    "image-size", "fit", "channels", "model", "truncation", "min-confidence", "reject-copies",
    "format", "inception", "gain", "no-gain", "checkpoint-every", "resume",
  ]

  /// Puts these options over the defaults.
  func apply(to configuration: inout ImagePipelineConfiguration) {
    configuration.input.size = imageSize
    configuration.input.fit = fit
    configuration.input.inceptionPath = inception
    configuration.input.channels = channels
    if model == .dcgan { configuration.training = .dcgan }
    configuration.sampling.truncation = truncation
    configuration.sampling.minimumConfidence = minConfidence ?? 0
    configuration.sampling.copyQuantile = rejectCopies ?? 0
    configuration.validation.measuresAugmentation = gain
    configuration.output.formats = format
    if let checkpointEvery { configuration.output.checkpointInterval = checkpointEvery }
    configuration.output.resumes = resume
  }
}

extension ImageFit: ExpressibleByArgument {}
extension ImageChannels: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(rawValue: argument == "grey-alpha" ? "greyAlpha" : argument)
  }
}
extension ImageFamily: ExpressibleByArgument {}
extension ImageArrayFormat: ExpressibleByArgument {}

private func parsedSize(_ argument: String) throws -> ImageSize {
  guard let size = ImageSize(argument) else {
    throw ArgumentParser.ValidationError("a size is expected, such as 64 or 64x48")
  }
  return size
}
