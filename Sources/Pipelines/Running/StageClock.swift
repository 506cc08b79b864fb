internal import Synchronization

/// Times the stages of one run and tells who listens.
final class StageClock: Sendable {
  /// Seconds of one stage.
  struct Lap: Codable, Sendable, Equatable {
    var stage: Stage
    var seconds: Double
  }

  private let laps = Mutex<[Lap]>([])
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  let listener: @Sendable (PipelineEvent) -> Void

  init(listener: @escaping @Sendable (PipelineEvent) -> Void) {
    self.listener = listener
    start = clock.now
  }

  /// Runs a stage; `detail` describes its result in a few words.
  func run<Result>(
    _ stage: Stage, detail: (Result) -> String = { _ in "" }, _ body: () throws -> Result
  ) rethrows -> Result {
    listener(.began(stage))
    let begin = clock.now
    let result = try body()
    let seconds = (clock.now - begin) / .seconds(1)
    laps.withLock { $0.append(Lap(stage: stage, seconds: seconds)) }
    listener(.ended(stage, seconds: seconds, detail: detail(result)))
    return result
  }

  /// The stages so far.
  var all: [Lap] { laps.withLock { $0 } }

  /// Seconds since the run began.
  var elapsedSeconds: Double { (clock.now - start) / .seconds(1) }
}
