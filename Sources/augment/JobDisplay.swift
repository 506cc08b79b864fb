internal import Pipelines
internal import Synchronization

/// Shows how jobs go on: one after another as single runs do, with their names; several at once line by line.
final class JobDisplay: Sendable {
  private let isQuiet: Bool
  private let isConcurrent: Bool
  private let displays = Mutex<[String: any ProgressDisplay]>([:])

  init(isQuiet: Bool, isConcurrent: Bool) {
    (self.isQuiet, self.isConcurrent) = (isQuiet, isConcurrent)
  }

  /// Takes note of an event; may be called from any thread.
  func show(_ event: JobEvent) {
    switch event {
    case .began(let job, let number, let count):
      let display: any ProgressDisplay =
        isConcurrent && !isQuiet
        ? ProgressLines(name: job.name) : suitableDisplay(isQuiet: isQuiet)
      displays.withLock { $0[job.name] = display }
      say("\(job.name): job \(number) of \(count)")
    case .event(let job, let event): displays.withLock { $0[job.name] }?.show(event)
    case .ended(let job, let outcome):
      displays.withLock { $0.removeValue(forKey: job.name) }?.finish()
      switch outcome.state {
      case .done: say("\(job.name): done in \(outcome.seconds.spokenSeconds)")
      case .upToDate: say("\(job.name): up to date")
      case .failed, .gateFailed, .skipped:
        // Failures are told even when progress is not.
        standardError("augment: error: \(job.name): \(outcome.state.rawValue): \(outcome.reason)\n")
      }
    }
  }

  private func say(_ text: String) {
    if !isQuiet { standardError("augment: \(text)\n") }
  }
}
