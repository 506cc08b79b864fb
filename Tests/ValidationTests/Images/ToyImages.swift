import Synchronization
import Validation

/// Small grey images of three classes, each a bright bar in its own place, and a classifier that needs no engine.
enum ToyImages {
  static let shape = ImageShape(width: 9, height: 8, channels: 1)
  static let names = ["left", "middle", "right"]

  /// One image: a bar of random height and brightness over noise.
  static func image(_ label: Int, using generator: inout SeededGenerator) -> [UInt8] {
    let brightness = Int.random(in: 120...250, using: &generator)
    let top = Int.random(in: 0...3, using: &generator)
    return (0..<shape.byteCount).map { place in
      let (column, row) = (place % shape.width, place / shape.width)
      let isBar = column / 3 == label && row >= top && row < top + 5
      return UInt8((isBar ? brightness : 20) - Int.random(in: 0...20, using: &generator))
    }
  }

  /// So many fresh images of each class.
  static func side(_ counts: [Int], seed: UInt64) -> ImageSide {
    var generator = SeededGenerator(seed: seed, stream: "toy images")
    var side = ImageSide(pixels: [], labels: [])
    for (label, count) in counts.enumerated() {
      for _ in 0..<count {
        side.pixels += image(label, using: &generator)
        side.labels.append(Int32(label))
      }
    }
    return side
  }

  /// Settings that keep tests quick.
  static var quick: ImageValidationConfiguration {
    var configuration = ImageValidationConfiguration()
    configuration.kernelSubsetCount = 10
    configuration.kernelSubsetSize = 50
    configuration.pairCount = 20
    configuration.replicateCount = 200
    configuration.measuresAugmentation = false
    return configuration
  }
}

/// Classes by the nearest mean of coarse features; it notes what it was trained on.
final class NearestMeans: ImageClassifying {
  struct Training: Equatable {
    var counts: [Int]
    var imagesSeen: Int
    var seed: UInt64
  }

  let name = "nearest means"
  private let log = Mutex<[Training]>([])

  /// What was trained so far.
  var trainings: [Training] { log.withLock { $0 } }

  func train(
    _ examples: ImageExamples, imagesSeen: Int, seed: UInt64, threadCount: Int
  ) throws -> any ImageClassifier {
    var counts = [Int](repeating: 0, count: examples.classCount)
    var means = [[Float]](
      repeating: [Float](repeating: 0, count: TrainedMeans.dimension), count: examples.classCount)
    let features = TrainedMeans.features(examples.pixels)
    for (index, label) in examples.labels.enumerated() {
      counts[Int(label)] += 1
      for (place, value) in features[index].enumerated() { means[Int(label)][place] += value }
    }
    for label in means.indices {
      // A class that was never seen is never predicted.
      let count = Float(counts[label])
      means[label] = means[label].map { count == 0 ? .greatestFiniteMagnitude : $0 / count }
    }
    log.withLock { $0.append(Training(counts: counts, imagesSeen: imagesSeen, seed: seed)) }
    return TrainedMeans(means: means)
  }
}

/// The means of six parts of an image, and probabilities that shrink with the distance to a class's means.
struct TrainedMeans: ImageClassifier {
  static let dimension = 6
  let means: [[Float]]

  func predict(_ pixels: [UInt8], threadCount: Int) throws -> ImagePredictions {
    let features = Self.features(pixels)
    var values: [Float] = []
    for row in 0..<features.count {
      let distances = means.map { mean -> Float in
        if mean[0] == .greatestFiniteMagnitude { return 1_000 }
        return zip(features[row], mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
      let least = distances.min() ?? 0
      // Beyond e⁻²⁰ of the nearest, probabilities are as good as 0.
      let weights = distances.map { 1 / (1 + min(($0 - least) * 1_000, 1e9)) }
      let sum = weights.reduce(0, +)
      values += weights.map { $0 / sum }
    }
    return ImagePredictions(
      features: features,
      probabilities: Features(count: features.count, dimension: means.count, values: values))
  }

  /// `[image, 6]`: three columns, upper and lower half, from 0 to 1.
  static func features(_ pixels: [UInt8]) -> Features {
    let shape = ToyImages.shape
    let count = pixels.count / shape.byteCount
    var values = [Float](repeating: 0, count: count * dimension)
    for index in pixels.indices {
      let (image, place) = index.quotientAndRemainder(dividingBy: shape.byteCount)
      let (row, column) = place.quotientAndRemainder(dividingBy: shape.width)
      values[image * dimension + column / 3 + (row < 4 ? 0 : 3)] += Float(pixels[index]) / 255 / 12
    }
    return Features(count: count, dimension: dimension, values: values)
  }
}
