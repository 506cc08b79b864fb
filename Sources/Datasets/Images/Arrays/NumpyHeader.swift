/// What a NumPy array file says about its elements.
/// - Source: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays", versions 1 to 3.
struct NumpyHeader: Equatable {
  /// The type of the elements, such as `|u1`: byte order, kind, bytes.
  var type: String
  var isColumnMajor: Bool
  var shape: [Int]

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The beginning of an array file, version 1.0, rows first: the elements start at a multiple of 64 bytes.
  static func bytes(type: String, shape: [Int]) -> [UInt8] {
    let lengths = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(lengths)), }"
    text += String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64) + "\n"
    return magic + [1, 0] + text.utf8.count.littleEndianBytes(2) + Array(text.utf8)
  }

  /// Reads the header from the beginning of a stream.
  /// - Throws: `DatasetError.damagedArray`.
  init(from stream: ZipMemberStream, name: String, path: String) throws(DatasetError) {
    let start = try stream.read(8)
    guard start.starts(with: Self.magic), (1...3).contains(start[6]) else {
      throw .damagedArray(path: path, reason: "\(name) is not a NumPy array")
    }
    let width = start[6] == 1 ? 2 : 4
    let length = try stream.read(width).integer(at: 0, width)
    guard length <= 1 << 16 else {
      throw .damagedArray(path: path, reason: "\(name) has a header of \(length) bytes")
    }
    guard let header = NumpyHeader(String(decoding: try stream.read(length), as: UTF8.self)) else {
      throw .damagedArray(path: path, reason: "\(name) has a header that cannot be understood")
    }
    self = header
  }

  /// Reads the dictionary, such as `{'descr': '|u1', 'fortran_order': False, 'shape': (9, 28, 28), }`.
  init?(_ text: String) {
    guard let order = Self.value(of: "fortran_order", in: text),
      let shape = Self.value(of: "shape", in: text), shape.hasPrefix("("),
      let close = shape.firstIndex(of: ")"),
      let type = Self.value(of: "descr", in: text), let quote = type.first
    else { return nil }
    isColumnMajor = order.hasPrefix("True")
    guard isColumnMajor || order.hasPrefix("False") else { return nil }
    // A list in place of a text describes records; it is kept as it is, for a message to show.
    self.type =
      quote == "'" || quote == "\""
      ? String(type.dropFirst().prefix { $0 != quote }) : String(type.prefix(40))
    self.shape = []
    for part in shape[..<close].dropFirst().split(separator: ",") {
      let digits = String(part).trimmingBlanks
      if digits.isEmpty { continue }
      guard let length = Int(digits), length >= 0 else { return nil }
      self.shape.append(length)
    }
  }

  /// The text after a key.
  private static func value(of key: String, in text: String) -> String? {
    for quote in ["'", "\""] {
      let parts = text.split(separator: quote + key + quote, maxSplits: 1)
      if parts.count == 2, let colon = parts[1].firstIndex(of: ":") {
        return String(parts[1][parts[1].index(after: colon)...]).trimmingBlanks
      }
    }
    return nil
  }

  /// The bytes of an integer element and whether it is signed; nil for any other type.
  var integerWidth: (bytes: Int, isSigned: Bool, isBigEndian: Bool)? {
    let order = type.first ?? "|"
    let rest = "|<>=".contains(order) ? type.dropFirst() : type[...]
    guard let kind = rest.first, kind == "u" || kind == "i", let bytes = Int(rest.dropFirst()),
      [1, 2, 4, 8].contains(bytes)
    else { return nil }
    return (bytes, kind == "i", order == ">")
  }
}
