internal import Glibc

/// The dictionary of one column while it is read: field bytes in, level code out, without a
/// `String` per row.
///
/// Open addressing with linear probing; the bytes of all levels lie in one block. The hash is
/// seeded afresh for every file, so that none can be made to collide; codes depend on the order of
/// the rows alone.
struct LevelTable {
  /// The row codes so far.
  var codes: [Int32] = []
  /// The distinct texts so far.
  var levels: [String] = []
  /// Lines that end inside a level, for the few levels where one does.
  var innerLines: [Int32: Int] = [:]

  /// The upper half of a slot is a piece of the hash, the lower half the code plus one; 0 is free.
  private var slots = [UInt64](repeating: 0, count: 64)
  private var bytes: [UInt8] = []
  private var ends: [Int] = [0]

  /// A fresh seed for the tables of one file.
  static func freshSeed() -> UInt64 { UInt64.random(in: .min ... .max) | 1 }

  /// The code of a text; nil when it has none yet.
  ///
  /// Mutating, so that the arrays are used in place.
  @inline(__always)
  mutating func find(_ text: UnsafeRawBufferPointer, hash: UInt32) -> Int32? {
    let mark = UInt64(hash) << 32
    return slots.withUnsafeBufferPointer { slots -> Int32? in
      let mask = slots.count - 1
      var place = Int(hash) & mask
      while true {
        let slot = slots[place]
        if slot == 0 { return nil }
        if slot ^ mark <= UInt64(UInt32.max) {
          let code = Int(truncatingIfNeeded: slot & UInt64(UInt32.max)) - 1
          if isLevel(code, text) { return Int32(truncatingIfNeeded: code) }
        }
        place = (place + 1) & mask
      }
    }
  }

  @inline(__always)
  private func isLevel(_ code: Int, _ text: UnsafeRawBufferPointer) -> Bool {
    let start = ends[code]
    guard ends[code + 1] - start == text.count else { return false }
    guard let base = text.baseAddress, !text.isEmpty else { return true }
    return bytes.withUnsafeBytes { all in
      all.baseAddress.map { memcmp($0 + start, base, text.count) == 0 } ?? false
    }
  }

  /// Adds a text that `find` did not know.
  mutating func insert(_ text: UnsafeRawBufferPointer, hash: UInt32, level: String) -> Int32 {
    let code = Int32(levels.count)
    levels.append(level)
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    if levels.count * 2 > slots.count { grow() }
    Self.place(UInt64(hash) << 32 | UInt64(code + 1), in: &slots)
    return code
  }

  /// Puts a slot where its hash says, or in the next free place.
  private static func place(_ slot: UInt64, in slots: inout [UInt64]) {
    let mask = slots.count - 1
    var place = Int(slot >> 32) & mask
    while slots[place] != 0 { place = (place + 1) & mask }
    slots[place] = slot
  }

  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count * 4)
    for slot in slots where slot != 0 { Self.place(slot, in: &larger) }
    slots = larger
  }

  /// A hash of the bytes: words folded by a full 128-bit product.
  @inline(__always)
  static func hash(_ text: UnsafeRawBufferPointer, seed: UInt64) -> UInt32 {
    let count = text.count
    var state = seed ^ UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    guard let base = text.baseAddress else {
      return UInt32(truncatingIfNeeded: fold(state, seed) >> 32)
    }
    var offset = 0
    while count - offset > 8 {
      state = fold(state ^ base.loadUnaligned(fromByteOffset: offset, as: UInt64.self), seed)
      offset += 8
    }
    let rest = count - offset
    var tail: UInt64 = 0
    if count >= 8 {
      tail = base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    } else if rest >= 4 {
      let low = UInt64(base.loadUnaligned(as: UInt32.self))
      let high = UInt64(base.loadUnaligned(fromByteOffset: rest - 4, as: UInt32.self))
      tail = low | high << 32
    } else {
      for index in 0..<rest {
        tail = tail << 8 | UInt64(base.load(fromByteOffset: index, as: UInt8.self))
      }
    }
    return UInt32(truncatingIfNeeded: fold(state ^ tail, seed) >> 32)
  }

  @inline(__always)
  private static func fold(_ word: UInt64, _ seed: UInt64) -> UInt64 {
    let product = (word ^ seed).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}
