internal import Foundation

/// The jobs that wait, handed to workers in order as soon as those that they need have ended.
final class JobQueue: @unchecked Sendable {
  // Everything below is touched by whoever holds `condition` alone.
  private let condition = NSCondition()
  private let jobs: [Job]
  private var waiting: [Int]
  private var ended: [String: JobOutcome] = [:]

  init(_ jobs: [Job]) {
    self.jobs = jobs
    waiting = Array(jobs.indices)
  }

  /// The next job that can be done, with the outcomes of those that it needs; waits for one; nil when none is left.
  func next() -> (index: Int, needs: [JobOutcome])? {
    condition.lock()
    defer { condition.unlock() }
    while !waiting.isEmpty {
      let ready = waiting.firstIndex { jobs[$0].needs.allSatisfy { ended[$0] != nil } }
      if let ready {
        let index = waiting.remove(at: ready)
        return (index, jobs[index].needs.compactMap { ended[$0] })
      }
      condition.wait()
    }
    return nil
  }

  /// Takes note of how a job has ended.
  func finish(_ index: Int, _ outcome: JobOutcome) {
    condition.lock()
    defer { condition.unlock() }
    ended[jobs[index].name] = outcome
    condition.broadcast()
  }

  /// The outcomes so far, in the order of the jobs.
  var outcomes: [JobOutcome] {
    condition.lock()
    defer { condition.unlock() }
    return jobs.compactMap { ended[$0.name] }
  }
}
