internal import Glibc
internal import Synchronization

/// A file that one process at a time can lock; the system releases it when the process ends, however it ends.
final class FileLock: Sendable {
  private let descriptor: Mutex<Int32>
  private let path: String

  /// Locks a file, which it makes.
  /// - Throws: `PipelineError.checkpointInUse` with `owner` and the number of the process that has it.
  init(path: String, owner: String) throws(PipelineError) {
    self.path = path
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw .cannotCreate(path: owner, reason: systemReason(errno)) }
    if flock(file, LOCK_EX | LOCK_NB) != 0 {
      let reason = errno
      var buffer = [UInt8](repeating: 0, count: 32)
      let count = read(file, &buffer, buffer.count)
      close(file)
      let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
      guard reason == EWOULDBLOCK else {
        throw .cannotCreate(path: owner, reason: systemReason(reason))
      }
      throw .checkpointInUse(path: owner, process: Int32(text.filter(\.isNumber)) ?? 0)
    }
    let text = Array("\(getpid())\n".utf8)
    _ = ftruncate(file, 0)
    _ = pwrite(file, text, text.count, 0)
    descriptor = Mutex(file)
  }

  deinit { release() }

  /// Whether the locked file is the one that the path names.
  var isInPlace: Bool {
    descriptor.withLock { file in
      var (own, named) = (stat(), stat())
      return file >= 0 && fstat(file, &own) == 0 && stat(path, &named) == 0
        && own.st_ino == named.st_ino && own.st_dev == named.st_dev
    }
  }

  /// Lets others have it.
  func release() {
    descriptor.withLock { file in
      if file >= 0 { close(file) }
      file = -1
    }
  }
}
