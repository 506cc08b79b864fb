import Validation

/// `validation_images.json`: numbers of the reference codes.
struct ImageGolden: Decodable {
  struct Eigen: Decodable {
    let name: String
    let dimension: Int
    let rank: Int
    let values: [Double]
  }

  struct Pair: Decodable {
    struct Neighbours: Decodable {
      let precision: Double
      let recall: Double
      let density: Double
      let coverage: Double
    }

    let name: String
    let counts: [Int]
    let dimension: Int
    let shift: Double
    let scale: Double
    let dead: Int
    let frechet: Double
    let kernel: Double
    let prdc: [String: Neighbours]
    let meanDistances: [Double]

    /// The two sides.
    var sides: [Features] {
      [
        Draws.features("first \(name)", counts[0], dimension, dead: dead),
        Draws.features(
          "second \(name)", counts[1], dimension, shift: shift, scale: scale, dead: dead),
      ]
    }
  }

  struct Scores: Decodable {
    let name: String
    let parts: Int
    let dimension: Int
    let probabilities: [Float]
    let labels: [Int32]
    let mean: Double
    let deviation: Double
    let accuracy: Double
    let recalls: [Double]
  }

  struct Image: Decodable {
    let shape: [Int]
    let across: Int
    let down: Int
    let amount: Int
    let similarity: Double
    let multiScale: Double
    let signalToNoise: Double
  }

  struct Search: Decodable {
    let name: String
    let shape: [Int]
    let counts: [Int]
    let copied: Int
    let nearest: [Int]
    let squaredDistances: [Int]
    let threshold: Double
    let copies: Double
    let exactCopies: Double
    let authenticity: Double
    let holdoutAuthenticity: Double
    let distanceShift: Double
  }

  let eigen: [Eigen]
  let pairs: [Pair]
  let scores: [Scores]
  let images: [Image]
  let searches: [Search]

  static func read() throws -> ImageGolden {
    try Golden.read("validation_images.json", as: ImageGolden.self)
  }
}

/// Features and pixels that the golden script draws as well.
enum Draws {
  static func features(
    _ stream: String, _ count: Int, _ dimension: Int, shift: Double = 0, scale: Double = 1,
    dead: Int = 0
  ) -> Features {
    var generator = SeededGenerator(seed: 0, stream: stream)
    var values = (0..<count * dimension).map { _ in
      Float(normal(using: &generator) * scale + shift)
    }
    for row in 0..<count {
      for place in dimension - dead..<dimension { values[row * dimension + place] = 0 }
    }
    return Features(count: count, dimension: dimension, values: values)
  }

  /// Nearly normal: twelve 24-bit fractions less 6.
  static func normal(using generator: inout SeededGenerator) -> Double {
    let sum = (0..<12).reduce(UInt64(0)) { sum, _ in sum + generator.next() >> 40 }
    return Double(sum) / Double(1 << 24) - 6
  }

  static func bytes(_ stream: String, _ count: Int) -> [UInt8] {
    var generator = SeededGenerator(seed: 0, stream: stream)
    return (0..<count).map { _ in UInt8(generator.next() >> 56) }
  }

  /// Slanted triangle waves, one per channel.
  static func pattern(_ shape: ImageShape, across: Int, down: Int) -> [UInt8] {
    map(shape) { x, y, channel in abs((x * across + y * down + channel * 90) % 510 - 255) }
  }

  /// The same image with a regular disturbance.
  static func disturbed(_ image: [UInt8], _ shape: ImageShape, amount: Int) -> [UInt8] {
    map(shape) { x, y, channel in
      let level = Int(image[(y * shape.width + x) * shape.channels + channel])
      return level + (x * 7 + y * 13 + channel * 5) % (2 * amount + 1) - amount
    }
  }

  private static func map(_ shape: ImageShape, _ level: (Int, Int, Int) -> Int) -> [UInt8] {
    (0..<shape.byteCount).map { place in
      let pixel = place / shape.channels
      let value = level(pixel % shape.width, pixel / shape.width, place % shape.channels)
      return UInt8(max(0, min(255, value)))
    }
  }
}

/// Whether a score is within 1e-6 of a number, relative to numbers above 1.
func isNear(_ score: Score, _ expected: Double) -> Bool {
  score.value.map { isNear($0, expected) } ?? false
}

/// Whether a number is within 1e-6 of another one, relative to numbers above 1.
func isNear(_ value: Double, _ expected: Double) -> Bool {
  abs(value - expected) <= 1e-6 * max(1, abs(expected))
}
