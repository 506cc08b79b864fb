/// A job of a pipeline file, read and checked, not yet run.
public struct Job: Sendable {
  /// Its name in the file.
  public let name: String
  /// What it does.
  public let step: JobStep
  /// The directory that it makes, from the file's folder.
  public let output: String
  /// The jobs that must be done before it, in the order of the file.
  public package(set) var needs: [String] = []
  /// Threads that it may use.
  public let threadCount: Int
  let work: any JobWork

  /// What decides its result, all defaults filled in.
  package var configuration: any Codable & Sendable { work.configuration }
}

/// A path that a job reads.
struct JobInput: Sendable, Equatable {
  /// What for, as in the manifest.
  var role: String
  /// The path, from the file's folder.
  var path: String
  /// What is there.
  var kind = Kind.file

  /// What a path leads to.
  enum Kind: Sendable {
    case file
    /// Images, in one file or many.
    case images
    /// The directory of an earlier run, or its model's.
    case model
    /// The same of a model that turns images into images.
    case translation
  }
}

/// What a job does: runs, comparisons and inspections of tables and of images, seen alike.
protocol JobWork: Sendable {
  associatedtype Configuration: Codable & Sendable

  /// What decides the result.
  var configuration: Configuration { get }

  /// Everything that is read.
  var inputs: [JobInput] { get }

  /// Refuses values that nothing could work with, before anything is read.
  func check() throws(PipelineError)

  /// What is asked for, as the manifest of the output records it.
  func request(_ inputs: [RequestInput]) throws -> String

  /// Does it.
  func run(
    _ place: JobPlace, listener: @escaping @Sendable (PipelineEvent) -> Void
  ) throws -> JobResult

  /// What it would do; looks at the input, trains and writes nothing.
  func forecast(threadCount: Int) throws -> JobForecast
}

/// Where a job writes, and how many threads it has.
struct JobPlace: Sendable {
  var output: String
  var threadCount: Int
  /// Whether networks that an earlier run has left there may be taken.
  var reusesTraining = true
}

/// What came of a job.
struct JobResult: Sendable {
  /// Synthetic rows or images made or judged; nil for none.
  var rowCount: Int?
  /// Why the gate keeps the result back; nil where it does not.
  var refusal: String?

  init(rowCount: Int? = nil, isPassed: Bool = true, checks: [Gate.Check] = []) {
    self.rowCount = rowCount
    let failed = checks.filter { $0.outcome == .fail }
    refusal = isPassed ? nil : failed.map(\.reason).joined(separator: "; ")
  }
}

/// What a job would do.
struct JobForecast: Sendable {
  /// Synthetic rows or images that it would make; nil where that is found out on the way.
  var rowCount: Int?
  /// Seconds of the training; nil where it cannot be said.
  var seconds: Double?
}
