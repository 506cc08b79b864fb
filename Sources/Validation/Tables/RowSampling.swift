/// SplitMix64, a small generator whose stream depends on its seed alone.
///
/// - Source: Steele, Lea, Flood (2014), "Fast splittable pseudorandom number generators",
///   doi:10.1145/2660193.2660195.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator for one purpose: different `stream` names give unrelated numbers for one seed.
  public init(seed: UInt64, stream: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in stream.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    state = seed ^ hash
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}

/// Random choices of rows, repeatable from a seed.
public enum RowSampling {
  /// `count` different indices below `total`, ascending; all of them when `count` is at least `total`.
  public static func indices(
    _ count: Int, of total: Int, using generator: inout some RandomNumberGenerator
  ) -> [Int] {
    if count >= total { return Array(0..<total) }
    var pool = Array(0..<total)
    for position in 0..<max(count, 0) {
      pool.swapAt(position, Int.random(in: position..<total, using: &generator))
    }
    return pool.prefix(max(count, 0)).sorted()
  }

  /// A fold from 0 to `foldCount` − 1 for every row, each class spread evenly over the folds.
  ///
  /// The rows of a class are shuffled and dealt out in turn, the next class going on where the last one stopped, so
  /// that fold sizes differ by at most one, overall and within a class.
  public static func stratifiedFolds(
    classes: [Int32], foldCount: Int, using generator: inout some RandomNumberGenerator
  ) -> [Int] {
    var folds = [Int](repeating: 0, count: classes.count)
    var next = 0
    for label in Set(classes).sorted() {
      let rows = classes.indices.filter { classes[$0] == label }.shuffled(using: &generator)
      for row in rows {
        folds[row] = next % foldCount
        next += 1
      }
    }
    return folds
  }
}
