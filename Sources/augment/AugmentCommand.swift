internal import ArgumentParser
internal import Glibc
internal import Pipelines

/// The command line: flags in, exit code out.
@main
struct AugmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "augment",
    abstract: "Learns a table or images with conditional GANs and writes an augmented dataset.",
    version: augmentVersion,
    subcommands: [
      RunCommand.self, InspectCommand.self, TrainCommand.self, SampleCommand.self,
      TranslateCommand.self,
      ValidateCommand.self,
      ResumeCommand.self, PipelineCommand.self, ModelsCommand.self, CompletionsCommand.self,
      ManualCommand.self,
    ],
    defaultSubcommand: RunCommand.self)

  static func main() {
    PassiveWaiting.ensure()
    // A closed pipe and a file above the size limit are errors to report, not reasons to die half-way.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    if let first = CommandLine.arguments.dropFirst().first,
      ["-h", "--help", "help"].contains(first),
      CommandLine.arguments.count == 2
    {
      print(helpMessage(for: RunCommand.self))
      return
    }
    refuseUnknownSubcommand()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      end(with: error)
    }
  }

  /// A first word that is no option is meant as a subcommand; without this it would be taken for one that the default subcommand does
  /// not know.
  private static func refuseUnknownSubcommand() {
    let names = configuration.subcommands.map { $0._commandName } + ["help"]
    guard let first = CommandLine.arguments.dropFirst().first, !first.hasPrefix("-"),
      !names.contains(first)
    else { return }
    let shown = names.filter { $0 != ManualCommand._commandName }
    let nearest = nearestName(to: first, among: shown)
    standardError(
      "augment: error: there is no subcommand '\(first)'"
        + (nearest.map { "; did you mean '\($0)'?" } ?? ";")
        + " there are \(shown.joined(separator: ", "))\n")
    Glibc.exit(64)
  }

  /// Help and version go to standard output; every error is one message on standard error and an exit code.
  private static func end(with error: any Error) -> Never {
    if let status = error as? ExitCode { Glibc.exit(status.rawValue) }
    if error as? CheckpointError == .stopped { Interruption.end() }
    if error is DatasetError || error is PipelineError || error is EncodingError
      || error is Validation.ValidationError || error is ImageTrainingError
      || error is InceptionError || error is CheckpointError || error is TranslationError
    {
      standardError("augment: error: \(error)\n")
      Glibc.exit(Pipelines.exitCode(for: error))
    }
    let status = exitCode(for: error)
    if status.isSuccess {
      print(fullMessage(for: error))
      Glibc.exit(0)
    }
    let isUsage = status == .validationFailure
    standardError("augment: error: \(sentence(message(for: error), isUsage: isUsage))\n")
    Glibc.exit(isUsage ? 64 : Pipelines.exitCode(for: error))
  }

  /// A message of the parser in the words of the others: lower case, and a way out.
  private static func sentence(_ message: String, isUsage: Bool) -> String {
    var text = message.prefix(1).lowercased() + message.dropFirst()
    while text.last == "." { text.removeLast() }
    if !isUsage { return text }
    return text + (text.last == "?" ? " see augment --help" : "; see augment --help")
  }
}

/// Writes to standard error, whole.
func standardError(_ text: String) {
  var text = text
  text.withUTF8 { bytes in
    var start = 0
    while start < bytes.count, let base = bytes.baseAddress {
      let count = write(STDERR_FILENO, base + start, bytes.count - start)
      if count <= 0 { return }
      start += count
    }
  }
}
