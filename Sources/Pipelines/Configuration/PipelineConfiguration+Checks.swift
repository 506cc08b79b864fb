internal import Foundation

extension PipelineConfiguration {
  /// Refuses values that no stage could work with, before anything is read or written.
  /// - Throws: `PipelineError.invalidValue`.
  public func check() throws(PipelineError) {
    if let rows = sampling.rowCount {
      try require(
        (1...SamplingConfiguration.maximumRowCount).contains(rows), "rows", rows,
        "a whole number from 1 to \(SamplingConfiguration.maximumRowCount.grouped)")
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

  /// Sets the limit beyond which one check of the gate fails.
  /// - Throws: `PipelineError.unknownName` with the checks that there are.
  public mutating func setGateLimit(_ name: String, to limit: Double) throws(PipelineError) {
    let checks: KeyValuePairs<String, WritableKeyPath<GateThresholds, GateLimit>> = [
      "shapeError": \.shapeError, "trendError": \.trendError, "detection": \.detection,
      "utilityDrop": \.utilityDrop, "errorGrowth": \.errorGrowth, "copies": \.copies,
      "closestShare": \.closestShare,
    ]
    guard let path = checks.first(where: { $0.key == name })?.value else {
      throw .unknownName(
        what: "check of the gate", name: name,
        nearest: nearestName(to: name, among: checks.map(\.key)),
        known: checks.map(\.key))
    }
    try require(limit.isFinite && limit >= 0, "gate \(name)=", limit, "a number of 0 or more")
    validation.gate[keyPath: path].failure = limit
    validation.gate[keyPath: path].warning = min(validation.gate[keyPath: path].warning, limit)
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
    var name = (input.path as NSString).lastPathComponent
    for ending in [".gz", ".csv", ".tsv", ".txt", ".data"] where name.count > ending.count {
      if name.lowercased().hasSuffix(ending) { name.removeLast(ending.count) }
    }
    return name + "-augmented"
  }
}
