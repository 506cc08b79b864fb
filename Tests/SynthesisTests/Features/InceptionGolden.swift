import Encoding
import Engine
import Foundation
import Synthesis
import TestSupport

/// `inception.json`, made by `scripts/golden/inception.py`, and the weights and images that its formulas give.
struct InceptionGolden: Decodable, Sendable {
  /// Images of one size, and what PyTorch makes of them.
  struct Images: Decodable, Sendable {
    var height, width, channels, count: Int
    var input: [Double] = []
    var features: [Double] = []
    var sums: [Double] = []
    var squares: [Double] = []
    var probabilities: [Double] = []
    var biased: [Double] = []

    /// Slanted stripes under noise, by whole numbers.
    var images: EncodedImages {
      var pixels: [UInt8] = []
      for image in 0..<count {
        for place in 0..<height * width * channels {
          let (channel, pixel) = (place % channels, place / channels)
          let slant = pixel % width * (5 + image) + pixel / width * 3 * (channel + 1)
          let noise = Int(InceptionGolden.uniform(UInt32(image), place) * 256)
          pixels.append(UInt8((3 * ((slant + 50 * image) % 256) + noise) / 4))
        }
      }
      return EncodedImages(
        width: width, height: height, channels: channels, pixels: pixels,
        labels: [Int32](repeating: 0, count: count), classCount: 1)
    }
  }

  let shapes: [String: [Int]]
  let sets: [Images]

  /// The file, read once.
  static let read = Result { try Repository.golden("inception.json", as: InceptionGolden.self) }

  /// The network with its weights, loaded once.
  static let network = Result {
    try read.get().withFile { try InceptionNetwork(path: $0.path) }
  }

  /// A number in 0 ..< 1 with 24 bits: a mixed counter.
  /// - Source: Wellons, hash-prospector, lowbias32.
  private static func uniform(_ seed: UInt32, _ place: Int) -> Double {
    var x = seed &+ UInt32(truncatingIfNeeded: place) &* 0x9E37_79B9
    x = (x ^ (x >> 16)) &* 0x7FEB_352D
    x = (x ^ (x >> 15)) &* 0x846C_A68B
    x ^= x >> 16
    return Double(x >> 8) * 0x1p-24
  }

  /// Weights that keep activations near 1.
  private static func tensor(_ name: String, _ shape: [Int]) -> Tensor {
    // FNV-1a of 32 bits.
    let seed = name.utf8.reduce(UInt32(0x811C_9DC5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    let fan = (6 / Double(shape.dropFirst().reduce(1, *))).squareRoot()
    let scale: (Double) -> Double =
      switch name {
      case _ where name.hasSuffix("bn.weight") || name.hasSuffix("running_var"): { 0.8 + 0.4 * $0 }
      case _ where name.hasSuffix("bn.bias") || name.hasSuffix("running_mean"): { 0.4 * $0 - 0.2 }
      case "fc.bias": { 2 * $0 - 1 }
      default: { (2 * $0 - 1) * fan }
      }
    let elements = (0..<shape.reduce(1, *)).map { Float(scale(uniform(seed, $0))) }
    return Tensor(elements, shape: shape)
  }

  /// Calls `body` with a file of all weights, which is removed afterwards.
  func withFile<Value>(_ body: (URL) throws -> Value) throws -> Value {
    try Self.withFile(
      TensorFile.encode(
        Dictionary(uniqueKeysWithValues: shapes.map { ($0.key, Self.tensor($0.key, $0.value)) })),
      body)
  }

  /// Calls `body` with a file of these bytes, which is removed afterwards.
  static func withFile<Value>(_ data: Data, _ body: (URL) throws -> Value) throws -> Value {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "inception-\(UUID().uuidString).safetensors")
    try data.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(file)
  }
}

extension InceptionGolden.Images {
  init(height: Int, width: Int, channels: Int, count: Int) {
    (self.height, self.width, self.channels, self.count) = (height, width, channels, count)
  }
}

extension InceptionGolden.Images {
  /// Where a network's result is not PyTorch's.
  func differences(
    from result: (features: [Float], probabilities: [Float], classCount: Int),
    isBiased: Bool = false
  ) -> [String] {
    let width = InceptionNetwork.featureCount
    guard result.features.count == count * width, result.classCount == 1_008,
      result.probabilities.count == count * 1_008
    else {
      return ["\(result.features.count) features, \(result.probabilities.count) probabilities"]
    }
    var (totals, powers): ([Float], [Float]) = ([], [])
    for image in 0..<count {
      let own = result.features[image * width..<(image + 1) * width]
      totals.append(own.reduce(0, +))
      powers.append(own.reduce(0) { $0 + $1 * $1 })
    }
    let tolerance = Mismatch.Tolerance(absolute: 2e-5, relative: 1e-4)
    return [
      Mismatch(every(29, result.features), features, tolerance),
      Mismatch(totals, sums, tolerance), Mismatch(powers, squares, tolerance),
      Mismatch(
        every(11, result.probabilities), isBiased ? biased : probabilities,
        .init(absolute: 1e-8, relative: 3e-4)),
    ].compactMap { $0?.description }
  }

  private func every(_ step: Int, _ values: [Float]) -> [Float] {
    stride(from: 0, to: values.count, by: step).map { values[$0] }
  }
}
