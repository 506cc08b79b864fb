internal import Foundation
internal import Glibc
internal import Parallel

/// What an earlier run has left where a job writes, and whether the job would make the same again.
struct EarlierRun: Sendable {
  /// Why it does not stand for what is asked for now; nil where it does.
  let staleness: String?
  /// Whether the gate let it be published.
  let isPublished: Bool
  /// Synthetic rows or images in it.
  let rowCount: Int?

  /// The part of a manifest that matters here.
  private struct Record: Decodable {
    var program: String
    var version: String
    var request: String?
    var isPublished: Bool
    var syntheticCount: Int?
    var inputs: [ManifestFile]
    var outputs: [ManifestFile]
  }

  /// Looks at the place of a job's output; nil where nothing is.
  /// - Throws: `PipelineError.notARun` where something else stands there, `readFailed` for inputs.
  init?(of job: Job, threadCount: Int) throws {
    guard let record = try Self.record(at: job.output) else { return nil }
    (isPublished, rowCount) = (record.isPublished, record.syntheticCount)
    let team = ThreadTeam(threadCount: threadCount)
    guard let inputs = try? job.work.inputs.map({ try RequestInput($0, team: team) }) else {
      // Whoever does the job says best what is wrong with them.
      staleness = "its inputs cannot be read"
      return
    }
    if record.version != augmentVersion {
      staleness = "made by version \(record.version.shown(20))"
    } else if record.request != (try job.work.request(inputs)) {
      staleness = Self.difference(job.work.inputs, inputs, record.inputs)
    } else if let missing = record.outputs.first(where: { !Self.isWhole($0, in: job.output) }) {
      staleness = "\(missing.path.shown()) is missing or has changed"
    } else {
      staleness = nil
    }
  }

  /// Seconds that the run at a place took; nil where it is not known.
  static func seconds(at path: String) -> Double? {
    struct Timings: Decodable { var totalSeconds: Double }
    guard let data = try? Data(contentsOf: URL(filePath: path + "/" + RunFile.timings)) else {
      return nil
    }
    return try? JSONDecoder().decode(Timings.self, from: data).totalSeconds
  }

  /// The manifest; nil where there is nothing, or an empty directory.
  private static func record(at path: String) throws(PipelineError) -> Record? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    let entries = try? FileManager.default.contentsOfDirectory(atPath: path)
    if entries?.isEmpty == true { return nil }
    guard
      let data = try? Data(contentsOf: URL(filePath: path + "/" + RunFile.manifest)),
      let record = try? JSONDecoder().decode(Record.self, from: data), record.program == "augment"
    else { throw .notARun(path: path) }
    return record
  }

  /// Which input has changed; where none is known to have, the settings have.
  private static func difference(
    _ inputs: [JobInput], _ now: [RequestInput], _ before: [ManifestFile]
  ) -> String {
    // The manifest knows images by what they show, not by their files.
    for (input, digest) in zip(inputs, now) where input.kind != .images {
      guard let earlier = before.first(where: { $0.role == input.role }) else { continue }
      if earlier.sha256 != digest.sha256 { return "\(input.path.shown()) has changed" }
    }
    return inputs.contains { $0.kind == .images }
      ? "its images or settings have changed" : "its settings have changed"
  }

  /// Whether an output is there with all its bytes.
  private static func isWhole(_ file: ManifestFile, in directory: String) -> Bool {
    let path = directory + "/" + file.path
    guard file.path.hasSuffix("/") else { return byteCount(path) == file.byteCount }
    let names = FileManager.default.enumerator(atPath: path)?.allObjects ?? []
    return names.reduce(0) { sum, name in
      sum + ((name as? String).flatMap { byteCount(path + $0) } ?? 0)
    } == file.byteCount
  }

  /// The size of a regular file; nil for anything else.
  private static func byteCount(_ path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }
}
