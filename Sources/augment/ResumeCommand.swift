internal import ArgumentParser
internal import Glibc
internal import Pipelines

/// Goes on with an interrupted run.
struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Goes on with an interrupted run, with the options that it was begun with.",
    discussion: """
      The result is equal, byte for byte, to that of a run that was not interrupted (timings.json aside), unless a time budget
      ends the training.

      EXAMPLES
        augment resume data-augmented
            goes on with the run that was to make data-augmented/
      """)

  @Argument(
    help: ArgumentHelp(
      "The run directory that the interrupted run was to make.", valueName: "directory"))
  var directory: String

  @Option(
    help: ArgumentHelp(
      "Threads to use (default: all processors); results do not depend on it.", valueName: "count"))
  var threads: Int?

  @OptionGroup var display: DisplayOptions

  mutating func run() throws {
    if RunRequest.isComplete(directory) {
      standardError("augment: \(directory) is complete; there is nothing left to do\n")
      return
    }
    var request = try RunRequest.interrupted(directory)
    if let threads { try request.setThreadCount(threads) }
    // Paths in the request start from where the run was begun.
    guard chdir(request.workingDirectory) == 0 else {
      throw PipelineError.readFailed(
        path: request.workingDirectory, reason: "the run was begun there, and it is gone")
    }
    try display.perform(request)
  }
}
