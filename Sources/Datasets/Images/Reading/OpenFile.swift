internal import Glibc

/// A regular file that is read at any place; devices and pipes are refused without waiting for them.
final class OpenFile {
  /// How long the file is.
  let byteCount: Int
  private let descriptor: Int32

  init(path: String) throws(ImageFault) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw .unreadable(reason: systemReason(errno)) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      close(descriptor)
      throw .unreadable(reason: systemReason(errno))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .unreadable(reason: "not a regular file")
    }
    byteCount = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Fills the buffer from `offset` on as far as the file lasts.
  /// - Returns: The number of bytes.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(ImageFault) -> Int {
    var filled = 0
    while filled < buffer.count, let base = buffer.baseAddress {
      let count = pread(descriptor, base + filled, buffer.count - filled, off_t(offset + filled))
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw .unreadable(reason: systemReason(errno))
      }
      filled += count
    }
    return filled
  }

  /// Up to `count` bytes from `offset` on; fewer only at the end of the file.
  func bytes(at offset: Int, count: Int) throws(ImageFault) -> [UInt8] {
    var fault: ImageFault?
    let bytes = [UInt8](unsafeUninitializedCapacity: max(count, 0)) { buffer, initialized in
      do throws(ImageFault) {
        initialized = try read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
      } catch { fault = error }
    }
    if let fault { throw fault }
    return bytes
  }
}
