internal import Glibc
internal import Pipelines

/// Ends the program tidily on Ctrl-C and on a request to terminate: no unfinished run directory stays.
enum Interruption {
  /// Waits for the signals on a thread of its own.
  ///
  /// To be called before other threads start, as they inherit the mask that keeps the signals from
  /// them.
  static func watch() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { _ in
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
        var number: Int32 = 0
        while sigwait(&signals, &number) != 0 {}
        UnfinishedDirectories.removeAll()
        let rest = UnfinishedTraining.current.map {
          "the training so far is in \($0); go on with the same options and --resume"
        }
        standardError("\naugment: interrupted; \(rest ?? "nothing half-written was left")\n")
        _exit(128 + number)
      }, nil)
    if status != 0 { pthread_sigmask(SIG_UNBLOCK, &signals, nil) }
  }
}
