import Foundation

/// Measures the image engine on its own, without the command around it.
///
///     image-benchmark train IMAGES LABELS SIZE CHANNELS steps|seconds NUMBER THREADS [SAMPLES-PER-CLASS OUTPUT]
///     image-benchmark dcgan STEPS THREADS
///     image-benchmark png FOLDER
///
/// IMAGES holds the images' bytes channels last, LABELS one byte each; OUTPUT gets the samples' bytes, class after class. Every
/// kind ends with one line of JSON.
@main struct ImageBenchmark {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch (arguments.first, arguments.count) {
    case ("train", 8...): try TrainingBenchmark.run(Array(arguments.dropFirst()))
    case ("dcgan", 3): try PaperBenchmark.run(Array(arguments.dropFirst()))
    case ("png", 2): try PictureBenchmark.run(folder: arguments[1])
    default:
      print(
        """
        usage: image-benchmark train IMAGES LABELS SIZE CHANNELS steps|seconds NUMBER THREADS [PER-CLASS OUTPUT]
               image-benchmark dcgan STEPS THREADS
               image-benchmark png FOLDER
        """)
    }
  }

  /// Processor seconds of this process so far.
  static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Seconds of a clock that only goes forward.
  static func wallSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Prints results as one line.
  static func report(_ numbers: KeyValuePairs<String, Double>) {
    let parts = numbers.map { "\"\($0.key)\": \($0.value)" }
    print("{\(parts.joined(separator: ", "))}")
  }
}
