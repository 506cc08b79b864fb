public import ArgumentParser
public import Pipelines

/// What is read and how; the same for every subcommand.
struct InputOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The CSV file, plain or gzip; - is standard input.", valueName: "file"))
  var input: String

  @Option(help: ArgumentHelp("The label column (default: found).", valueName: "column"))
  var label: String?

  @Option(
    help: ArgumentHelp(
      "A YAML file that overrides what is found in the columns; schema.yaml of an earlier run is one.",
      valueName: "file"))
  var schema: String?

  @Option(
    help: ArgumentHelp(
      "Real rows to judge the result on (default: 10 % of the input, at most 10,000 rows, which nothing else sees).",
      valueName: "file"))
  var holdout: String?

  @Option(help: "How the text is encoded.")
  var encoding: TextEncoding = .utf8

  @Option(
    help: ArgumentHelp(
      "What stands between two fields: comma, semicolon, tab, bar or one character (default: found).",
      valueName: "delimiter"),
    transform: Delimiter.init(argument:))
  var delimiter: Delimiter?

  @Option(help: "What encloses fields that contain the delimiter: double quotes, or nothing.")
  var quote: Quote = .double

  @Option(help: "Whether the first line names the columns.")
  var header: ReadOptions.Header = .auto

  @Option(
    help: ArgumentHelp(
      "The cells that mean \"no value\", set apart by commas (default: empty, NA, NaN, null, ? and the like).",
      valueName: "a,b,c"))
  var missing: String?

  /// A configuration with these options over the defaults.
  var pipelineConfiguration: PipelineConfiguration {
    var configuration = PipelineConfiguration(inputPath: input)
    configuration.input.label = label
    configuration.input.schemaPath = schema
    configuration.input.holdoutPath = holdout
    configuration.input.encoding = encoding
    configuration.input.delimiter = delimiter?.byte
    configuration.input.allowsQuotes = quote == .double
    configuration.input.header = header
    configuration.input.missing = missing.map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return configuration
  }
}

extension TextEncoding: ExpressibleByArgument {}
extension ReadOptions.Header: ExpressibleByArgument {}

/// What encloses fields.
enum Quote: String, ExpressibleByArgument, CaseIterable {
  case double
  case none
}

/// What stands between two fields.
struct Delimiter {
  let byte: UInt8

  init(argument: String) throws {
    switch argument {
    case "comma": byte = UInt8(ascii: ",")
    case "semicolon": byte = UInt8(ascii: ";")
    case "tab", "\\t": byte = UInt8(ascii: "\t")
    case "bar", "pipe": byte = UInt8(ascii: "|")
    default:
      guard argument.utf8.count == 1, let only = argument.utf8.first, only != UInt8(ascii: "\""),
        only != UInt8(ascii: "\n"), only != UInt8(ascii: "\r")
      else {
        throw ArgumentParser.ValidationError(
          "comma, semicolon, tab, bar or one ASCII character is expected")
      }
      byte = only
    }
  }
}
