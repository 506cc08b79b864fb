internal import Foundation

/// The jobs of a pipeline file, to be done.
///
/// It works in the file's folder, so that paths mean the same and are recorded the same from wherever it is started. As a
/// process has one working directory, batches go one after another.
public struct JobBatch: Sendable {
  /// Where the jobs come from.
  public let file: JobFile
  /// How they are done.
  public let options: BatchOptions
  /// The jobs to be done, in an order in which they can be.
  public let jobs: [Job]

  /// A batch of those jobs of a file that are asked for.
  /// - Throws: `PipelineError.unknownName` for a job that the file does not have.
  public init(_ file: JobFile, _ options: BatchOptions = BatchOptions()) throws(PipelineError) {
    (self.file, self.options) = (file, options)
    let names = file.jobs.map(\.name)
    for name in options.only where !names.contains(name) {
      throw .unknownName(
        what: "job", name: name, nearest: nearestName(to: name, among: names), known: names)
    }
    var wanted = Set(options.only.isEmpty ? names : options.only)
    // Later jobs need earlier ones.
    for job in file.jobs.reversed() where wanted.contains(job.name) { wanted.formUnion(job.needs) }
    jobs = file.jobs.filter { wanted.contains($0.name) }
  }

  /// Does the jobs, each when those that it needs are done; one that fails does not stop others.
  ///
  /// `listener` may be called from any thread. The outcomes are in the order of `jobs`.
  /// - Throws: `PipelineError.readFailed` when the file's folder cannot be entered.
  public func run(
    listener: @escaping @Sendable (JobEvent) -> Void = { _ in }
  ) throws(PipelineError) -> [JobOutcome] {
    try inFolder {
      let queue = JobQueue(jobs)
      let workerCount = max(1, min(options.concurrency, jobs.count))
      @Sendable func work() {
        while let (index, outcomes) = queue.next() {
          let job = jobs[index]
          let outcome: JobOutcome
          if UnfinishedTraining.isStopRequested {
            outcome = job.outcome(.skipped, reason: "interrupted", exitCode: 130)
          } else if let failed = outcomes.first(where: { !$0.isSuccess }) {
            outcome = job.outcome(
              .skipped, reason: "'\(failed.job)' \(failed.state.asReason)",
              exitCode: failed.exitCode)
          } else {
            listener(.began(job, number: index + 1, count: jobs.count))
            outcome = job.run(
              threadCount: max(1, job.threadCount / workerCount), isForced: options.isForced
            ) { listener(.event(job, $0)) }
          }
          listener(.ended(job, outcome))
          queue.finish(index, outcome)
        }
      }
      if workerCount == 1 { work() } else { Self.onThreads(workerCount, work) }
      return queue.outcomes
    }
  }

  /// Runs a function on so many threads at once and waits for all.
  private static func onThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    let group = DispatchGroup()
    for _ in 0..<count {
      group.enter()
      let thread = Thread {
        body()
        group.leave()
      }
      // As much as the main thread has.
      thread.stackSize = 8 << 20
      thread.start()
    }
    group.wait()
  }

  /// Works in the file's folder and comes back.
  func inFolder<Result>(_ body: () -> Result) throws(PipelineError) -> Result {
    let files = FileManager.default
    let before = files.currentDirectoryPath
    guard files.changeCurrentDirectoryPath(file.folder) else {
      throw .readFailed(path: file.folder, reason: "the folder cannot be entered")
    }
    defer { _ = files.changeCurrentDirectoryPath(before) }
    return body()
  }
}

extension JobOutcome.State {
  /// Why a job that needs this one is not tried.
  fileprivate var asReason: String {
    switch self {
    case .gateFailed: "did not pass its gate"
    case .skipped: "was skipped"
    default: "failed"
    }
  }
}
