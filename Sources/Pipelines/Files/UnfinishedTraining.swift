internal import Synchronization

/// The run that can be taken up if the program ends now, and the wish to end it, so that whoever ends the program can say so.
public enum UnfinishedTraining {
  private struct State {
    /// Where states are that can be gone on from, by the path of the run directory.
    var kept: Set<String> = []
    /// Trainings that look after `isStopRequested`.
    var running = 0
    var isStopRequested = false
  }

  private static let state = Mutex(State())

  /// Run directories whose making can be taken up, sorted.
  public static var current: [String] { state.withLock { $0.kept.sorted() } }

  /// Asks the trainings that go on to keep their state and end; false when there are none, or when they were asked before.
  public static func requestStop() -> Bool {
    state.withLock { state in
      if state.running == 0 || state.isStopRequested { return false }
      state.isStopRequested = true
      return true
    }
  }

  /// Whether trainings are to keep their state and end.
  public static var isStopRequested: Bool { state.withLock { $0.isStopRequested } }

  static func set(_ path: String, isKept: Bool) {
    state.withLock { state in
      if isKept { state.kept.insert(path) } else { state.kept.remove(path) }
    }
  }

  /// Runs a training that looks after `isStopRequested`.
  static func watching<Result>(_ body: () throws -> Result) rethrows -> Result {
    state.withLock { $0.running += 1 }
    defer { state.withLock { $0.running -= 1 } }
    return try body()
  }
}
