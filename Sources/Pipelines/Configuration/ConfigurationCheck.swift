/// The checks that configurations of tables and of images share.
enum ConfigurationCheck {
  /// A year, in seconds.
  private static let longestTimeBudget = 31_536_000.0

  /// Refuses a number of rows or images that no run could make.
  static func rows(_ count: Int) throws(PipelineError) {
    try require(
      (1...SamplingConfiguration.maximumRowCount).contains(count), "rows", count,
      "a whole number from 1 to \(SamplingConfiguration.maximumRowCount.grouped) or auto")
  }

  /// Refuses what is outside its range, whatever is learned.
  static func common(
    threadCount: Int, steps: Int?, timeBudget: Double?, holdoutFraction: Double
  ) throws(PipelineError) {
    try require(
      (1...1024).contains(threadCount), "threads", threadCount, "a whole number from 1 to 1,024")
    if let steps {
      try require(
        (1...10_000_000).contains(steps), "steps", steps, "a whole number from 1 to 10,000,000")
    }
    if let timeBudget {
      try require(
        timeBudget > 0 && timeBudget <= longestTimeBudget, "time-budget", timeBudget,
        "a number of seconds above 0, at most a year,")
    }
    try require(
      holdoutFraction >= 0 && holdoutFraction <= 0.9, "holdout-fraction", holdoutFraction,
      "a number from 0 to 0.9")
  }

  /// Refuses what contradicts given rows, which say themselves how many rows there are and of which classes.
  static func likeAlone(
    rowCount: Bool, isBalanced: Bool, classRowCounts: Bool, condition: Bool
  ) throws(PipelineError) {
    let others = [
      ("rows", rowCount), ("balance", isBalanced), ("per-class-rows", classRowCounts),
      ("where", condition),
    ]
    for (name, isGiven) in others {
      try require(!isGiven, name, "beside --like", "one of the two")
    }
  }

  static func require(
    _ condition: Bool, _ name: String, _ found: some CustomStringConvertible, _ expected: String
  ) throws(PipelineError) {
    if !condition {
      throw .invalidValue(name: name, found: found.description, expected: expected)
    }
  }
}

extension Stage {
  /// The stage's seed in a run: fixed by the run's seed and the stage's name, unrelated to those of other stages.
  func seed(run: UInt64) -> UInt64 {
    var generator = SeededGenerator(seed: run, stream: rawValue)
    return generator.next()
  }
}
