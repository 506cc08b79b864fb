import CKernels
import Engine
import Testing

/// Philox against the published vectors of Random123 (kat_vectors, philox4x32 with 10 rounds), and what is drawn from it.
///
/// The counter's words are, from the first: counter low, counter high, stream low, stream high; the key's: low, high.
@Suite struct PhiloxTests {
  @Test(
    arguments: [
      ([0, 0, 0, 0], [0, 0], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
      (
        [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff], [0xffff_ffff, 0xffff_ffff],
        [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
      ),
      (
        [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
        [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
      ),
    ] as [([UInt64], [UInt64], [UInt32])])
  func `the kernel gives the published words`(counter: [UInt64], key: [UInt64], words: [UInt32]) {
    var found = [UInt32](repeating: 0, count: 4)
    ck_philox(
      key[1] << 32 | key[0], counter[3] << 32 | counter[2], counter[1] << 32 | counter[0], &found)
    #expect(found == words)
  }

  @Test func `numbers come in the order of the words, block after block`() {
    var generator = Philox(key: 5, stream: 6)
    for block in UInt64(0)..<50 {
      var words = [UInt32](repeating: 0, count: 4)
      ck_philox(5, 6, block, &words)
      #expect(generator.next() == UInt64(words[1]) << 32 | UInt64(words[0]))
      #expect(generator.next() == UInt64(words[3]) << 32 | UInt64(words[2]))
    }
  }

  @Test func `uniform numbers are inside 0 and 1 and spread evenly`() {
    let count = 1_000_000
    let numbers = Philox(key: 1).uniform(count: count)
    #expect(numbers.allSatisfy { $0 > 0 && $0 < 1 })
    var bins = [Int](repeating: 0, count: 64)
    for number in numbers { bins[Int(number * 64)] += 1 }
    let expected = Double(count) / 64
    let chiSquared = bins.reduce(0.0) {
      $0 + (Double($1) - expected) * (Double($1) - expected) / expected
    }
    // 63 degrees of freedom: beyond 120 once in 10⁵ seeds, and the seed is fixed.
    #expect(chiSquared < 120)
  }

  @Test(arguments: 0...9)
  func `a shorter sequence is the beginning of a longer one`(count: Int) {
    let noise = Philox(key: 8, stream: 2)
    #expect(noise.uniform(count: count) == Array(noise.uniform(count: 40).prefix(count)))
  }

  @Test func `the parts of a split are independent of each other and of the whole`() {
    let whole = Philox(key: 3)
    let count = 20_000
    let sequences = [
      whole, whole.split(0), whole.split(1), whole.split(1).split(0), Philox(key: 4),
    ]
    .map { $0.uniform(count: count) }
    for first in sequences.indices {
      for second in sequences.indices where second > first {
        let sum = zip(sequences[first], sequences[second])
          .reduce(0.0) { $0 + Double($1.0 - 0.5) * Double($1.1 - 0.5) }
        // The correlation's deviation is 1/√20,000 = 0.007.
        #expect(abs(sum / Double(count) * 12) < 0.035, "\(first) and \(second)")
      }
    }
    let keys = Set((0..<10_000).map { whole.split($0).key })
    #expect(keys.count == 10_000)
  }

  @Test func `normal numbers have the mean, deviation and tails asked for`() {
    let numbers = Philox(key: 6).normal([400, 501], deviation: 2).elements.map(Double.init)
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)
    #expect(abs(mean) < 0.02 && abs(variance.squareRoot() - 2) < 0.02)
    let beyond = Double(numbers.count { abs($0) > 4 }) / Double(numbers.count)
    #expect(abs(beyond - 0.0455) < 0.003)
    #expect(numbers.allSatisfy { $0.isFinite })
  }

  @Test func `a kept element is kept with the probability asked for, whatever the piece`() {
    var mask = [UInt8](repeating: 9, count: 100_003)
    ck_keep_mask(mask.count, 7, 7, 0, 0.8, &mask)
    #expect(mask.allSatisfy { $0 <= 1 })
    #expect(abs(Double(mask.count { $0 == 1 }) / Double(mask.count) - 0.8) < 0.006)
    var part = [UInt8](repeating: 9, count: 1_000)
    ck_keep_mask(part.count, 7, 7, 2_000 / 8, 0.8, &part)
    #expect(part == Array(mask[2_000..<3_000]))
  }
}
