internal import Glibc

/// Something that takes the bytes of a file in order.
protocol ByteReceiver: AnyObject {
  /// Appends bytes.
  func write(_ bytes: ArraySlice<UInt8>) throws(DatasetError)
  /// Says that all bytes have been written.
  func commit() throws(DatasetError)
}

extension AtomicFile: ByteReceiver {}

/// Standard output, which shows bytes as they come.
final class StandardOutput: ByteReceiver {
  /// What messages call it.
  static let name = "standard output"

  /// Writes at once.
  /// - Throws: `DatasetError.writeFailed`, for example when whoever reads has gone.
  func write(_ bytes: ArraySlice<UInt8>) throws(DatasetError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { all in
        all.baseAddress.map { Glibc.write(STDOUT_FILENO, $0 + written, all.count - written) } ?? -1
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw .writeFailed(path: Self.name, reason: systemReason(errno))
      }
      written += count
    }
  }

  func commit() throws(DatasetError) {}
}
