internal import ArgumentParser
internal import Pipelines

/// In which formats a run writes its dataset; the same for every subcommand that plans a run.
struct OutputFormatOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How a table is written: csv, csv.gz, jsonl, npz, set apart by commas (default: csv). With images, idx or npz are written beside the PNG files.",
      valueName: "formats"))
  var format: [String] = []

  @Option(
    help: ArgumentHelp(
      "The licence of the dataset, for its README.md (default: not stated).", valueName: "text"))
  var licence: String?

  /// Puts these options over the defaults.
  func apply(to output: inout OutputConfiguration) throws(PipelineError) {
    let formats: [TableFormat] = try parsed("csv, csv.gz, jsonl or npz")
    if !formats.isEmpty { output.formats = formats }
    output.licence = licence
  }

  /// Puts these options over the defaults.
  func apply(to output: inout ImageOutputConfiguration) throws(PipelineError) {
    output.formats = try parsed("idx or npz, as PNG files are written anyway,")
    output.licence = licence
  }

  private func parsed<Format: RawRepresentable<String> & Equatable>(
    _ expected: String
  ) throws(PipelineError) -> [Format] {
    var formats: [Format] = []
    for name in format.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
      guard let format = Format(rawValue: String(name)) else {
        throw .invalidValue(name: "format", found: String(name), expected: expected)
      }
      if !formats.contains(format) { formats.append(format) }
    }
    return formats
  }
}
