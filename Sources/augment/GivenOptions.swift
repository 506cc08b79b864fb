internal import Pipelines

/// Which options the command line names, whatever their values.
enum GivenOptions {
  /// Refuses options that do not apply to the input at hand.
  /// - Throws: `PipelineError.unsuitableOption` for the first of these names that is given.
  static func refuse(_ names: [String], for input: String) throws(PipelineError) {
    let given = CommandLine.arguments.dropFirst().prefix { $0 != "--" }
    for name in names {
      let option = "--" + name
      if given.contains(where: { $0 == option || $0.hasPrefix(option + "=") }) {
        throw .unsuitableOption(name: name, input: input)
      }
    }
  }

  /// The options that only tables have.
  static let tableNames =
    [
      "label", "schema", "encoding", "delimiter", "quote", "header", "missing", "epochs",
      "objective",
      "stratify", "no-stratify", "calibrate", "no-calibrate", "precision", "mark-source",
      "where", "like",
    ] + PrivacyOptions.names
}
