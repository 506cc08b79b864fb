internal import ArgumentParser
internal import Pipelines

/// What only runs on images make and measure.
struct ImageSamplingOptions: ParsableArguments {
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

  @Option(
    help: ArgumentHelp(
      "Weights of Inception v3 (scripts/convert-inception makes them) for the Fréchet inception distance on 2,500 images.",
      valueName: "file"))
  var inception: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Train classifiers to measure what adding the images gains; takes a minute or so.")
  var gain = true

  /// What models that turn images into images do not have.
  static let names = [
    "truncation", "min-confidence", "reject-copies", "inception", "gain", "no-gain",
  ]

  /// Puts these options over the defaults.
  func apply(to configuration: inout ImagePipelineConfiguration) {
    configuration.input.inceptionPath = inception
    configuration.sampling.truncation = truncation
    configuration.sampling.minimumConfidence = minConfidence ?? 0
    configuration.sampling.copyQuantile = rejectCopies ?? 0
    configuration.validation.measuresAugmentation = gain
  }
}
