internal import Engine

/// How many steps a time buys.
extension AdversarialTrainer {
  /// The pace is measured over so many steps at least, and over this share of the budget; the first steps, which take up memory, do
  /// not count.
  private static let pace = (skipped: 3, measured: 12, share: 0.03, seconds: 5.0)
  private static let largestStepCount = 1e7

  /// The steps that fit into so many seconds, by measuring steps of each phase of the run: its shares of the run begin at `phases`, the first
  /// at 0. A trainer that was measured is of no further use.
  static func steps(
    in seconds: Double, phases: [Double], make: (_ stepCount: Int) throws -> AdversarialTrainer
  ) rethrows -> Int {
    let clock = ContinuousClock()
    let begin = clock.now
    var trainer = try make(1_000_000)
    var perStep = 0.0
    for (place, phase) in phases.enumerated() {
      let end = place + 1 < phases.count ? phases[place + 1] : 1
      trainer.state.scalars.step = Int(phase * 1_000_000)
      let wanted = min(pace.seconds, pace.share * seconds) / Double(phases.count)
      var (start, count) = (clock.now, 0)
      while count < pace.skipped + pace.measured || (clock.now - start).inSeconds < wanted {
        if count == pace.skipped { start = clock.now }
        guard (try? trainer.step()) != nil else { break }
        count += 1
        if (clock.now - begin).inSeconds > seconds { break }
      }
      let own = (clock.now - start).inSeconds / Double(max(1, count - pace.skipped))
      perStep += (end - phase) * own
    }
    let left = seconds - (clock.now - begin).inSeconds
    return max(1, Int(min(largestStepCount, left / max(perStep, 1e-6))))
  }
}
