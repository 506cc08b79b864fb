internal import CCrypto
internal import Foundation
internal import Glibc

/// What identifies a file's bytes.
struct FileDigest: Codable, Equatable, Sendable {
  /// The number of bytes.
  var byteCount: Int
  /// SHA-256, in lower-case hexadecimal digits.
  var sha256: String

  /// A digest that is known.
  init(byteCount: Int, sha256: String) { (self.byteCount, self.sha256) = (byteCount, sha256) }

  /// Reads a file to its end.
  /// - Throws: `PipelineError.readFailed`.
  init(path: String) throws(PipelineError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .readFailed(path: path, reason: systemReason(errno)) }
    defer { close(descriptor) }
    var digest = ByteDigest()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw .readFailed(path: path, reason: systemReason(errno))
      }
      digest.add(buffer[..<count])
    }
    self = digest.value
  }
}

/// A digest that grows with bytes that come piece by piece.
struct ByteDigest {
  private var byteCount = 0
  private let context: Context

  /// The state inside OpenSSL.
  private final class Context {
    let hash = EVP_MD_CTX_new()
    init() { EVP_DigestInit_ex(hash, EVP_sha256(), nil) }
    deinit { EVP_MD_CTX_free(hash) }
  }

  /// Of no bytes yet.
  init() { context = Context() }

  /// Adds bytes.
  mutating func add(_ bytes: some ContiguousBytes & Collection<UInt8>) {
    bytes.withUnsafeBytes { _ = EVP_DigestUpdate(context.hash, $0.baseAddress, $0.count) }
    byteCount += bytes.count
  }

  /// The digest of all bytes; nothing can be added afterwards.
  var value: FileDigest {
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_DigestFinal_ex(context.hash, &digest, nil)
    return FileDigest(
      byteCount: byteCount,
      sha256: digest.map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined())
  }
}

/// The system's words for an error number, in lower case.
func systemReason(_ code: Int32) -> String {
  guard let text = strerror(code) else { return "error \(code)" }
  return String(cString: text).lowercased()
}
