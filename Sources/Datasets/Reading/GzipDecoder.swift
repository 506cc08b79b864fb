internal import CZlib

/// Decompresses a gzip stream of one or more members as it is read.
final class GzipDecoder {
  private var stream = z_stream()
  private let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
  private var available = 0
  private var position = 0
  private var isAtEnd = false
  private var isInsideMember = false
  private let status: Int32

  init() {
    // 15 bits of window, plus 16 for a gzip header.
    status = inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit {
    inflateEnd(&stream)
    input.deallocate()
  }

  /// Fills the buffer with decompressed bytes as far as the input lasts.
  /// - Throws: `corruptGzip` for damaged or truncated data, and whatever `source` throws.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, path: String,
    from source: (UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int
  ) throws(DatasetError) -> Int {
    guard status == Z_OK else { throw .readFailed(path: path, reason: "zlib cannot start") }
    var filled = 0
    while filled < buffer.count {
      if position == available && !isAtEnd {
        available = try source(UnsafeMutableRawBufferPointer(input))
        position = 0
        isAtEnd = available == 0
      }
      if isAtEnd {
        if isInsideMember { throw .corruptGzip(path: path, reason: "the stream ends early") }
        break
      }
      if !isInsideMember {
        // Padding after the last member is allowed to be zeros, as gzip(1) does.
        if filled + position > 0, input[position] == 0 { position += 1; continue }
        inflateReset(&stream)
        isInsideMember = true
      }
      filled += try inflateSome(into: buffer, at: filled, path: path)
    }
    return filled
  }

  /// Runs zlib once over what is at hand.
  private func inflateSome(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int, path: String
  ) throws(DatasetError) -> Int {
    let room = buffer.count - offset
    stream.next_in = input.baseAddress.map { $0 + position }
    stream.avail_in = UInt32(available - position)
    stream.next_out = buffer.baseAddress.map { ($0 + offset).assumingMemoryBound(to: UInt8.self) }
    stream.avail_out = UInt32(room)
    let result = inflate(&stream, Z_NO_FLUSH)
    position = available - Int(stream.avail_in)
    switch result {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: isInsideMember = false
    default:
      let reason = stream.msg.map { String(cString: $0) } ?? "zlib error \(result)"
      throw .corruptGzip(path: path, reason: reason)
    }
    return room - Int(stream.avail_out)
  }
}
