/// What has come of the jobs of all pipeline files, for the terminal and for scripts.
public struct BatchSummary: Codable, Sendable, Equatable {
  /// The jobs of one file.
  public struct File: Codable, Sendable, Equatable {
    /// The pipeline file.
    public var path: String
    /// Its jobs in the order in which they can be done; directories are from the file's folder.
    public var jobs: [JobOutcome]
  }

  /// The version of this layout.
  public var formatVersion = 1
  /// The files in the order in which they were named.
  public var files: [File] = []
  /// Seconds from start to end.
  public var totalSeconds = 0.0
  /// 0 when all is well, otherwise the code of the first job that failed.
  public private(set) var exitCode: Int32 = 0

  /// Nothing done yet.
  public init() {}

  /// Adds what has come of a file.
  public mutating func add(_ file: JobFile, _ outcomes: [JobOutcome]) {
    files.append(File(path: file.path, jobs: outcomes))
    let failed = outcomes.first { !$0.isSuccess && $0.state != .skipped }
    if exitCode == 0, let failed { exitCode = failed.exitCode }
  }

  /// The summary as a JSON document.
  public func json() throws -> String {
    String(decoding: try JSONLines.document(self), as: UTF8.self)
  }

  /// A line per job, for a person.
  public var text: String {
    let lines = files.flatMap { file -> [String] in
      var rows = [["job", "state", "rows", "time", "output", "reason"]]
      rows += file.jobs.map { job in
        [
          job.job, job.state.rawValue, job.rowCount?.grouped ?? "-", job.seconds.spokenSeconds,
          job.output, job.reason.firstLine.shown(160),
        ]
      }
      return (files.count > 1 ? ["", "\(file.path):"] : []) + TextTable.lines(rows)
    }
    return (lines + ["", conclusion]).joined(separator: "\n") + "\n"
  }

  /// How many jobs ended in which way, and how long all took.
  private var conclusion: String {
    let states = files.flatMap(\.jobs).map(\.state)
    let order: [JobOutcome.State] = [.done, .upToDate, .gateFailed, .failed, .skipped]
    let counts = order.compactMap { state -> String? in
      let count = states.count { $0 == state }
      return count == 0 ? nil : "\(count.grouped) \(state.rawValue)"
    }
    return "\(states.count.counted("job")): \(counts.joined(separator: ", ")). "
      + "Took \(totalSeconds.spokenSeconds)."
  }
}

extension String {
  /// What stands before the first line feed.
  var firstLine: String { String(prefix { $0 != "\n" }) }
}
