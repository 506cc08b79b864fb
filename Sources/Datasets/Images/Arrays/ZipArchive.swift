internal import CZlib

/// The members of a zip file, stored or deflated, 64-bit sizes included.
/// - Source: PKWARE, ".ZIP File Format Specification", version 6.3.10, sections 4.3 and 4.5.3.
final class ZipArchive {
  struct Member {
    var name: String
    var method: Int
    var isEncrypted: Bool
    var checksum: UInt32
    var storedBytes: Int
    var byteCount: Int
    /// Where the local header begins.
    var offset: Int
  }

  let path: String
  let members: [Member]
  private let file: OpenFile

  init(path: String) throws(DatasetError) {
    self.path = path
    do throws(ImageFault) {
      file = try OpenFile(path: path)
      members = try Self.members(of: file)
    } catch {
      if case .damaged(let reason) = error { throw .damagedArray(path: path, reason: reason) }
      throw .unusableImage(path: path, reason: error)
    }
  }

  /// The bytes of a member as a stream.
  func open(_ member: Member) throws(DatasetError) -> ZipMemberStream {
    guard !member.isEncrypted, member.method == 0 || member.method == 8 else {
      throw .damagedArray(
        path: path, reason: "\(member.name) is encrypted or compressed by method \(member.method)")
    }
    let header: [UInt8]
    do throws(ImageFault) { header = try file.bytes(at: member.offset, count: 30) } catch {
      throw .unusableImage(path: path, reason: error)
    }
    guard header.count == 30, header.starts(with: [0x50, 0x4B, 0x03, 0x04]) else {
      throw .damagedArray(path: path, reason: "\(member.name) is not where the directory says")
    }
    let start = member.offset + 30 + header.integer(at: 26, 2) + header.integer(at: 28, 2)
    return ZipMemberStream(member, file: file, start: start, path: path)
  }

  // MARK: - The directory

  private static func members(of file: OpenFile) throws(ImageFault) -> [Member] {
    let tailStart = max(0, file.byteCount - 65_557)
    let tail = try file.bytes(at: tailStart, count: file.byteCount - tailStart)
    guard tail.count >= 22,
      let end = (0...(tail.count - 22)).last(where: {
        tail[$0] == 0x50 && tail[$0..<($0 + 4)].elementsEqual([0x50, 0x4B, 0x05, 0x06])
      })
    else { throw .damaged(reason: "the zip directory is missing, so the file is cut off") }
    var length = tail.integer(at: end + 12, 4)
    var start = tail.integer(at: end + 16, 4)
    if start == 0xFFFF_FFFF || length == 0xFFFF_FFFF, end >= 20 {
      let record = try file.bytes(at: tail.integer(at: end - 20 + 8, 8), count: 56)
      guard record.count == 56, record.starts(with: [0x50, 0x4B, 0x06, 0x06]) else {
        throw .damaged(reason: "the 64-bit zip directory is missing")
      }
      length = record.integer(at: 40, 8)
      start = record.integer(at: 48, 8)
    }
    guard start >= 0, length >= 0, length <= 1 << 26, start <= file.byteCount - length else {
      throw .damaged(reason: "the zip directory lies outside the file")
    }
    return try parse(try file.bytes(at: start, count: length), fileBytes: file.byteCount)
  }

  private static func parse(_ directory: [UInt8], fileBytes: Int) throws(ImageFault) -> [Member] {
    var members: [Member] = []
    var place = 0
    while place + 46 <= directory.count,
      directory[place..<(place + 4)].elementsEqual([0x50, 0x4B, 0x01, 0x02])
    {
      let nameEnd = place + 46 + directory.integer(at: place + 28, 2)
      let extraEnd = nameEnd + directory.integer(at: place + 30, 2)
      guard extraEnd <= directory.count else { break }
      var member = Member(
        name: String(decoding: directory[(place + 46)..<nameEnd], as: UTF8.self),
        method: directory.integer(at: place + 10, 2),
        isEncrypted: directory[place + 8] & 1 == 1,
        checksum: UInt32(directory.integer(at: place + 16, 4)),
        storedBytes: directory.integer(at: place + 20, 4),
        byteCount: directory.integer(at: place + 24, 4),
        offset: directory.integer(at: place + 42, 4))
      member.widen(by: Array(directory[nameEnd..<extraEnd]))
      guard member.offset >= 0, member.storedBytes >= 0, member.byteCount >= 0,
        member.storedBytes <= fileBytes, member.offset <= fileBytes - member.storedBytes
      else { throw .damaged(reason: "\(member.name) lies outside the file") }
      members.append(member)
      place = extraEnd + directory.integer(at: place + 32, 2)
    }
    return members
  }
}

extension ZipArchive.Member {
  /// Takes the sizes that need 64 bits from the extra field.
  fileprivate mutating func widen(by extra: [UInt8]) {
    var place = 0
    while place + 4 <= extra.count {
      let end = place + 4 + extra.integer(at: place + 2, 2)
      guard end <= extra.count else { return }
      if extra.integer(at: place, 2) == 1 {
        var next = place + 4
        for path in [\Self.byteCount, \Self.storedBytes, \Self.offset]
        where self[keyPath: path] == 0xFFFF_FFFF && next + 8 <= end {
          self[keyPath: path] = extra.integer(at: next, 8)
          next += 8
        }
      }
      place = end
    }
  }
}

extension [UInt8] {
  /// An unsigned integer of up to eight bytes, the lowest first; beyond `Int` it is negative.
  func integer(at index: Int, _ width: Int) -> Int {
    var value = 0
    for offset in (0..<width).reversed() { value = value << 8 | Int(self[index + offset]) }
    return value
  }
}
