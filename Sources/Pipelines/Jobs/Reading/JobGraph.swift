internal import Foundation
internal import Yams

/// Which job comes after which: those that are named under `needs`, and those whose output is read.
struct JobGraph {
  /// The jobs in an order in which they can be done.
  let jobs: [Job]

  /// Puts jobs in order.
  /// - Throws: `YAMLFault` for outputs that meet, names that do not exist and circles.
  init(_ read: [ReadJob], _ reader: YAMLReader, folder: String) throws {
    try Self.checkOutputs(read, reader, folder)
    let names = read.map(\.job.name)
    var jobs: [Job] = []
    for item in read {
      for need in item.needs where !names.contains(need.name) {
        throw reader.fault(
          need.mark, YAMLReader.unknown("job", need.name, among: names, "there are"))
      }
      let producers = read.filter { other in
        item.job.work.inputs.contains { Self.contains(other.job.output, $0.path, folder) }
      }.map(\.job.name)
      let needs = Set(item.needs.map(\.name) + producers)
      if let own = item.needs.first(where: { $0.name == item.job.name }) {
        throw reader.fault(
          own.mark, "the job '\(item.job.name)' needs itself; name another job, or none")
      }
      if producers.contains(item.job.name) {
        throw reader.fault(
          item.outputMark,
          "the job '\(item.job.name)' reads what lies in its own output, '\(item.job.output)'; name another output"
        )
      }
      var job = item.job
      job.needs = names.filter(needs.contains)
      jobs.append(job)
    }
    self.jobs = try Self.ordered(jobs) { circle in
      let first = read.first { $0.job.name == circle.first }
      let chain = (circle + circle.prefix(1)).map { "'\($0)'" }.joined(separator: " needs ")
      return reader.fault(
        first?.needs.first { circle.contains($0.name) }?.mark ?? first?.mark,
        "jobs wait for each other: \(chain); leave one of the needs out")
    }
  }

  /// The jobs, each after those that it needs, otherwise in their order.
  private static func ordered(_ jobs: [Job], fault: ([String]) -> any Error) throws -> [Job] {
    var waiting = jobs
    var ordered: [Job] = []
    var done: Set<String> = []
    while !waiting.isEmpty {
      guard let index = waiting.firstIndex(where: { $0.needs.allSatisfy(done.contains) }) else {
        throw fault(circle(waiting))
      }
      let job = waiting.remove(at: index)
      ordered.append(job)
      done.insert(job.name)
    }
    return ordered
  }

  /// The names of jobs of which each needs the next and the last the first; all of them wait.
  private static func circle(_ waiting: [Job]) -> [String] {
    let byName = Dictionary(uniqueKeysWithValues: waiting.map { ($0.name, $0) })
    var path: [String] = []
    var next = waiting.first?.name
    while let name = next, !path.contains(name) {
      path.append(name)
      next = byName[name]?.needs.first { byName[$0] != nil }
    }
    guard let name = next, let start = path.firstIndex(of: name) else { return path }
    return Array(path[start...])
  }

  private static func checkOutputs(
    _ read: [ReadJob], _ reader: YAMLReader, _ folder: String
  ) throws {
    for (index, item) in read.enumerated() {
      for other in read[..<index] {
        let (own, earlier) = (item.job.output, other.job.output)
        if contains(earlier, own, folder) || contains(own, earlier, folder) {
          throw reader.fault(
            item.outputMark,
            "the jobs '\(other.job.name)' and '\(item.job.name)' write to the same place, '\(own)'; "
              + "give each an output of its own")
        }
      }
    }
  }

  /// Whether a path is a directory or lies in it; both from one folder.
  static func contains(_ directory: String, _ path: String, _ folder: String) -> Bool {
    let (outer, inner) = (absolute(directory, folder), absolute(path, folder))
    return inner == outer || inner.hasPrefix(outer + "/")
  }

  /// The whole path without dots.
  static func absolute(_ path: String, _ folder: String) -> String {
    URL(filePath: JobFile.resolve(path, in: folder)).standardizedFileURL.path
  }
}
