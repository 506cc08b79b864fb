import Foundation
import Synthesis

/// Trains the default image model on raw bytes and says how many images per second of processor time it saw; writes samples when asked.
///
/// usage: image-benchmark IMAGES LABELS SIZE CHANNELS steps|seconds NUMBER THREADS [SAMPLES-PER-CLASS OUTPUT]
///
/// IMAGES holds the images' bytes channels last, LABELS one byte each; OUTPUT gets the samples' bytes, class after class.
@main struct ImageBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count >= 7, let size = Int(arguments[3]), let channels = Int(arguments[4]),
      let amount = Double(arguments[6]), let threads = Int(arguments[7])
    else {
      print(
        "usage: image-benchmark IMAGES LABELS SIZE CHANNELS steps|seconds NUMBER THREADS [PER-CLASS OUTPUT]"
      )
      return
    }
    let labels = [UInt8](try Data(contentsOf: URL(filePath: arguments[2]))).map(Int32.init)
    let images = EncodedImages(
      width: size, height: size, channels: channels,
      pixels: [UInt8](try Data(contentsOf: URL(filePath: arguments[1]))), labels: labels,
      classCount: Int(labels.max() ?? 0) + 1)
    var configuration = ImageTrainingConfiguration()
    if arguments[5] == "steps" {
      configuration.steps = Int(amount)
    } else {
      configuration.timeBudgetSeconds = amount
    }
    configuration.isNarrow = ProcessInfo.processInfo.environment["NARROW"] != nil
    var begin: Double?
    var last: ImageTrainingProgress?
    let model = try ImageModel.train(images, configuration: configuration, threadCount: threads) {
      if $0.step == 20 { begin = processorSeconds() }
      if let event = $0.event { print("step \($0.step): \(event)") }
      if $0.step % 1_000 == 0 {
        print(
          "step \($0.step)/\($0.stepCount)  D \($0.discriminatorLoss)  G \($0.generatorLoss)  real \($0.realAccuracy)"
            + "  generated \($0.generatedAccuracy)  |g|² \($0.squaredGradient ?? 0)  p \($0.augmentation)"
        )
      }
      last = $0
    }
    let seconds = processorSeconds() - (begin ?? 0)
    let seen = ((last?.step ?? 0) - 20) * configuration.batchSize
    print(
      "\(model.configuration.steps ?? 0) steps, \(seconds) processor seconds, \(Double(seen) / seconds) images per processor second,"
        + " \(last?.seconds ?? 0) seconds")
    guard arguments.count >= 9, let perClass = Int(arguments[8]) else { return }
    let start = processorSeconds()
    let samples = model.sample(
      classCounts: [Int](repeating: perClass, count: images.classCount), seed: 1,
      threadCount: threads)
    print("\(samples.count) samples in \(processorSeconds() - start) processor seconds")
    try Data(samples.pixels).write(to: URL(filePath: arguments[9]))
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
