internal import ArgumentParser
internal import Pipelines

/// What is done so that rows of a table tell less of single real ones.
struct PrivacyOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Write no name that fewer real rows than this have: a frequent one takes its place.",
      valueName: "rows"),
    transform: wholeNumber)
  var protectRare: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Draw rows again that are nearer to a training row than all but this share of training rows are to each other, such as 0.05.",
      valueName: "share"),
    transform: decimalNumber)
  var rejectClose: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Set numbers below this quantile of the real ones, and above its mirror, to it, such as 0.01.",
      valueName: "share"),
    transform: decimalNumber)
  var clip: Double?

  /// The options, for images to refuse.
  static let names = ["protect-rare", "reject-close", "clip"]

  /// Puts these options over the defaults.
  func apply(to privacy: inout PrivacyConfiguration) {
    if let protectRare { privacy.leastNameCount = protectRare }
    if let rejectClose { privacy.closeShare = rejectClose }
    if let clip { privacy.clippedShare = clip }
  }
}
