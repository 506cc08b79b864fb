/// The kinds of files in which tables are written.
public enum TableFormat: String, Codable, Sendable, CaseIterable {
  /// Comma-separated values in the input's dialect.
  case csv
  /// The same, compressed with gzip.
  case compressedCSV = "csv.gz"
  /// JSON Lines: an object per row.
  case jsonLines = "jsonl"
  /// A NumPy archive of encoded features and labels.
  case arrays = "npz"

  /// The ending of a file's name, without the dot.
  public var fileExtension: String { rawValue }

  /// The format that a file's name asks for; nil where it says nothing.
  public init?(fileName: String) {
    let name = fileName.lowercased()
    let format = Self.allCases.first { name.hasSuffix("." + $0.fileExtension) }
    guard let format else { return nil }
    self = format
  }
}
