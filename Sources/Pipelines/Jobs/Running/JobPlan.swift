/// What the jobs of pipeline files would do.
public struct JobPlan: Codable, Sendable, Equatable {
  /// A job.
  public struct Entry: Codable, Sendable, Equatable {
    /// The pipeline file.
    public var file: String
    /// The job.
    public var job: String
    /// What it does.
    public var step: JobStep
    /// The jobs that must be done before it.
    public var needs: [String]
    /// What it reads, from the file's folder.
    public var input: String
    /// Synthetic rows or images that it makes; nil where that is found out on the way.
    public var rowCount: Int?
    /// The directory that it makes, from the file's folder.
    public var output: String
    /// Whether it has been done before and nothing has changed since.
    public var isUpToDate: Bool
    /// Why it would be done, or what is in its way.
    public var reason: String
    /// Expected seconds: those of the run before, else those of the training alone; nil where neither is known.
    public var expectedSeconds: Double?
    /// The exit code that it would end with, as far as can be seen.
    public var exitCode: Int32
  }

  /// The jobs in the order in which they can be done.
  public var entries: [Entry] = []

  /// Nothing planned yet.
  public init() {}

  /// The exit code of the first job that cannot be done; 0 for none.
  public var exitCode: Int32 { entries.first { $0.exitCode != 0 }?.exitCode ?? 0 }

  /// The plan as a JSON document.
  public func json() throws -> String {
    String(decoding: try JSONLines.document(self), as: UTF8.self)
  }

  /// A line per job and the time of all, for a person.
  public var text: String {
    var rows = [["job", "step", "input", "rows", "output", "time", "why"]]
    rows += entries.map { entry in
      [
        entry.job, entry.step.rawValue, entry.input.shown(40), entry.rowCount?.grouped ?? "-",
        entry.output.shown(40), entry.expectedSeconds.map(Self.about) ?? "?",
        entry.isUpToDate ? "up to date" : entry.reason.firstLine.shown(160),
      ]
    }
    let fresh = entries.count(where: \.isUpToDate)
    let known = entries.compactMap(\.expectedSeconds)
    let total = known.reduce(0, +).spokenSeconds
    let unknown = entries.count - known.count
    return
      (TextTable.lines(rows) + [
        "",
        "\(entries.count.counted("job")), \(fresh.grouped) of them up to date. Expected time: "
          + (known.isEmpty
            ? "unknown."
            : "about \(total)\(unknown == 0 ? "" : " and that of \(unknown.counted("job")) which cannot be said yet")."),
        "Of a job that has not been done before, the time is that of its training alone.",
      ]).joined(separator: "\n") + "\n"
  }

  private static func about(_ seconds: Double) -> String {
    seconds == 0 ? "-" : "about \(seconds.spokenSeconds)"
  }
}

extension JobBatch {
  /// What the jobs would do; trains and writes nothing.
  /// - Throws: `PipelineError.readFailed` when the file's folder cannot be entered.
  public func plan() throws(PipelineError) -> [JobPlan.Entry] {
    try inFolder {
      var remade: Set<String> = []
      return jobs.map { job in
        let entry = entry(job, remade: remade)
        if !entry.isUpToDate { remade.insert(job.name) }
        return entry
      }
    }
  }

  private func entry(_ job: Job, remade: Set<String>) -> JobPlan.Entry {
    var entry = JobPlan.Entry(
      file: file.path, job: job.name, step: job.step, needs: job.needs,
      input: job.work.inputs.first?.path ?? "", output: job.output, isUpToDate: false,
      reason: "not made before", exitCode: 0)
    // What an earlier job will make anew cannot be looked at yet.
    let producers = jobs.filter { other in
      remade.contains(other.name)
        && job.work.inputs.contains { JobGraph.contains(other.output, $0.path, ".") }
    }.map(\.name)
    do {
      let threadCount = max(1, job.threadCount / max(1, min(options.concurrency, jobs.count)))
      let earlier = try EarlierRun(of: job, threadCount: threadCount)
      if let earlier {
        entry.isUpToDate = earlier.staleness == nil && !options.isForced && producers.isEmpty
        entry.reason = options.isForced ? "forced" : earlier.staleness ?? ""
      }
      if !producers.isEmpty {
        entry.reason = "'\(producers[0])' makes what it reads"
        entry.expectedSeconds = EarlierRun.seconds(at: job.output)
        return entry
      }
      if entry.isUpToDate {
        (entry.rowCount, entry.expectedSeconds) = (earlier?.rowCount, 0)
        return entry
      }
      let forecast = try job.work.forecast(threadCount: threadCount)
      entry.rowCount = forecast.rowCount
      entry.expectedSeconds = EarlierRun.seconds(at: job.output) ?? forecast.seconds
    } catch {
      (entry.reason, entry.exitCode) = ("\(error)", Pipelines.exitCode(for: error))
    }
    return entry
  }
}
