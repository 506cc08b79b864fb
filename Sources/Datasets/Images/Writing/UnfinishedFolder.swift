internal import Glibc

/// A folder that appears under its name only when it is complete.
///
/// Single files are not flushed to the disk, as ten thousand flushes take minutes; after a power cut a
/// folder may hold files without content, after a crash of the program it cannot.
final class UnfinishedFolder: @unchecked Sendable {
  private let path: String
  private let temporaryPath: String
  // Changed before files are written side by side, read while they are.
  private var folders: [String] = []
  private var files: [String] = []
  private var isCommitted = false

  /// - Throws: `DatasetError.cannotCreate` when the name is taken by a file or a folder with content, or
  ///   when the place is missing, read-only or full.
  init(path: String) throws(DatasetError) {
    self.path = path
    try Self.checkPlace(path)
    let slash = path.lastIndex(of: "/")
    let parent = slash.map { String(path[...$0]) } ?? ""
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    temporaryPath = parent + ".\(name).\(getpid()).part"
    guard mkdir(temporaryPath, 0o777) == 0 else {
      throw .cannotCreate(path: path, reason: systemReason(errno))
    }
  }

  deinit { if !isCommitted { discard() } }

  /// Creates a folder inside.
  func makeFolder(_ name: String) throws(DatasetError) {
    guard mkdir(temporaryPath + "/" + name, 0o777) == 0 else {
      throw .writeFailed(path: path, reason: systemReason(errno))
    }
    folders.append(name)
  }

  /// Remembers a file that will be written, so that it can be removed.
  func expect(_ name: String) { files.append(name) }

  /// Writes a whole file; may be called by several threads for different files.
  func write(_ bytes: [UInt8], to name: String) throws(DatasetError) {
    let opened = open(
      temporaryPath + "/" + name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard opened >= 0 else { throw .writeFailed(path: path, reason: systemReason(errno)) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { all in
        all.baseAddress.map { Glibc.write(opened, $0 + written, all.count - written) } ?? -1
      }
      if count < 0 {
        if errno == EINTR { continue }
        let reason = systemReason(errno)
        close(opened)
        throw .writeFailed(path: path, reason: reason)
      }
      written += count
    }
    guard close(opened) == 0 else { throw .writeFailed(path: path, reason: systemReason(errno)) }
  }

  /// Gives the folder its name.
  func commit() throws(DatasetError) {
    // An empty folder of that name is replaced, any other is not.
    guard rename(temporaryPath, path) == 0 else {
      throw .cannotCreate(path: path, reason: systemReason(errno))
    }
    isCommitted = true
  }

  private func discard() {
    for file in files { unlink(temporaryPath + "/" + file) }
    for folder in folders { rmdir(temporaryPath + "/" + folder) }
    rmdir(temporaryPath)
  }

  private static func checkPlace(_ path: String) throws(DatasetError) {
    guard let stream = opendir(path) else {
      if errno == ENOENT { return }
      throw .cannotCreate(path: path, reason: systemReason(errno))
    }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != [0x2E], name != [0x2E, 0x2E] {
        throw .cannotCreate(path: path, reason: systemReason(ENOTEMPTY))
      }
    }
  }
}
