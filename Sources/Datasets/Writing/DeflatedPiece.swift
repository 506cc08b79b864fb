internal import CZlib

/// Bytes that were compressed on their own, so that threads can compress pieces side by side.
///
/// A piece ends at a whole byte and refers to nothing before it: pieces one after another, with `end` behind the last, are one
/// DEFLATE stream (RFC 1951), and their checksums add up to that of the whole.
public struct DeflatedPiece: Sendable {
  /// The compressed bytes.
  let bytes: [UInt8]
  /// The CRC-32 of the bytes before compression.
  let checksum: UInt
  /// How many bytes there were before compression.
  let byteCount: Int

  /// An empty last block.
  static let end: [UInt8] = [0x03, 0x00]

  /// Compresses bytes; nil when memory runs out.
  /// - Parameter level: 1, fast, to 9, small.
  public init?(_ bytes: [UInt8], level: Int32 = 6) {
    var stream = z_stream()
    guard
      deflateInit2_(
        &stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { deflateEnd(&stream) }
    var input = bytes
    var result: [UInt8] = []
    var room = [UInt8](repeating: 0, count: ByteSink.pieceBytes)
    var sum: UInt = crc32(0, nil, 0)
    // zlib counts in 32 bits.
    let step = 1 << 28
    for start in stride(from: 0, to: input.count, by: step) {
      let count = min(step, input.count - start)
      input.withUnsafeMutableBufferPointer { input in
        guard let base = input.baseAddress else { return }
        sum = crc32(sum, base + start, UInt32(count))
        stream.next_in = base + start
        stream.avail_in = UInt32(count)
        repeat {
          room.withUnsafeMutableBufferPointer { room in
            stream.next_out = room.baseAddress
            stream.avail_out = UInt32(room.count)
            deflate(&stream, Z_SYNC_FLUSH)
          }
          result += room[..<(room.count - Int(stream.avail_out))]
        } while stream.avail_out == 0
      }
    }
    self.bytes = result
    checksum = sum
    byteCount = bytes.count
  }
}

/// The length and the CRC-32 of pieces that follow each other.
struct DeflatedTotal {
  private(set) var checksum: UInt = 0
  private(set) var byteCount = 0

  /// Adds the next piece.
  mutating func add(_ piece: DeflatedPiece) {
    checksum = crc32_combine(checksum, piece.checksum, piece.byteCount)
    byteCount += piece.byteCount
  }
}

extension FixedWidthInteger {
  /// The lowest bytes, the lowest first.
  func littleEndianBytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) }
  }
}
