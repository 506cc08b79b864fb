internal import CKernels
internal import Glibc

/// Counter-based random numbers: what is drawn depends on the key, the stream and the place in it alone, so results
/// are the same whatever the order of work and the number of threads.
///
/// - Source: Salmon, Moraes, Dror and Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, DOI 10.1145/2063384.2063405.
public struct Philox: RandomNumberGenerator, Sendable {
  /// The run's seed mixed with the stage's.
  public let key: UInt64
  /// Which of the independent sequences.
  public let stream: UInt64
  private var counter: UInt64 = 0
  private var spare: UInt64?

  /// The beginning of a stream.
  public init(key: UInt64, stream: UInt64 = 0) {
    self.key = key
    self.stream = stream
  }

  /// A generator for a named part of this one's work, independent of it and of its other parts.
  public func split(_ part: UInt64) -> Philox {
    var words: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &words) { bytes in
      if let base = bytes.assumingMemoryBound(to: UInt32.self).baseAddress {
        ck_philox(key, stream ^ 0x9E37_79B9_7F4A_7C15, part, base)
      }
    }
    return Philox(
      key: UInt64(words.1) << 32 | UInt64(words.0), stream: UInt64(words.3) << 32 | UInt64(words.2))
  }

  /// 64 random bits.
  public mutating func next() -> UInt64 {
    if let word = spare {
      spare = nil
      return word
    }
    var words: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &words) { bytes in
      if let base = bytes.assumingMemoryBound(to: UInt32.self).baseAddress {
        ck_philox(key, stream, counter, base)
      }
    }
    counter += 1
    spare = UInt64(words.3) << 32 | UInt64(words.2)
    return UInt64(words.1) << 32 | UInt64(words.0)
  }

  /// `count` uniform numbers in (0, 1), always the same ones, whatever was drawn before.
  public func uniform(count: Int) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let base = buffer.baseAddress { ck_uniform(count, key, stream, 0, base) }
      initialized = count
    }
  }

  /// A tensor of independent normal numbers with mean 0 (Box and Muller 1958).
  public func normal(_ shape: [Int], deviation: Float) -> Tensor {
    let count = shape.reduce(1, *)
    let pairs = (count + 1) / 2
    let numbers = uniform(count: 2 * pairs)
    var result: [Float] = []
    result.reserveCapacity(2 * pairs)
    for pair in 0..<pairs {
      let radius = deviation * (-2 * logf(numbers[2 * pair])).squareRoot()
      let angle = 2 * Float.pi * numbers[2 * pair + 1]
      result.append(radius * cosf(angle))
      result.append(radius * sinf(angle))
    }
    return Tensor(Array(result.prefix(count)), shape: shape)
  }
}
