public import ArgumentParser
public import Pipelines

/// How the text of tables is read; the same for every subcommand.
struct FormatOptions: ParsableArguments {
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

  /// Puts these options over the defaults.
  func apply(to input: inout InputConfiguration) {
    input.encoding = encoding
    input.delimiter = delimiter?.byte
    input.allowsQuotes = quote == .double
    input.header = header
    input.missing = missing.map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
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
    guard let byte = InputConfiguration.delimiter(named: argument) else {
      throw ArgumentParser.ValidationError(
        "comma, semicolon, tab, bar or one ASCII character is expected")
    }
    self.byte = byte
  }
}
