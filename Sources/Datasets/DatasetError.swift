/// What can be wrong with a table or a set of images, its file, or what was asked about it.
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

  // MARK: Images

  /// A folder without a PNG image; `otherFormat` is what its images are instead.
  case noImages(path: String, otherFormat: String?)
  /// More files are damaged than may be skipped; `total` counts these and the ones that were read.
  case tooManyDamaged(path: String, skipped: [SkippedImage], total: Int)
  /// A class of whose images none can be read.
  case classWithoutImages(path: String, name: String, skipped: [SkippedImage])
  /// One image that cannot be read.
  case unusableImage(path: String, reason: ImageFault)
  /// More bytes than the machine has, or than allowed; nothing was allocated for them.
  case imagesTooLarge(path: String, count: Int, size: ImageSize, needed: Int, limit: Int)
  /// A file that is neither a list of labels nor an array of images.
  case notImages(path: String, found: String)
  /// A folder whose name is not UTF-8, so that its class has no name.
  case unreadableFolderName(path: String)
  /// No part of the data of this name.
  case unknownSplit(path: String, wanted: String, found: [String])
  /// A list of labels whose columns say neither file nor label.
  case unknownLabelColumns(path: String, found: [String])
  /// A file with two classes in a list of labels.
  case labelConflict(path: String, file: String, first: String, second: String)
  /// A row of a list of regions that names no region of an image.
  case invalidRegion(path: String, line: Int, reason: String, expected: String)
  /// A size that images cannot be brought to.
  case invalidImageSize(found: String)
  /// An array file, IDX or NumPy, that does not hold what its header promises.
  case damagedArray(path: String, reason: String)
  /// An array of another type or shape; `name` is its name where a file holds several.
  case unsupportedArray(path: String, name: String?, found: String, expected: String)
  /// An archive without the arrays looked for.
  case missingArray(path: String, wanted: [String], found: [String])
  /// A folder with several files of images in array form.
  case severalImageFiles(path: String, names: [String])
  /// A file of images without the one of labels beside it.
  case missingLabels(path: String, expected: String)
  /// As many labels as there are not images.
  case differentCounts(path: String, images: Int, labels: Int)
  /// More than the format of a file has numbers for.
  case tooLargeForFormat(path: String, format: String, limit: String)
}

extension DatasetError {
  /// The exit code of a command that ends with this error, after sysexits.h: 64 usage, 65 bad data,
  /// 66 no input, 73 cannot create, 74 input or output failed.
  public var exitCode: Int32 {
    switch self {
    case .notFound, .unreadable, .isDirectory: 66
    case .readFailed, .writeFailed: 74
    case .cannotCreate, .tooLargeForFormat: 73
    case .unknownColumn, .unsuitableLabel, .overrideMismatch, .invalidOverride, .unknownSplit,
      .invalidImageSize:
      64
    default: 65
    }
  }
}
