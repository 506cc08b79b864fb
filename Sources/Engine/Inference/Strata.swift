internal import CKernels

/// Uniform numbers spread evenly: one in each interval of length 1 / count, given out so that any run of neighbours covers
/// (0, 1) evenly too.
package struct Strata {
  /// The interval of the i-th neighbour: the rank of the i-th number of van der Corput's sequence.
  private let intervals: [Int32]

  package init(count: Int) {
    var bits = 0
    while 1 << bits < count { bits += 1 }
    var rank = [Int32](repeating: 0, count: count)
    var next: Int32 = 0
    for value in 0..<(1 << bits) {
      let reversed = bits == 0 ? 0 : Int((UInt64(value).reversedBits) >> UInt64(64 - bits))
      if reversed < count {
        rank[reversed] = next
        next += 1
      }
    }
    intervals = rank
  }

  /// Numbers for rows sorted by `key`: the interval by place in the order, turned by a random shift; the place inside the interval
  /// from `uniform`. Rows with equal keys come in random order: in the rows' own, what is drawn now would repeat what was
  /// drawn from equal keys before.
  package func spread(_ uniform: [Float], by key: UnsafePointer<Float>, noise: Philox) -> [Float] {
    let count = uniform.count
    var generator = noise.split(1)
    let shift = Int(generator.next() % UInt64(count))
    var result = uniform
    let ties = noise.split(2).uniform(count: count)
    for (place, row) in order(key, ties: ties).enumerated() {
      let interval = (Int(intervals[place]) + shift) % count
      result[Int(row)] = min((Float(interval) + uniform[Int(row)]) / Float(count), 1 - 0x1p-24)
    }
    return result
  }

  /// Row indices by ascending key: keys as integers that sort alike, above random bits, above the row.
  private func order(_ key: UnsafePointer<Float>, ties: [Float]) -> [UInt32] {
    let rowMask = (UInt32(1) << UInt32(32 - UInt32(ties.count).leadingZeroBitCount)) &- 1
    var words = ties.indices.map { row -> UInt64 in
      let bits = key[row].bitPattern
      let sortable = bits & 0x8000_0000 == 0 ? bits | 0x8000_0000 : ~bits
      let low = (UInt32(ties[row] * 0x1p32) & ~rowMask) | UInt32(row)
      return UInt64(sortable) << 32 | UInt64(low)
    }
    var scratch = words
    ck_sort_words(words.count, &words, &scratch)
    return words.map { UInt32(truncatingIfNeeded: $0) & rowMask }
  }
}

extension UInt64 {
  fileprivate var reversedBits: UInt64 {
    var (source, result) = (self, UInt64(0))
    for _ in 0..<64 {
      result = result << 1 | source & 1
      source >>= 1
    }
    return result
  }
}
