extension DatasetError: CustomStringConvertible {
  /// One sentence with place, found and expected, then a way out.
  public var description: String {
    switch self {
    case .notFound, .unreadable, .isDirectory, .readFailed, .corruptGzip, .cannotCreate,
      .writeFailed:
      fileDescription
    case .unknownColumn, .unsuitableLabel, .overrideMismatch, .invalidOverride, .differentColumns,
      .unencodable:
      requestDescription
    case .noImages, .tooManyDamaged, .classWithoutImages, .unusableImage, .imagesTooLarge,
      .notImages, .unreadableFolderName, .unknownSplit, .unknownLabelColumns, .labelConflict,
      .invalidImageSize, .invalidRegion:
      imageDescription
    case .damagedArray, .unsupportedArray, .missingArray, .severalImageFiles, .missingLabels,
      .differentCounts, .tooLargeForFormat:
      arrayDescription
    default:
      contentDescription
    }
  }

  /// About files as the system sees them.
  private var fileDescription: String {
    switch self {
    case .notFound(let path):
      "\(place(path)): no such file; check the path, or pass - to read standard input"
    case .unreadable(let path, let reason):
      "\(place(path)): cannot be opened (\(reason)); check its permissions"
    case .isDirectory(let path):
      "\(place(path)): a directory where a CSV file is expected; name the file inside it"
    case .readFailed(let path, let reason):
      "\(place(path)): reading failed (\(reason)); check the disk and try again"
    case .corruptGzip(let path, let reason):
      "\(place(path)): the gzip data are damaged (\(reason)); download or compress the file again"
    case .cannotCreate(let path, let reason):
      "\(place(path)): cannot be created (\(reason)); choose another place with --output"
    case .writeFailed(StandardOutput.name, let reason):
      "\(StandardOutput.name): writing failed (\(reason)); what was written so far is not complete"
    case .writeFailed(let path, let reason):
      "\(place(path)): writing failed (\(reason)); nothing was left behind, free some space or "
        + "choose another place with --output"
    default: ""
    }
  }

  /// About the bytes inside a file.
  private var contentDescription: String {
    switch self {
    case .emptyInput(let path):
      "\(place(path)): the file is empty where a header and rows are expected; "
        + "check what wrote it"
    case .noRows(let path):
      "\(place(path)): a header without rows; add rows, or pass --header no if line 1 is data"
    case .unsupportedEncoding(let path, let encoding):
      "\(place(path)): the text is \(encoding) where UTF-8 is expected; convert it first, for "
        + "example with iconv -f \(encoding) -t UTF-8"
    case .invalidUTF8(let path, let line, let column, let byte):
      "\(place(path)) line \(line): byte 0x\(hexadecimal(byte)) in column \(column) is not UTF-8; "
        + "pass --encoding latin1 if the file was saved in Latin-1"
    case .nulByte(let path, let line):
      "\(place(path)) line \(line): a NUL byte where text is expected; the file is binary, "
        + "UTF-16 or damaged, so export it again as UTF-8 text"
    case .unterminatedQuote(let path, let line):
      "\(place(path)) line \(line): a quoted field opens here and is never closed; close it, or "
        + "write a quote inside a field as two quotes"
    case .strayQuote(let path, let line):
      "\(place(path)) line \(line): text after a closing quote, where a delimiter is expected; "
        + "double the quotes inside a quoted field, or pass --quote none"
    case .fieldTooLong(let path, let line, let limit):
      "\(place(path)) line \(line): a field longer than \(limit) bytes; look for a quote that is "
        + "never closed or a wrong --delimiter"
    default:
      shapeDescription
    }
  }

  /// About the rows and columns of a file.
  private var shapeDescription: String {
    switch self {
    case .tooManyColumns(let path, let limit):
      "\(place(path)) line 1: more than \(limit) columns; check the line ends and --delimiter"
    case .raggedRow(let path, let line, let found, let expected, let hasHeader):
      "\(place(path)) line \(line): \(counted(found, "field")) where the "
        + "\(hasHeader ? "header" : "first row") has \(expected); quote fields that contain the "
        + "delimiter, or pass --delimiter"
    case .duplicateName(let path, let name, let first, let second):
      "\(place(path)) line 1: columns \(first) and \(second) are both named \(quoted(name)) where "
        + "every name must differ; rename one, or pass --header no if line 1 is data"
    case .emptyName(let path, let column):
      "\(place(path)) line 1: column \(column) has no name; name it in the header, or pass "
        + "--header no if line 1 is data"
    default: ""
    }
  }

  /// About what the user asked for.
  private var requestDescription: String {
    switch self {
    case .unknownColumn(let name, let nearest, let names):
      "no column is named \(quoted(name))"
        + (nearest.map { "; did you mean \(quoted($0))?" } ?? ";")
        + " the columns are \(listed(names))"
    case .unsuitableLabel(let name, let reason):
      "column \(quoted(name)) cannot be the label: \(reason); choose another with --label"
    case .overrideMismatch(let column, let expected, let cell, let count):
      "column \(quoted(column)): the cell \(quoted(cell)) is not \(expected), as "
        + "\(counted(count, "row")) \(count == 1 ? "is" : "are") not; change the kind or format in "
        + "the schema, or list the cell under its missing markers"
    case .invalidOverride(let column, let reason):
      "column \(quoted(column)): \(reason); correct its entry in the schema file"
    case .differentColumns(let expected, let found):
      "the tables differ in their columns: \(listed(found)) where \(listed(expected)) are "
        + "expected; "
        + "write tables of one schema only"
    case .unencodable(let column, let cell):
      "column \(quoted(column)): the cell \(quoted(cell)) has no Latin-1 spelling; "
        + "write UTF-8 instead"
    default: ""
    }
  }

  func place(_ path: String) -> String { path == "-" ? "standard input" : path }

  func quoted(_ text: String) -> String {
    text.count > 60 ? "'\(text.prefix(57))...'" : "'\(text)'"
  }

  func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  func listed(_ names: [String]) -> String {
    let shown = names.prefix(30).map { $0.isEmpty ? "''" : String($0.prefix(60)) }
    let rest = names.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
