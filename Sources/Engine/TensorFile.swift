public import Foundation

/// Tensors in the safetensors format.
///
/// A file is an 8-byte little-endian header length, a JSON header that gives every tensor's type, shape and byte range,
/// then the bytes. Floats of 32 bits are written, those of 16 bits read as well. Loading runs nothing and trusts
/// nothing.
/// - Source: the format's specification, https://github.com/huggingface/safetensors (README, "Format").
public enum TensorFile {
  private struct Entry: Codable {
    var dtype: String
    var shape: [Int]
    var dataOffsets: [Int]
    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case dataOffsets = "data_offsets"
    }
  }

  /// The longest header that is read, in bytes.
  private static let maximumHeaderSize = 100_000_000

  /// The bytes of a file that holds these tensors, in order of their names.
  public static func encode(_ tensors: [String: Tensor]) throws -> Data {
    var entries: [String: Entry] = [:]
    var body = Data()
    for name in tensors.keys.sorted() {
      guard let tensor = tensors[name] else { continue }
      let start = body.count
      body.append(Data(bytes: tensor.pointer, count: 4 * tensor.count))
      entries[name] = Entry(dtype: "F32", shape: tensor.shape, dataOffsets: [start, body.count])
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    var header = try encoder.encode(entries)
    while header.count % 8 != 0 { header.append(0x20) }
    var result = Data()
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { result.append(contentsOf: $0) }
    result.append(header)
    result.append(body)
    return result
  }

  /// The tensors in a file's bytes whose names are wanted; of the others, nothing is looked at.
  /// - Throws: `TensorFileError` when a header or a range breaks the format's rules.
  public static func decode(
    _ data: Data, where isWanted: (String) -> Bool = { _ in true }
  ) throws -> [String: Tensor] {
    guard data.count >= 8 else { throw TensorFileError.truncated(expected: 8, found: data.count) }
    let length = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(maximumHeaderSize), Int(length) + 8 <= data.count else {
      throw TensorFileError.truncated(
        expected: 8 + Int(clamping: min(length, 1 << 62)), found: data.count)
    }
    let header = data.dropFirst(8).prefix(Int(length))
    let body = data.dropFirst(8 + Int(length))
    guard let object = try? JSONSerialization.jsonObject(with: header) as? [String: Any] else {
      throw TensorFileError.invalidHeader
    }
    var tensors: [String: Tensor] = [:]
    for (name, value) in object where name != "__metadata__" && isWanted(name) {
      tensors[name] = try tensor(name, value, body: body)
    }
    return tensors
  }

  private static func tensor(_ name: String, _ value: Any, body: Data) throws -> Tensor {
    guard let fields = value as? [String: Any], let type = fields["dtype"] as? String,
      let shape = fields["shape"] as? [Int], let offsets = fields["data_offsets"] as? [Int]
    else { throw TensorFileError.invalidHeader }
    guard let width = ["F32": 4, "F16": 2][type] else {
      throw TensorFileError.unsupportedType(name: name, type: type)
    }
    var count = 1
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow else { throw TensorFileError.invalidRange(name: name) }
      count = product
    }
    guard offsets.count == 2, offsets[0] >= 0, offsets[1] <= body.count, offsets[0] <= offsets[1],
      count <= body.count, offsets[1] - offsets[0] == width * count
    else { throw TensorFileError.invalidRange(name: name) }
    let tensor = Tensor(uninitialized: shape)
    if count == 0 { return tensor }
    let range = body.startIndex + offsets[0]..<body.startIndex + offsets[1]
    if width == 4 {
      body.copyBytes(
        to: UnsafeMutableRawBufferPointer(start: tensor.pointer, count: 4 * count), from: range)
    } else {
      var halves = [UInt16](repeating: 0, count: count)
      halves.withUnsafeMutableBytes { _ = body.copyBytes(to: $0, from: range) }
      for (place, half) in halves.enumerated() {
        tensor.pointer[place] = Float(Float16(bitPattern: UInt16(littleEndian: half)))
      }
    }
    return tensor
  }
}

/// Why bytes are not a readable safetensors file.
public enum TensorFileError: Error, Equatable, CustomStringConvertible {
  /// The file ends before what its header promises.
  case truncated(expected: Int, found: Int)
  /// The header is not the JSON that the format asks for.
  case invalidHeader
  /// A tensor's byte range does not fit its shape or the file.
  case invalidRange(name: String)
  /// A tensor that is not of 32-bit or 16-bit floats.
  case unsupportedType(name: String, type: String)

  public var description: String {
    switch self {
    case .truncated(let expected, let found):
      "the tensor file has \(found) bytes where at least \(expected) are needed; it was cut off, copy it again"
    case .invalidHeader: "the tensor file's header is not valid safetensors JSON"
    case .invalidRange(let name): "tensor '\(name)' does not fit its byte range in the file"
    case .unsupportedType(let name, let type):
      "tensor '\(name)' has type \(type), expected F32 or F16"
    }
  }
}
