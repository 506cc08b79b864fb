/// The random number that decides how a row is mended: fixed by the seed, the row's place and its cells, so that it does
/// not depend on threads or on how often rows are drawn.
struct MendingNoise: Sendable {
  let seed: UInt64

  /// The index of one of several choices, drawn by these weights; nil when all are zero.
  func choice(_ weights: [Int], table: Table, row: Int) -> Int? {
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    var rest = Int(uniform(table, row) * Double(total))
    for (index, weight) in weights.enumerated() {
      if rest < weight { return index }
      rest -= weight
    }
    return weights.lastIndex { $0 > 0 }
  }

  /// In 0 ..< 1.
  private func uniform(_ table: Table, _ row: Int) -> Double {
    // FNV-1a over the cells, then the finish of SplitMix64.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ seed
    hash = (hash ^ UInt64(row)) &* 0x100_0000_01b3
    for column in table.columns {
      for byte in column[row].utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 0x1f) &* 0x100_0000_01b3
    }
    var bits = hash &+ 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    bits ^= bits >> 31
    return Double(bits >> 11) * 0x1p-53
  }
}
