/// A field of the sample that the dialect is found from.
struct SampleField: Equatable {
  var text: String
  var isQuoted: Bool
}

/// Splits the first bytes of a file into records under an assumed delimiter.
///
/// It forgives what libcsv refuses, as it serves only to judge the delimiter and the header.
struct SampleSplitter {
  let delimiter: UInt8
  let quote: UInt8?

  /// What came of splitting.
  struct Result {
    var records: [[SampleField]] = []
    /// Fields with blanks between the delimiter and an opening quote.
    var paddedQuoteCount = 0
    /// Quotes in places where none may stand.
    var strayQuoteCount = 0
  }

  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// The first records of the sample; an unfinished last one counts only when the sample is the
  /// whole file.
  func split(_ bytes: [UInt8], isWhole: Bool, limit: Int) -> Result {
    var result = Result()
    var record: [SampleField] = []
    var position = 0
    while position < bytes.count, result.records.count < limit {
      let (field, end) = nextField(bytes, from: position, &result)
      record.append(field)
      position = end
      if position == bytes.count {
        if isWhole { append(record, to: &result) }
        break
      }
      let separator = bytes[position]
      position += 1
      if separator == delimiter {
        if position == bytes.count && isWhole {
          append(record + [SampleField(text: "", isQuoted: false)], to: &result)
        }
        continue
      }
      if separator == Self.carriageReturn, position < bytes.count, bytes[position] == Self.newline {
        position += 1
      }
      append(record, to: &result)
      record = []
    }
    return result
  }

  /// Keeps a record unless its line is blank.
  private func append(_ record: [SampleField], to result: inout Result) {
    if record.count == 1, !record[0].isQuoted, record[0].text.trimmingBlanks.isEmpty { return }
    result.records.append(record)
  }

  /// The field that starts here, and the position of the byte that ends it.
  private func nextField(
    _ bytes: [UInt8], from start: Int, _ result: inout Result
  ) -> (SampleField, Int) {
    var position = start
    while position < bytes.count, bytes[position] == 0x20 { position += 1 }
    if let quote, position < bytes.count, bytes[position] == quote {
      if position > start { result.paddedQuoteCount += 1 }
      return quotedField(bytes, from: position + 1, quote: quote, &result)
    }
    position = start
    while position < bytes.count, !isEnd(bytes[position]) {
      if bytes[position] == quote { result.strayQuoteCount += 1 }
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    return (SampleField(text: text, isQuoted: false), position)
  }

  private func quotedField(
    _ bytes: [UInt8], from start: Int, quote: UInt8, _ result: inout Result
  ) -> (SampleField, Int) {
    var text: [UInt8] = []
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte != quote {
        text.append(byte)
      } else if position < bytes.count, bytes[position] == quote {
        text.append(quote)
        position += 1
      } else {
        break
      }
    }
    while position < bytes.count, !isEnd(bytes[position]) {
      if bytes[position] != 0x20 { result.strayQuoteCount += 1 }
      position += 1
    }
    return (SampleField(text: String(decoding: text, as: UTF8.self), isQuoted: true), position)
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == Self.newline || byte == Self.carriageReturn
  }
}
