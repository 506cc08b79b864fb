import Encoding
import Foundation
import Synthesis

/// Trains the default image model on raw bytes: images per second, and samples when asked.
enum TrainingBenchmark {
  static func run(_ arguments: [String]) throws {
    guard let size = Int(arguments[2]), let channels = Int(arguments[3]),
      let amount = Double(arguments[5]), let threads = Int(arguments[6])
    else { return print("image-benchmark train: numbers are expected") }
    let labels = [UInt8](try Data(contentsOf: URL(filePath: arguments[1]))).map(Int32.init)
    let images = EncodedImages(
      width: size, height: size, channels: channels,
      pixels: [UInt8](try Data(contentsOf: URL(filePath: arguments[0]))), labels: labels,
      classCount: Int(labels.max() ?? 0) + 1)
    var configuration = ImageTrainingConfiguration()
    if arguments[4] == "steps" {
      configuration.steps = Int(amount)
    } else {
      configuration.timeBudgetSeconds = amount
    }
    configuration.isNarrow = ProcessInfo.processInfo.environment["NARROW"] == "1"
    var begin: (processor: Double, wall: Double)?
    var last: ImageTrainingProgress?
    let model = try ImageModel.train(images, configuration: configuration, threadCount: threads) {
      if $0.step == warmUp {
        begin = (ImageBenchmark.processorSeconds(), ImageBenchmark.wallSeconds())
      }
      if let event = $0.event { print("step \($0.step): \(event)") }
      last = $0
    }
    let seconds = ImageBenchmark.processorSeconds() - (begin?.processor ?? 0)
    let seen = Double(((last?.step ?? 0) - warmUp) * configuration.batchSize)
    let wall = ImageBenchmark.wallSeconds() - (begin?.wall ?? 0)
    ImageBenchmark.report([
      "steps": Double(last?.step ?? 0), "processorSeconds": seconds,
      "imagesPerProcessorSecond": seen / seconds, "imagesPerSecond": seen / wall,
    ])
    guard arguments.count >= 9, let perClass = Int(arguments[7]) else { return }
    let samples = model.sample(
      classCounts: [Int](repeating: perClass, count: images.classCount), seed: 1,
      threadCount: threads)
    try Data(samples.pixels).write(to: URL(filePath: arguments[8]))
  }

  /// Steps that are not measured.
  private static let warmUp = 20
}

/// The published DCGAN at 64×64 RGB, batches of 64: images per second. What the images show does not matter for that.
enum PaperBenchmark {
  static func run(_ arguments: [String]) throws {
    guard let steps = Int(arguments[0]), let threads = Int(arguments[1]) else {
      return print("image-benchmark dcgan: numbers are expected")
    }
    let (edge, count) = (64, 256)
    let pixels = (0..<count * edge * edge * 3).map {
      UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13)
    }
    let images = EncodedImages(
      width: edge, height: edge, channels: 3, pixels: pixels,
      labels: [Int32](repeating: 0, count: count), classCount: 1)
    var configuration = ImageTrainingConfiguration.settings(of: .dcgan)
    (configuration.batchSize, configuration.steps) = (64, steps + warmUp)
    configuration.monitorInterval = .max
    (configuration.snapshotInterval, configuration.diversityInterval) = (.max, .max)
    var begin: (processor: Double, wall: Double)?
    var end = (processor: 0.0, wall: 0.0)
    _ = try ImageModel.train(images, configuration: configuration, threadCount: threads) {
      if $0.step == warmUp {
        begin = (ImageBenchmark.processorSeconds(), ImageBenchmark.wallSeconds())
      }
      end = (ImageBenchmark.processorSeconds(), ImageBenchmark.wallSeconds())
    }
    let seen = Double(steps * configuration.batchSize)
    ImageBenchmark.report([
      "steps": Double(steps), "imagesPerSecond": seen / (end.wall - (begin?.wall ?? 0)),
      "imagesPerProcessorSecond": seen / (end.processor - (begin?.processor ?? 0)),
    ])
  }

  private static let warmUp = 2
}
