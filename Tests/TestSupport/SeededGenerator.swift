/// Random numbers for a test's data: the seed says all, and is printed where a test fails.
///
/// - Source: SplitMix64, Steele, Lea and Flood (2014), DOI 10.1145/2660193.2660195.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The beginning of a seed's numbers; mixed, as seeds in steps of the increment would share theirs.
  public init(seed: UInt64) {
    state = seed
    state = next()
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number in 0 ..< 1.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A normal number: mean 0, deviation 1, by the sum of twelve uniform ones.
  public mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + uniform() } }
}
