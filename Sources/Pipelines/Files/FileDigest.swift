internal import CCrypto
internal import Glibc

/// What identifies a file's bytes.
struct FileDigest: Codable, Equatable, Sendable {
  /// The number of bytes.
  var byteCount: Int
  /// SHA-256, in lower-case hexadecimal digits.
  var sha256: String

  /// Reads a file to its end.
  /// - Throws: `PipelineError.readFailed`.
  init(path: String) throws(PipelineError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .readFailed(path: path, reason: systemReason(errno)) }
    defer { close(descriptor) }
    guard let hash = EVP_MD_CTX_new(), EVP_DigestInit_ex(hash, EVP_sha256(), nil) == 1 else {
      throw .readFailed(path: path, reason: "OpenSSL offers no SHA-256")
    }
    defer { EVP_MD_CTX_free(hash) }
    var total = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw .readFailed(path: path, reason: systemReason(errno))
      }
      EVP_DigestUpdate(hash, buffer, count)
      total += count
    }
    byteCount = total
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_DigestFinal_ex(hash, &digest, nil)
    sha256 = digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}

/// The system's words for an error number, in lower case.
func systemReason(_ code: Int32) -> String {
  guard let text = strerror(code) else { return "error \(code)" }
  return String(cString: text).lowercased()
}
