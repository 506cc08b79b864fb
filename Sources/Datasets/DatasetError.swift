/// What can be wrong with a table, its file, or what was asked about it.
///
/// Every description is one lower-case sentence that names the place, what was found and what was
/// expected, followed by a way out. Lines count from 1, columns from 1.
public enum DatasetError: Error, Equatable {
  /// There is no such file.
  case notFound(path: String)
  /// The file exists, but may not be opened.
  case unreadable(path: String, reason: String)
  /// A directory was given where a file is expected.
  case isDirectory(path: String)
  /// The system failed while reading.
  case readFailed(path: String, reason: String)
  /// The gzip stream ends early or its contents do not match its checksum.
  case corruptGzip(path: String, reason: String)
  /// The file holds nothing but white space.
  case emptyInput(path: String)
  /// The file holds a header and no rows.
  case noRows(path: String)
  /// The file starts with the byte order mark of an encoding that is not read.
  case unsupportedEncoding(path: String, encoding: String)
  /// A byte that cannot stand there in UTF-8.
  case invalidUTF8(path: String, line: Int, column: Int, byte: UInt8)
  /// A NUL byte, which no text file holds.
  case nulByte(path: String, line: Int)
  /// A quoted field that does not end; the line is where its quote opened.
  case unterminatedQuote(path: String, line: Int)
  /// Text after a closing quote.
  case strayQuote(path: String, line: Int)
  /// A field above the limit, in bytes; the line is where it begins.
  case fieldTooLong(path: String, line: Int, limit: Int)
  /// More columns than the limit.
  case tooManyColumns(path: String, limit: Int)
  /// A row with more or fewer fields than the first one.
  case raggedRow(path: String, line: Int, found: Int, expected: Int, hasHeader: Bool)
  /// Two columns with one name.
  case duplicateName(path: String, name: String, first: Int, second: Int)
  /// A column without a name, other than the first one (where data frames write their index).
  case emptyName(path: String, column: Int)
  /// No column of this name; `nearest` is the most similar one.
  case unknownColumn(name: String, nearest: String?, names: [String])
  /// A column that cannot be the label.
  case unsuitableLabel(name: String, reason: String)
  /// A schema override that a cell contradicts; `count` rows hold such cells.
  case overrideMismatch(column: String, expected: String, cell: String, count: Int)
  /// An override that contradicts itself or cannot be understood.
  case invalidOverride(column: String, reason: String)
  /// Tables that are to be written one after the other but differ in their columns.
  case differentColumns(expected: [String], found: [String])
  /// A cell that the output's encoding has no bytes for.
  case unencodable(column: String, cell: String)
  /// The output cannot be created.
  case cannotCreate(path: String, reason: String)
  /// The system failed while writing; nothing half-written stays.
  case writeFailed(path: String, reason: String)
}

extension DatasetError {
  /// The exit code of a command that ends with this error, after sysexits.h: 64 usage, 65 bad data,
  /// 66 no input, 73 cannot create, 74 input or output failed.
  public var exitCode: Int32 {
    switch self {
    case .notFound, .unreadable, .isDirectory: 66
    case .readFailed, .writeFailed: 74
    case .cannotCreate: 73
    case .unknownColumn, .unsuitableLabel, .overrideMismatch, .invalidOverride: 64
    default: 65
    }
  }
}
