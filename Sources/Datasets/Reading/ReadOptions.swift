/// What a caller may say about a CSV file; whatever is left out is found from its first 256 KiB.
public struct ReadOptions: Sendable, Equatable {
  /// Whether the first line names the columns.
  public enum Header: String, Sendable, CaseIterable {
    /// Found from the first lines.
    case auto
    /// The first line is a header.
    case yes
    /// The first line is data; columns are named `column_1`, `column_2`, ….
    case no
  }

  /// How the text is encoded.
  public var encoding: TextEncoding
  /// The byte between two fields; nil to find it among comma, semicolon, tab and bar.
  public var delimiter: UInt8?
  /// Whether double quotes enclose fields; false makes them ordinary characters.
  public var allowsQuotes: Bool
  /// Whether the first line names the columns.
  public var header: Header
  /// The texts that mean "no value".
  public var missingMarkers: MissingMarkers
  /// The longest field accepted, in bytes; keeps a hostile file from filling the memory.
  public var maximumFieldBytes: Int
  /// The most columns accepted.
  public var maximumColumnCount: Int

  /// Options; the defaults read what most programs write.
  public init(
    encoding: TextEncoding = .utf8, delimiter: UInt8? = nil, allowsQuotes: Bool = true,
    header: Header = .auto, missingMarkers: MissingMarkers = .standard,
    maximumFieldBytes: Int = 1 << 20, maximumColumnCount: Int = 100_000
  ) {
    self.encoding = encoding
    self.delimiter = delimiter
    self.allowsQuotes = allowsQuotes
    self.header = header
    self.missingMarkers = missingMarkers
    self.maximumFieldBytes = maximumFieldBytes
    self.maximumColumnCount = maximumColumnCount
  }
}
