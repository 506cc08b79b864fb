/// What is wrong with a YAML file, and where.
public struct YAMLFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file.
  public var path: String
  /// The line, from 1.
  public var line: Int
  /// The column, from 1.
  public var column: Int
  /// What was found and what was expected, with a way out.
  public var message: String
  /// The text of the line.
  public var lineText: String

  /// The place and the message, then the line with a caret below the place.
  public var description: String {
    "\(path) line \(line), column \(column): \(message)\n  \(lineText)\n  "
      + String(repeating: " ", count: max(0, min(column - 1, lineText.count))) + "^"
  }
}
