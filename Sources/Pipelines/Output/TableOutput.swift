internal import Parallel

/// Tables in one of the output formats, piece by piece: pieces are laid out by any thread and appended in order.
struct TableOutput: Sendable {
  /// Rows that are laid out.
  enum Rows: Sendable {
    case text(RowPiece)
    case arrays(DeflatedPiece, ArrayLabels, rowCount: Int)
  }

  let format: TableFormat
  /// The name of a further column that says where rows come from; nil for none.
  let sourceColumnName: String?
  private let spelling: TableSpelling
  private let features: FeatureEncoding?

  /// Output of tables with the columns that `encoder` knows.
  init(
    _ format: TableFormat, dialect: CSVDialect, encoder: TableEncoder,
    sourceColumnName: String? = nil
  ) {
    self.format = format
    self.sourceColumnName = sourceColumnName
    spelling = TableSpelling(
      format, dialect: dialect, schema: encoder.schema, sourceColumnName: sourceColumnName)
    features = format == .arrays ? FeatureEncoding(encoder) : nil
  }

  /// All rows of a table; `isFirst` where no rows stand before them.
  func rows(_ table: Table, source: String, isFirst: Bool) throws(DatasetError) -> Rows {
    guard let features else {
      return .text(try spelling.rows(table, source: source, isFirst: isFirst))
    }
    return .arrays(
      try ArrayFile.piece(features.features(table)), features.labels(table),
      rowCount: table.rowCount)
  }

  /// Begins a file for this many rows, or standard output where the path is nil.
  func open(path: String?, rowCount: Int) throws(DatasetError) -> OpenTable {
    if let features {
      let file = try ArrayFile(
        path: path, rowCount: rowCount, featureNames: features.names,
        classNames: features.classNames)
      return OpenTable(.arrays(file), spelling, marksSource: sourceColumnName != nil)
    }
    let file = try TableFile(path: path, isCompressed: format == .compressedCSV)
    try file.append(try spelling.beginning())
    return OpenTable(.text(file), spelling, marksSource: sourceColumnName != nil)
  }

  /// Rows that are laid out together in `write`.
  private static let rowsPerPiece = 65_536

  /// Writes whole tables one after another into one file, or to standard output where the path is nil.
  func write(_ parts: [CSVWriter.Part], to path: String?, team: ThreadTeam) throws(DatasetError) {
    let total = parts.reduce(0) { $0 + $1.table.rowCount }
    let file = try open(path: path, rowCount: total)
    var start = 0
    for part in parts {
      let count = part.table.rowCount
      let starts = Array(stride(from: 0, to: count, by: Self.rowsPerPiece))
      for batch in stride(from: 0, to: starts.count, by: team.threadCount) {
        let chosen = starts[batch..<min(batch + team.threadCount, starts.count)]
        let first = start
        let made = team.map(chosen.count) { place -> Result<Rows, DatasetError> in
          let begin = chosen[chosen.startIndex + place]
          let range = Array(begin..<min(begin + Self.rowsPerPiece, count))
          return Result { () throws(DatasetError) in
            try rows(
              part.table.rows(at: range), source: part.source, isFirst: first + begin == 0)
          }
        }
        for rows in made { try file.append(try rows.get(), source: part.source) }
      }
      start += count
    }
    try file.finish()
  }
}

/// A file of rows that takes laid-out pieces in order and appears when it is complete.
final class OpenTable {
  enum File {
    case text(TableFile)
    case arrays(ArrayFile)
  }

  private let file: File
  private let spelling: TableSpelling
  private let marksSource: Bool
  private var isEmpty = true

  init(_ file: File, _ spelling: TableSpelling, marksSource: Bool) {
    (self.file, self.spelling, self.marksSource) = (file, spelling, marksSource)
    if let temporaryPath { UnfinishedDirectories.add(temporaryPath) }
  }

  deinit {
    if let temporaryPath { UnfinishedDirectories.forget(temporaryPath) }
  }

  private var temporaryPath: String? {
    switch file {
    case .text(let file): file.temporaryPath
    case .arrays(let file): file.temporaryPath
    }
  }

  /// Writes the next rows; `source` is what the source column says of them.
  func append(_ rows: TableOutput.Rows, source: String) throws(DatasetError) {
    isEmpty = false
    switch (file, rows) {
    case (.text(let file), .text(let piece)): try file.append(piece)
    case (.arrays(let file), .arrays(let piece, let labels, let rowCount)):
      try file.append(
        piece, labels: labels, rowCount: rowCount, source: marksSource ? source : nil)
    default: break
    }
  }

  /// Ends the file and gives it its name.
  func finish() throws(DatasetError) {
    switch file {
    case .text(let file):
      try file.append(spelling.ending(isEmpty: isEmpty))
      try file.finish()
    case .arrays(let file): try file.finish()
    }
  }
}
