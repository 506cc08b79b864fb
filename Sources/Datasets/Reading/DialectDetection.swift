/// Finds how a file is spelled from its first bytes.
enum DialectDetection {
  /// Records looked at.
  private static let recordLimit = 500
  /// Delimiters tried.
  ///
  /// Where several split every line alike, the earlier one wins: commas appear inside
  /// numbers and prose, the others hardly ever equally often in every line.
  private static let candidates: [UInt8] = [0x09, 0x3B, 0x7C, 0x2C]

  /// The dialect of a file that begins with these bytes (without a byte order mark).
  static func dialect(of sample: [UInt8], isWhole: Bool, options: ReadOptions) -> CSVDialect {
    var dialect = CSVDialect(encoding: options.encoding)
    dialect.quote = options.allowsQuotes ? UInt8(ascii: "\"") : nil
    dialect.lineTerminator = lineTerminator(sample)
    dialect.delimiter =
      options.delimiter ?? delimiter(sample, isWhole: isWhole, quote: dialect.quote)
    let splitter = SampleSplitter(delimiter: dialect.delimiter, quote: dialect.quote)
    let result = splitter.split(sample, isWhole: isWhole, limit: recordLimit)
    dialect.trimsBlanks = result.paddedQuoteCount > 0
    switch options.header {
    case .yes: dialect.hasHeader = true
    case .no: dialect.hasHeader = false
    case .auto:
      dialect.hasHeader = HeaderDetection(markers: options.missingMarkers).hasHeader(result.records)
    }
    noteQuotes(result.records, in: &dialect)
    return dialect
  }

  /// The first terminator outside quotes decides; mixed files are read all the same.
  private static func lineTerminator(_ sample: [UInt8]) -> CSVDialect.LineTerminator {
    var isQuoted = false
    for (index, byte) in sample.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") { return .lf }
      if byte == UInt8(ascii: "\r") {
        let next = index + 1 < sample.count ? sample[index + 1] : 0
        return next == UInt8(ascii: "\n") ? .crlf : .cr
      }
    }
    return .lf
  }

  /// The delimiter that splits the lines into the same number of fields (two at least) most
  /// consistently.
  private static func delimiter(_ sample: [UInt8], isWhole: Bool, quote: UInt8?) -> UInt8 {
    var best: (delimiter: UInt8, score: Double) = (UInt8(ascii: ","), 0)
    for candidate in candidates {
      let result = SampleSplitter(delimiter: candidate, quote: quote)
        .split(sample, isWhole: isWhole, limit: recordLimit)
      guard let width = result.records.first?.count, width > 1 else { continue }
      let alike = result.records.count { $0.count == width }
      // Quotes in wrong places mean that the fields were cut in wrong places.
      let penalty = Double(result.strayQuoteCount) / Double(result.records.count)
      let consistency = Double(alike) / Double(result.records.count) - min(penalty, 0.5)
      // Among inconsistent ones, more fields are more likely right; never more than consistency
      // itself.
      let score = consistency + (consistency < 1 ? 0.01 * Double(min(width, 10)) / 10 : 0.1)
      if score > best.score { best = (candidate, score) }
    }
    return best.delimiter
  }

  /// Records which columns quote even what needs no quotes.
  private static func noteQuotes(_ records: [[SampleField]], in dialect: inout CSVDialect) {
    guard let first = records.first else { return }
    let body = dialect.hasHeader ? records.dropFirst() : records[...]
    if dialect.hasHeader { dialect.quotedNames = first.map(\.isQuoted) }
    dialect.quotedColumns = first.indices.map { column in
      !body.isEmpty && body.allSatisfy { column < $0.count && $0[column].isQuoted }
    }
  }
}
