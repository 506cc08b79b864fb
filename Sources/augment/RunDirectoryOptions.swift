internal import ArgumentParser
internal import Pipelines

/// Where a run is written, and what may stand there; the same for every subcommand that makes a run directory.
struct RunDirectoryOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The run directory (default: <input name>-augmented).", valueName: "directory"))
  var output: String?

  @Flag(help: "Replace an earlier run in that place.")
  var force = false

  @Flag(
    help:
      "Go on where an interrupted run stood; gives the same bytes as one that was not. augment resume does the same without options."
  )
  var resume = false

  /// Puts these options over the defaults.
  func apply(to output: inout OutputConfiguration) {
    output.directory = self.output
    output.replacesExisting = force
    output.resumes = resume
  }

  /// Puts these options over the defaults.
  func apply(to output: inout ImageOutputConfiguration) {
    output.directory = self.output
    output.replacesExisting = force
    output.resumes = resume
  }
}
