internal import CZlib

/// Passes pieces of bytes to a file, compressed if asked for.
final class ByteSink {
  private let file: AtomicFile
  private let isCompressed: Bool
  private var compressed: [UInt8] = []
  private var stream = z_stream()

  /// How many bytes callers gather before they pass them on.
  static let pieceBytes = 1 << 18

  init(file: AtomicFile, isCompressed: Bool) {
    self.file = file
    self.isCompressed = isCompressed
    if isCompressed {
      compressed = [UInt8](repeating: 0, count: Self.pieceBytes)
      // 15 bits of window plus 16 for a gzip header, which has no time in it: the same rows give
      // the same bytes.
      deflateInit2_(
        &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size))
    }
  }

  deinit {
    if isCompressed { deflateEnd(&stream) }
  }

  /// Writes some bytes.
  func write(_ bytes: [UInt8]) throws(DatasetError) {
    if isCompressed { try compress(bytes, isLast: false) } else { try file.write(bytes[...]) }
  }

  /// Ends the compressed stream.
  func finish() throws(DatasetError) {
    if isCompressed { try compress([], isLast: true) }
  }

  private func compress(_ bytes: [UInt8], isLast: Bool) throws(DatasetError) {
    var input = bytes
    var position = 0
    while true {
      let room = compressed.count
      let start = position
      let status = input.withUnsafeMutableBufferPointer { input -> Int32 in
        compressed.withUnsafeMutableBufferPointer { output -> Int32 in
          stream.next_in = input.baseAddress.map { $0 + start }
          stream.avail_in = UInt32(input.count - start)
          stream.next_out = output.baseAddress
          stream.avail_out = UInt32(room)
          return deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
        }
      }
      position = input.count - Int(stream.avail_in)
      try file.write(compressed[..<(room - Int(stream.avail_out))])
      if isLast ? status != Z_OK : stream.avail_out > 0 { break }
    }
  }
}
