import Datasets
import Encoding
import TestSupport
import Testing

@Suite("Images as networks take them")
struct ImageEncoderTests {
  private func noise(_ count: Int, _ width: Int, _ height: Int, _ channels: Int) -> ImageSet {
    var random = SeededGenerator(seed: 7)
    return ImageSet(
      pixels: (0..<count * width * height * channels).map { _ in
        UInt8(truncatingIfNeeded: random.next() >> 20)
      },
      width: width, height: height, channels: channels,
      labels: (0..<count).map { Int32($0 % 2) }, classNames: ["a", "b"],
      names: (0..<count).map(String.init))
  }

  @Test(
    "Sizes become 4 to 7 times a power of two, the shorter edge a multiple of it",
    arguments: [
      (28, 28, 28, 28), (32, 32, 32, 32), (64, 48, 64, 48), (100, 100, 112, 112), (1, 1, 8, 2),
      (70, 3, 80, 16), (3, 70, 16, 80), (7, 7, 8, 8), (15, 16, 16, 16), (128, 128, 128, 128),
    ])
  func sizes(width: Int, height: Int, networkWidth: Int, networkHeight: Int) {
    let encoder = ImageEncoder(width: width, height: height, channels: 1)
    #expect(encoder.networkWidth == networkWidth && encoder.networkHeight == networkHeight)
    let set = noise(3, width, height, 1)
    #expect(encoder.decode(encoder.encode(set)) == set.pixels)
  }

  @Test("What is added to an image repeats its border")
  func border() {
    let set = ImageSet(
      pixels: [1, 2, 3, 4, 5, 6, 7, 8, 9], width: 3, height: 3, channels: 1, labels: [0],
      classNames: ["a"], names: [""])
    let encoded = ImageEncoder(width: 3, height: 3, channels: 1).encode(set)
    #expect(encoded.width == 8 && encoded.height == 4)
    #expect(Array(encoded.pixels[..<8]) == [1, 1, 1, 2, 3, 3, 3, 3])
    #expect(Array(encoded.pixels[24...]) == [7, 7, 7, 8, 9, 9, 9, 9])
  }

  @Test("Colours come back as far as their opacity lets them be seen", arguments: [2, 4])
  func opacity(channels: Int) {
    let set = noise(4, 5, 6, channels)
    let encoder = ImageEncoder(width: 5, height: 6, channels: channels)
    let decoded = encoder.decode(encoder.encode(set))
    for place in set.pixels.indices {
      let opacity = Int(set.pixels[place / channels * channels + channels - 1])
      if place % channels == channels - 1 {
        #expect(decoded[place] == set.pixels[place])
      } else if opacity == 0 {
        #expect(decoded[place] == 0)
      } else {
        let error = abs(Int(decoded[place]) - Int(set.pixels[place]))
        #expect(error <= 128 / opacity + 1)
      }
    }
  }
}
