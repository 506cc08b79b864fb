/// How a CSV file is spelled, found on reading and kept for writing, so that a file written with it
/// looks like the one that was read.
public struct CSVDialect: Sendable, Equatable, Codable {
  /// What ends a line.
  public enum LineTerminator: String, Sendable, Codable, CaseIterable {
    /// Line feed, as on Unix.
    case lf
    /// Carriage return and line feed, as on Windows.
    case crlf
    /// Carriage return alone.
    case cr
  }

  /// The byte between two fields.
  public var delimiter: UInt8
  /// The byte around quoted fields; nil when quotes are ordinary characters.
  public var quote: UInt8?
  /// What ends a line.
  public var lineTerminator: LineTerminator
  /// Whether the last line ends like the others.
  public var endsWithTerminator: Bool
  /// Whether the first line holds the names of the columns.
  public var hasHeader: Bool
  /// Whether the file starts with a UTF-8 byte order mark.
  public var hasByteOrderMark: Bool
  /// The encoding of the text.
  public var encoding: TextEncoding
  /// Whether blanks around fields belong to the spelling rather than to the cells (`a, "b"`).
  public var trimsBlanks: Bool
  /// For each column, whether its cells are quoted even where nothing demands it; short or empty
  /// means no.
  public var quotedColumns: [Bool]
  /// For each column, whether its name is quoted even where nothing demands it; short or empty
  /// means no.
  public var quotedNames: [Bool]
  /// Whether the file was compressed with gzip.
  public var isCompressed: Bool

  /// A dialect; the default is a plain comma-separated UTF-8 file with a header, as RFC 4180 but
  /// with Unix lines.
  public init(
    delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8? = UInt8(ascii: "\""),
    lineTerminator: LineTerminator = .lf, endsWithTerminator: Bool = true, hasHeader: Bool = true,
    hasByteOrderMark: Bool = false, encoding: TextEncoding = .utf8, trimsBlanks: Bool = false,
    quotedColumns: [Bool] = [], quotedNames: [Bool] = [], isCompressed: Bool = false
  ) {
    self.delimiter = delimiter
    self.quote = quote
    self.lineTerminator = lineTerminator
    self.endsWithTerminator = endsWithTerminator
    self.hasHeader = hasHeader
    self.hasByteOrderMark = hasByteOrderMark
    self.encoding = encoding
    self.trimsBlanks = trimsBlanks
    self.quotedColumns = quotedColumns
    self.quotedNames = quotedNames
    self.isCompressed = isCompressed
  }
}

/// The encoding of a text file.
public enum TextEncoding: String, Sendable, Codable, CaseIterable {
  /// UTF-8, checked on reading.
  case utf8
  /// ISO 8859-1: every byte is one character.
  case latin1
}
