internal import Glibc

/// An input that can be read twice: once for its digest, once for its rows.
///
/// What comes through a pipe is kept in a nameless temporary file, which then takes the place of standard input; so
/// messages still say "standard input", and nothing stays behind.
struct InputFile {
  /// The path that the reader opens.
  let path: String
  let digest: FileDigest

  /// Looks at the path; `scratch` is a directory on the disk that the run writes to.
  init(path: String, scratch: String) throws(PipelineError) {
    var status = stat()
    if path != "-" {
      guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
        // The reader says best what is wrong with the path.
        self.path = path
        digest = FileDigest.none
        return
      }
    }
    if path != "-", status.st_mode & S_IFMT == S_IFREG {
      self.path = path
      digest = try FileDigest(path: path)
    } else {
      digest = try Self.keep(path, in: scratch)
      self.path = "-"
    }
  }

  /// Copies a pipe into a file without a name and makes it standard input.
  private static func keep(_ path: String, in scratch: String) throws(PipelineError) -> FileDigest {
    let source = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw .readFailed(path: path, reason: systemReason(errno)) }
    let name = scratch + "/input.part"
    let target = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard target >= 0 else { throw .cannotCreate(path: name, reason: systemReason(errno)) }
    defer {
      close(target)
      unlink(name)
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(source, &buffer, buffer.count)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw .readFailed(path: path, reason: systemReason(errno))
      }
      var written = 0
      while written < count {
        let part = buffer[written..<count].withUnsafeBytes {
          write(target, $0.baseAddress, $0.count)
        }
        guard part >= 0 || errno == EINTR else {
          throw .writeFailed(path: scratch, reason: systemReason(errno))
        }
        written += max(part, 0)
      }
    }
    let digest = try FileDigest(path: name)
    guard lseek(target, 0, SEEK_SET) == 0, dup2(target, STDIN_FILENO) >= 0 else {
      throw .readFailed(path: path, reason: systemReason(errno))
    }
    return digest
  }
}

extension FileDigest {
  /// For a path that will not be read.
  static var none: FileDigest { FileDigest(byteCount: 0, sha256: "") }
}
