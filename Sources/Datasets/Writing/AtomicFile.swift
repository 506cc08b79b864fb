internal import Glibc

/// A file that appears under its name only when it is complete.
///
/// Bytes go to a temporary file in the same directory, which is flushed to the disk and renamed by
/// `commit`. Without `commit` it is removed and the path is left as it was.
public final class AtomicFile {
  private let path: String
  /// Where the bytes are until the file is complete.
  let temporaryPath: String
  private var descriptor: Int32
  private var isCommitted = false

  /// Creates the temporary file.
  /// - Throws: `DatasetError.cannotCreate` when the directory is missing, read-only or full.
  public init(path: String) throws(DatasetError) {
    self.path = path
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw .cannotCreate(path: path, reason: systemReason(EISDIR))
    }
    var attempt = 0
    while true {
      let name = path + ".\(getpid())-\(attempt).part"
      let opened = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if opened >= 0 {
        temporaryPath = name
        descriptor = opened
        return
      }
      guard errno == EEXIST, attempt < 100 else {
        throw .cannotCreate(path: path, reason: systemReason(errno))
      }
      attempt += 1
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isCommitted { unlink(temporaryPath) }
  }

  /// Appends bytes.
  /// - Throws: `DatasetError.writeFailed`, for example on a full disk.
  public func write(_ bytes: ArraySlice<UInt8>) throws(DatasetError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { all in
        all.baseAddress.map { Glibc.write(descriptor, $0 + written, all.count - written) } ?? -1
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw .writeFailed(path: path, reason: systemReason(errno))
      }
      written += count
    }
  }

  /// Flushes the file to the disk and gives it its name.
  /// - Throws: `DatasetError.writeFailed`; the temporary file is removed then.
  public func commit() throws(DatasetError) {
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw .writeFailed(path: path, reason: systemReason(errno))
    }
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0, rename(temporaryPath, path) == 0 else {
      throw .writeFailed(path: path, reason: systemReason(errno))
    }
    isCommitted = true
    flushDirectory()
  }

  /// Makes the new name itself safe from a power cut, as far as the file system allows.
  private func flushDirectory() {
    let directory = path.lastIndex(of: "/").map {
      $0 == path.startIndex ? "/" : String(path[..<$0])
    }
    let opened = open(directory ?? ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { return }
    fsync(opened)
    close(opened)
  }
}
