/// What came of a job.
public struct JobOutcome: Codable, Sendable, Equatable {
  /// How it ended.
  public enum State: String, Codable, Sendable {
    /// It was done.
    case done
    /// It had been done before, and nothing has changed since.
    case upToDate = "up to date"
    /// The gate kept its result back.
    case gateFailed = "gate failed"
    /// It could not be done.
    case failed
    /// It was not tried, as a job that it needs did not succeed.
    case skipped
  }

  /// The job.
  public var job: String
  /// What it does.
  public var step: JobStep
  /// How it ended.
  public var state: State
  /// Synthetic rows or images made or judged; nil where none were.
  public var rowCount: Int?
  /// Seconds that it took.
  public var seconds: Double
  /// The directory that it makes.
  public var output: String
  /// Why it was done, was not done or failed.
  public var reason: String
  /// The exit code that it stands for.
  public var exitCode: Int32

  /// Whether jobs that need this one can be done.
  public var isSuccess: Bool { state == .done || state == .upToDate }
}

/// What a batch says while it goes on.
public enum JobEvent: Sendable {
  /// A job begins, the `number`th of `count` in the order in which they can be done.
  case began(Job, number: Int, count: Int)
  /// A job says how it goes.
  case event(Job, PipelineEvent)
  /// A job has ended.
  case ended(Job, JobOutcome)
}

/// How the jobs of a file are done.
public struct BatchOptions: Sendable, Equatable {
  /// These jobs and those that they need; empty for all.
  public var only: [String] = []
  /// Jobs at the same time, at most; their threads are divided among them.
  public var concurrency = 1
  /// Whether jobs that are up to date are done again.
  public var isForced = false

  /// All jobs, one after another, those that are up to date left alone.
  public init() {}
}
