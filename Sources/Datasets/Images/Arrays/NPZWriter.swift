internal import CZlib

/// Writes images and labels as a NumPy archive in MedMNIST's names, for `numpy.load`.
///
/// Times in the archive are 1 January 1980, so equal images give equal bytes.
public enum NPZWriter {
  /// Writes the arrays `split_images`, `[count, height, width]` or `[count, height, width, channels]` of
  /// bytes, and `split_labels`, `[count, 1]`: the indices of the classes, bytes or, with more than 256
  /// classes, 32-bit integers.
  /// - Throws: `DatasetError.cannotCreate`, `writeFailed`, `tooLargeForFormat` above 4 GiB.
  public static func write(
    _ set: ImageSet, split: String = "train", to path: String
  ) throws(DatasetError) {
    let shape = [set.count, set.height, set.width] + (set.channels == 1 ? [] : [set.channels])
    let isWide = set.classNames.count > 256
    let numbers =
      isWide
      ? set.labels.flatMap { $0.littleEndianBytes(4) }
      : set.labels.map { UInt8(truncatingIfNeeded: $0) }
    var archive = try ZipWriter(path: path)
    try archive.add("\(split)_images.npy", [header("|u1", shape), set.pixels])
    try archive.add(
      "\(split)_labels.npy", [header(isWide ? "<i4" : "|u1", [set.count, 1]), numbers])
    try archive.finish()
  }

  /// The beginning of an array file, version 1.0: the elements start at a multiple of 64 bytes.
  private static func header(_ type: String, _ shape: [Int]) -> [UInt8] {
    let lengths = shape.map(String.init).joined(separator: ", ")
    var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(lengths)), }"
    text += String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64) + "\n"
    return NumpyHeader.magic + [1, 0] + text.utf8.count.littleEndianBytes(2) + Array(text.utf8)
  }
}

/// Writes a zip file of deflated members, up to 4 GiB.
private struct ZipWriter {
  private let path: String
  private let file: AtomicFile
  private var directory: [UInt8] = []
  private var memberCount = 0
  private var position = 0

  init(path: String) throws(DatasetError) {
    self.path = path
    file = try AtomicFile(path: path)
  }

  /// Adds a member of several pieces.
  mutating func add(_ name: String, _ pieces: [[UInt8]]) throws(DatasetError) {
    let byteCount = pieces.reduce(0) { $0 + $1.count }
    let deflated = ZipCompression.deflated(pieces)
    guard let deflated, max(byteCount, position + deflated.bytes.count + 1_024) < 0xFFFF_FFFF else {
      throw .tooLargeForFormat(path: path, format: "a zip file", limit: "4 GiB")
    }
    // Version 2.0, no flags, deflated, 1980-01-01 00:00.
    let common: [UInt8] =
      [20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0] + Int(deflated.checksum).littleEndianBytes(4)
      + deflated.bytes.count.littleEndianBytes(4) + byteCount.littleEndianBytes(4)
      + name.utf8.count.littleEndianBytes(2) + [0, 0]
    directory += [0x50, 0x4B, 0x01, 0x02, 20, 0] + common + [UInt8](repeating: 0, count: 10)
    directory += position.littleEndianBytes(4) + Array(name.utf8)
    try append([0x50, 0x4B, 0x03, 0x04] + common + Array(name.utf8))
    try append(deflated.bytes)
    memberCount += 1
  }

  mutating func finish() throws(DatasetError) {
    let start = position
    try append(directory)
    let count = memberCount.littleEndianBytes(2)
    try append(
      [0x50, 0x4B, 0x05, 0x06, 0, 0, 0, 0] + count + count
        + directory.count.littleEndianBytes(4) + start.littleEndianBytes(4) + [0, 0])
    try file.commit()
  }

  private mutating func append(_ bytes: [UInt8]) throws(DatasetError) {
    try file.write(bytes[...])
    position += bytes.count
  }
}

private enum ZipCompression {
  /// The pieces as one DEFLATE stream without a header, and the CRC-32 of what went in; nil when memory runs out.
  static func deflated(_ pieces: [[UInt8]]) -> (bytes: [UInt8], checksum: UInt)? {
    var stream = z_stream()
    guard
      deflateInit2_(
        &stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { deflateEnd(&stream) }
    var bytes: [UInt8] = []
    var checksum: UInt = 0
    var room = [UInt8](repeating: 0, count: ByteSink.pieceBytes)
    for (number, piece) in pieces.enumerated() {
      let isLastPiece = number == pieces.count - 1
      // zlib counts in 32 bits.
      for start in stride(from: 0, to: max(piece.count, 1), by: 1 << 28) {
        var part = Array(piece[start...].prefix(1 << 28))
        // For no bytes zlib gives the checksum of a beginning.
        if !part.isEmpty { checksum = crc32(checksum, part, UInt32(part.count)) }
        let isLast = isLastPiece && start + part.count == piece.count
        part.withUnsafeMutableBufferPointer { part in
          stream.next_in = part.baseAddress
          stream.avail_in = UInt32(part.count)
          repeat {
            room.withUnsafeMutableBufferPointer { room in
              stream.next_out = room.baseAddress
              stream.avail_out = UInt32(room.count)
              deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
            }
            bytes += room[..<(room.count - Int(stream.avail_out))]
          } while stream.avail_out == 0
        }
      }
    }
    return (bytes, checksum)
  }
}

extension FixedWidthInteger {
  /// The lowest bytes, the lowest first.
  fileprivate func littleEndianBytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) }
  }
}
