internal import CZlib

/// Reads one member of a zip file from its beginning to its end, and checks it against its checksum.
final class ZipMemberStream {
  private let member: ZipArchive.Member
  private let file: OpenFile
  private let path: String
  private var place: Int
  private let end: Int
  private var stream = z_stream()
  private var input: [UInt8] = []
  private var delivered = 0
  private var checksum: UInt = 0

  init(_ member: ZipArchive.Member, file: OpenFile, start: Int, path: String) {
    self.member = member
    self.file = file
    self.path = path
    place = start
    end = start + member.storedBytes
    // A negative window: DEFLATE without a header of its own.
    inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit { inflateEnd(&stream) }

  /// Exactly `count` further bytes.
  /// - Throws: `DatasetError.damagedArray` when there are fewer or, at the end, when the checksum differs.
  func read(_ count: Int) throws(DatasetError) -> [UInt8] {
    guard count <= member.byteCount - delivered else { throw damaged("ends early") }
    var failure: DatasetError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(DatasetError) {
        try fill(buffer)
        initialized = count
      } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }

  private func fill(_ buffer: UnsafeMutableBufferPointer<UInt8>) throws(DatasetError) {
    var filled = 0
    while filled < buffer.count {
      let rest = UnsafeMutableBufferPointer(rebasing: buffer[filled...].prefix(1 << 24))
      let count = member.method == 0 ? try copy(to: rest) : try inflate(to: rest)
      checksum = crc32(checksum, rest.baseAddress, UInt32(count))
      filled += count
    }
    delivered += filled
    guard delivered < member.byteCount || UInt32(checksum) == member.checksum else {
      throw damaged("does not match its checksum")
    }
  }

  private func copy(to buffer: UnsafeMutableBufferPointer<UInt8>) throws(DatasetError) -> Int {
    let wanted = min(buffer.count, end - place)
    let raw = UnsafeMutableRawBufferPointer(
      rebasing: UnsafeMutableRawBufferPointer(buffer)[..<wanted])
    let count = try stored(into: raw)
    guard count > 0 else { throw damaged("ends early") }
    return count
  }

  private func inflate(to buffer: UnsafeMutableBufferPointer<UInt8>) throws(DatasetError) -> Int {
    stream.next_out = buffer.baseAddress
    stream.avail_out = UInt32(buffer.count)
    while stream.avail_out > 0 {
      if input.isEmpty, place < end { try refill() }
      let before = stream.avail_out
      let status = input.withUnsafeMutableBufferPointer { input -> Int32 in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        return CZlib.inflate(&stream, Z_NO_FLUSH)
      }
      input.removeFirst(input.count - Int(stream.avail_in))
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
        throw damaged(stream.msg.map { String(cString: $0) } ?? "zlib error \(status)")
      }
      if stream.avail_out > 0, status == Z_STREAM_END || input.isEmpty && place >= end {
        guard stream.avail_out < before else { throw damaged("ends early") }
        break
      }
    }
    return buffer.count - Int(stream.avail_out)
  }

  private func refill() throws(DatasetError) {
    var bytes = [UInt8](repeating: 0, count: min(1 << 18, end - place))
    var failure: DatasetError?
    let count = bytes.withUnsafeMutableBytes { buffer -> Int in
      do throws(DatasetError) { return try stored(into: buffer) } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    // The directory may promise more than the file holds.
    guard count > 0 else { throw damaged("ends early") }
    bytes.removeLast(bytes.count - count)
    input = bytes
  }

  /// Stored bytes of the member from where reading stands.
  private func stored(into buffer: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    do throws(ImageFault) {
      let count = try file.read(at: place, into: buffer)
      place += count
      return count
    } catch { throw .unusableImage(path: path, reason: error) }
  }

  private func damaged(_ reason: String) -> DatasetError {
    .damagedArray(path: path, reason: "\(member.name): \(reason)")
  }
}
