internal import Foundation

extension Job {
  /// Does the job, unless an earlier run has made the same already.
  func run(
    threadCount: Int, isForced: Bool, listener: @escaping @Sendable (PipelineEvent) -> Void
  ) -> JobOutcome {
    let clock = ContinuousClock()
    let start = clock.now
    var outcome: JobOutcome
    do {
      let earlier = try EarlierRun(of: self, threadCount: threadCount)
      if !isForced, let earlier, earlier.staleness == nil {
        outcome =
          earlier.isPublished
          ? self.outcome(.upToDate, rowCount: earlier.rowCount, reason: "nothing has changed")
          : self.outcome(
            .gateFailed, rowCount: earlier.rowCount,
            reason: "as before, nothing has changed; see \(output)/\(RunFile.page)", exitCode: 1)
      } else {
        try makeParent()
        let result = try work.run(
          JobPlace(output: output, threadCount: threadCount, reusesTraining: !isForced),
          listener: listener)
        let why = isForced ? "forced" : earlier?.staleness ?? "not made before"
        outcome =
          result.refusal.map {
            self.outcome(.gateFailed, rowCount: result.rowCount, reason: $0, exitCode: 1)
          } ?? self.outcome(.done, rowCount: result.rowCount, reason: why)
      }
    } catch {
      outcome = self.outcome(
        .failed, reason: "\(error)", exitCode: Pipelines.exitCode(for: error))
    }
    outcome.seconds = (clock.now - start) / .seconds(1)
    return outcome
  }

  /// How the job ended.
  func outcome(
    _ state: JobOutcome.State, rowCount: Int? = nil, reason: String, exitCode: Int32 = 0
  ) -> JobOutcome {
    JobOutcome(
      job: name, step: step, state: state, rowCount: rowCount, seconds: 0, output: output,
      reason: reason, exitCode: exitCode)
  }

  /// Makes the directories above the output.
  private func makeParent() throws(PipelineError) {
    let parent = (output as NSString).deletingLastPathComponent
    if parent.isEmpty { return }
    do {
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    } catch {
      throw .cannotCreate(path: parent, reason: error.localizedDescription)
    }
  }
}
