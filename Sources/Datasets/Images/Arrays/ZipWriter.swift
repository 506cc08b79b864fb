internal import CZlib

/// Writes a zip file of deflated members, up to 4 GiB.
struct ZipWriter {
  /// A member while its pieces come.
  private struct Member {
    var name: String
    var start: Int
    var byteCount = 0
    var total = DeflatedTotal()
  }

  private let path: String
  private let file: any ByteReceiver
  private var directory: [UInt8] = []
  private var memberCount = 0
  private var position = 0
  private var member: Member?

  /// An archive in a file; `path` is for messages.
  init(path: String, file: any ByteReceiver) { (self.path, self.file) = (path, file) }

  /// Adds a member of several pieces.
  mutating func add(_ name: String, _ pieces: [[UInt8]]) throws(DatasetError) {
    let byteCount = pieces.reduce(0) { $0 + $1.count }
    let deflated = ZipCompression.deflated(pieces)
    guard let deflated, max(byteCount, position + deflated.bytes.count + 1_024) < Self.limit else {
      throw tooLarge
    }
    let sizes = Self.sizes(deflated.checksum, deflated.bytes.count, byteCount)
    try append(enter(name, flags: 0, sizes, start: position) + Array(name.utf8))
    try append(deflated.bytes)
  }

  /// Begins a member whose pieces are not known yet: what they add up to stands behind them.
  mutating func begin(_ name: String) throws(DatasetError) {
    member = Member(name: name, start: position)
    try append(
      [0x50, 0x4B, 0x03, 0x04] + Self.common(name, flags: 8, Self.sizes(0, 0, 0))
        + Array(name.utf8))
  }

  /// Adds the next piece of the member that was begun.
  mutating func append(_ piece: DeflatedPiece) throws(DatasetError) {
    guard var own = member else { return }
    own.total.add(piece)
    own.byteCount += piece.bytes.count
    member = own
    if max(own.total.byteCount, position + piece.bytes.count + 1_024) >= Self.limit {
      throw tooLarge
    }
    try append(piece.bytes)
  }

  /// Ends the member that was begun.
  mutating func end() throws(DatasetError) {
    guard let own = member else { return }
    member = nil
    try append(DeflatedPiece.end)
    let sizes = Self.sizes(
      own.total.checksum, own.byteCount + DeflatedPiece.end.count, own.total.byteCount)
    _ = enter(own.name, flags: 8, sizes, start: own.start)
    try append([0x50, 0x4B, 0x07, 0x08] + sizes)
  }

  /// Writes the directory and commits the file.
  mutating func finish() throws(DatasetError) {
    let start = position
    try append(directory)
    let count = memberCount.littleEndianBytes(2)
    try append(
      [0x50, 0x4B, 0x05, 0x06, 0, 0, 0, 0] + count + count
        + directory.count.littleEndianBytes(4) + start.littleEndianBytes(4) + [0, 0])
    try file.commit()
  }

  private static let limit = 0xFFFF_FFFF

  private var tooLarge: DatasetError {
    .tooLargeForFormat(path: path, format: "a zip file", limit: "4 GiB")
  }

  /// Notes a member in the directory; returns its local header without the name.
  private mutating func enter(
    _ name: String, flags: UInt8, _ sizes: [UInt8], start: Int
  ) -> [UInt8] {
    let common = Self.common(name, flags: flags, sizes)
    directory += [0x50, 0x4B, 0x01, 0x02, 20, 0] + common + [UInt8](repeating: 0, count: 10)
    directory += start.littleEndianBytes(4) + Array(name.utf8)
    memberCount += 1
    return [0x50, 0x4B, 0x03, 0x04] + common
  }

  /// Version 2.0, flags, deflated, 1980-01-01 00:00, sizes, lengths of the name and of what is behind it.
  private static func common(_ name: String, flags: UInt8, _ sizes: [UInt8]) -> [UInt8] {
    [20, 0, flags, 0, 8, 0, 0, 0, 0x21, 0] + sizes + name.utf8.count.littleEndianBytes(2) + [0, 0]
  }

  private static func sizes(_ checksum: UInt, _ deflated: Int, _ whole: Int) -> [UInt8] {
    Int(checksum).littleEndianBytes(4) + deflated.littleEndianBytes(4) + whole.littleEndianBytes(4)
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
