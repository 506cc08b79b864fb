internal import Foundation

extension PipelineConfiguration {
  /// Refuses values that no stage could work with, before anything is read or written.
  /// - Throws: `PipelineError.invalidValue`.
  public func check() throws(PipelineError) {
    switch sampling.rowCount {
    case .count(let rows):
      try require(
        (1...SamplingConfiguration.maximumRowCount).contains(rows), "rows", rows,
        "a whole number from 1 to \(SamplingConfiguration.maximumRowCount.grouped) or auto")
    case .automatic:
      try require(
        !sampling.isBalanced, "balance", "beside --rows auto",
        "one of the two")
    case nil: break
    }
    try require(
      (1...1024).contains(threadCount), "threads", threadCount, "a whole number from 1 to 1,024")
    if let steps = training.steps {
      try require(
        (1...10_000_000).contains(steps), "steps", steps, "a whole number from 1 to 10,000,000")
    }
    if let epochs = training.epochs {
      try require(epochs > 0 && epochs <= 1_000_000, "epochs", epochs, "a number above 0")
    }
    if let seconds = training.timeBudgetSeconds {
      try require(
        seconds > 0 && seconds.isFinite, "time-budget", seconds, "a number of seconds above 0")
    }
    let fraction = split.holdoutFraction
    try require(
      fraction >= 0 && fraction <= 0.9, "holdout-fraction", fraction, "a number from 0 to 0.9")
  }

  private func require(
    _ condition: Bool, _ name: String, _ found: some CustomStringConvertible, _ expected: String
  ) throws(PipelineError) {
    if !condition {
      throw .invalidValue(name: name, found: found.description, expected: expected)
    }
  }

  /// The seed of one stage: fixed by the run's seed and the stage's name, unrelated to those of other stages.
  func seed(of stage: Stage) -> UInt64 {
    var generator = SeededGenerator(seed: seed, stream: stage.rawValue)
    return generator.next()
  }

  /// Where the run is written.
  var outputDirectory: String {
    if let directory = output.directory { return directory }
    if input.path == "-" { return "stdin-augmented" }
    return InputConfiguration.baseName(input.path) + "-augmented"
  }
}

extension InputConfiguration {
  /// The last part of a path without the endings of tables.
  static func baseName(_ path: String) -> String {
    var name = (path as NSString).lastPathComponent
    for ending in [".gz", ".csv", ".tsv", ".txt", ".data"] where name.count > ending.count {
      if name.lowercased().hasSuffix(ending) { name.removeLast(ending.count) }
    }
    return name
  }
}
