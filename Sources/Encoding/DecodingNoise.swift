/// Random numbers for decoding one column: fixed by the seed and the column, whatever runs beside it.
///
/// - Source: SplitMix64, Steele, Lea and Flood (2014), DOI 10.1145/2660193.2660195.
struct DecodingNoise: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64, column: Int) {
    state = seed
    for _ in 0..<2 { state = next() ^ (UInt64(column + 1) &* 0xD1B5_4A32_D192_ED03) }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in (0, 1).
  private mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  /// `count` numbers in (0, 1), stratified: one in every interval of length 1 / count, in random order.
  func uniforms(count: Int) -> [Double] {
    uniforms(inside: [Int](repeating: 0, count: count), bucketCount: 1)
  }

  /// A number in (0, 1) per row, stratified among the rows of each bucket: m rows get one number in every interval of length
  /// 1 / m, in random order, so that what is drawn inside a bucket scatters less than independent draws would.
  func uniforms(inside buckets: [Int], bucketCount: Int) -> [Double] {
    var generator = self
    var sizes = [Double](repeating: 0, count: bucketCount)
    for bucket in buckets { sizes[bucket] += 1 }
    var taken = [Double](repeating: 0, count: bucketCount)
    var order = Array(buckets.indices)
    order.shuffle(using: &generator)
    var result = [Double](repeating: 0, count: buckets.count)
    for row in order {
      let bucket = buckets[row]
      result[row] = min((taken[bucket] + generator.uniform()) / sizes[bucket], 1 - 0x1p-53)
      taken[bucket] += 1
    }
    return result
  }
}
