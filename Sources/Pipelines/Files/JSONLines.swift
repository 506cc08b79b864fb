internal import Foundation

/// JSON as the program writes it: keys sorted, so that equal values give equal bytes.
enum JSONLines {
  /// A whole document, indented, ending with a line feed.
  static func document(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var data = try encoder.encode(value)
    data.append(0x0A)
    return data
  }

  /// One line per value.
  static func lines(_ values: [some Encodable]) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var data = Data()
    for value in values {
      data.append(try encoder.encode(value))
      data.append(0x0A)
    }
    return data
  }
}
