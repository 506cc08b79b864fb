internal import Glibc

/// The bytes of a file or of standard input, decompressed when they are gzip.
final class ByteSource {
  /// The path as given; `-` is standard input.
  let path: String
  /// Whether the bytes are being decompressed.
  private(set) var isCompressed = false

  private let descriptor: Int32
  private var head: [UInt8] = []
  private var gzip: GzipDecoder?

  /// Opens a file for reading; `-` is standard input.
  init(path: String) throws(DatasetError) {
    self.path = path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT || errno == ENOTDIR
        ? .notFound(path: path) : .unreadable(path: path, reason: systemReason(errno))
    }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw .isDirectory(path: path)
    }
    let magic = UnsafeMutableRawBufferPointer.allocate(byteCount: 2, alignment: 1)
    defer { magic.deallocate() }
    head = Array(magic.prefix(try fill(magic)))
    if head == [0x1F, 0x8B] {
      isCompressed = true
      gzip = GzipDecoder()
    }
  }

  deinit {
    if descriptor > STDERR_FILENO { close(descriptor) }
  }

  /// Fills the buffer as far as the input lasts.
  /// - Returns: The number of bytes; fewer than the buffer holds only at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    if let gzip {
      return try gzip.read(into: buffer, path: path, from: readPlain)
    }
    return try readPlain(into: buffer)
  }

  /// The stored bytes, those already looked at first.
  private func readPlain(into buffer: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    let known = min(head.count, buffer.count)
    if known > 0 {
      buffer.copyBytes(from: head.prefix(known))
      head.removeFirst(known)
    }
    return known + (try fill(UnsafeMutableRawBufferPointer(rebasing: buffer[known...])))
  }

  /// Reads until the buffer is full or the input ends.
  private func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    var filled = 0
    while filled < buffer.count, let base = buffer.baseAddress {
      let count = Glibc.read(descriptor, base + filled, buffer.count - filled)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EISDIR { throw .isDirectory(path: path) }
        throw .readFailed(path: path, reason: systemReason(errno))
      }
      filled += count
    }
    return filled
  }
}

/// The system's own words for an error number.
func systemReason(_ code: Int32) -> String {
  strerror(code).map { String(cString: $0) } ?? "error \(code)"
}
