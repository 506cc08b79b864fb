internal import ArgumentParser
internal import Pipelines

/// What makes a run repeatable, and how fast it goes; the same for every subcommand that calculates.
struct RepetitionOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Same seed, input and options: same bytes, whatever the number of threads.",
      valueName: "number"),
    transform: wholeNumber)
  var seed: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Threads to use (default: all cores).", valueName: "count"),
    transform: wholeNumber)
  var threads: Int?

  /// Puts these options over the defaults.
  func apply(seed: inout UInt64, threadCount: inout Int) throws {
    if let number = self.seed {
      guard let number = UInt64(exactly: number) else {
        throw PipelineError.invalidValue(
          name: "seed", found: "\(number)", expected: "a whole number of 0 or more")
      }
      seed = number
    }
    if let threads { threadCount = threads }
  }
}
