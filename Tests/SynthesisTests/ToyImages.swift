import Encoding
import Synthesis
import TestSupport

/// Small made-up images: class 0 is dark with a bright left half, class 1 with a bright upper half, class 2 bright in the middle.
enum ToyImages {
  static func make(
    perClass counts: [Int], size: Int = 8, channels: Int = 1, seed: UInt64 = 3
  ) -> EncodedImages {
    var random = SeededGenerator(seed: seed)
    var (pixels, labels): ([UInt8], [Int32]) = ([], [])
    for (label, count) in counts.enumerated() {
      for _ in 0..<count {
        let bright = 180 + 60 * random.uniform()
        for y in 0..<size {
          for x in 0..<size {
            let isBright = [x < size / 2, y < size / 2, min(x, y) > 1 && max(x, y) < size - 2][
              label]
            for _ in 0..<channels {
              let value = (isBright ? bright : 20) + 8 * random.normal()
              pixels.append(UInt8(max(0, min(255, value))))
            }
          }
        }
        labels.append(Int32(label))
      }
    }
    return EncodedImages(
      width: size, height: size, channels: channels, pixels: pixels, labels: labels,
      classCount: counts.count)
  }

  /// The mean image of a class.
  static func mean(_ images: EncodedImages, of label: Int32) -> [Double] {
    var (sum, count) = ([Double](repeating: 0, count: images.imageSize), 0.0)
    for (place, own) in images.labels.enumerated() where own == label {
      for pixel in 0..<images.imageSize {
        sum[pixel] += Double(images.pixels[place * images.imageSize + pixel])
      }
      count += 1
    }
    return sum.map { $0 / max(1, count) }
  }
}
