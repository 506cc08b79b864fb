internal import Glibc
internal import Pipelines

/// Shows how a run goes on.
///
/// `show` may be called from any thread.
protocol ProgressDisplay: Sendable {
  /// Takes note of an event.
  func show(_ event: PipelineEvent)
  /// Leaves the terminal tidy.
  func finish()
}

/// A bar on a terminal, lines elsewhere, nothing when quiet.
func suitableDisplay(isQuiet: Bool) -> any ProgressDisplay {
  if isQuiet { return NoProgress() }
  let isTerminal = isatty(STDERR_FILENO) == 1
  let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
  return isTerminal && !isDumb ? ProgressBar() : ProgressLines()
}

/// Says nothing.
struct NoProgress: ProgressDisplay {
  func show(_ event: PipelineEvent) {}
  func finish() {}
}
