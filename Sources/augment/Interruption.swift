internal import Glibc
internal import Pipelines
internal import Synchronization

/// Ends the program tidily on Ctrl-C and on a request to terminate: a training keeps its state first, and no unfinished run directory
/// stays.
enum Interruption {
  /// Waits for the signals on a thread of its own.
  ///
  /// To be called before other threads start, as they inherit the mask that keeps the signals from
  /// them.
  /// - Parameter hint: how to go on with what is kept; nil to name `augment resume` with the run directories.
  static func watch(toGoOn hint: String? = nil) {
    self.hint.withLock { $0 = hint }
    var signals = signalSet
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { _ in
        while true {
          var (signals, number) = (Interruption.signalSet, Int32(0))
          while sigwait(&signals, &number) != 0 {}
          Interruption.number.store(number, ordering: .relaxed)
          // A training ends by itself after the step that it is at; a second signal does not wait for that.
          if !UnfinishedTraining.requestStop() { Interruption.end() }
          standardError("\naugment: interrupted; keeping the state of the training\n")
        }
      }, nil)
    if status != 0 { pthread_sigmask(SIG_UNBLOCK, &signals, nil) }
  }

  private static let hint = Mutex<String?>(nil)
  private static let number = Atomic<Int32>(SIGINT)

  private static var signalSet: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    return signals
  }

  /// Says what was left, and ends the program with the code of the signal.
  static func end() -> Never {
    UnfinishedDirectories.removeAll()
    var rest = UnfinishedTraining.current.map { "augment resume \($0)" }
    if !rest.isEmpty, let hint = hint.withLock({ $0 }) { rest = [hint] }
    standardError(
      "\naugment: interrupted; "
        + (rest.isEmpty
          ? "nothing half-written was left" : "go on with: \(rest.joined(separator: "; "))") + "\n")
    _exit(128 + number.load(ordering: .relaxed))
  }
}
