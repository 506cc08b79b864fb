extension JobFile {
  /// Refuses what no single file can tell: names on the command line that none has, and outputs of two files that meet.
  /// - Throws: `PipelineError.unknownName`, `sameOutput`.
  public static func check(
    _ files: [JobFile], settings: [String], only: [String]
  ) throws(PipelineError) {
    try require(settings, what: "variable", among: files.flatMap(\.variables))
    try require(only, what: "job", among: files.flatMap { $0.jobs.map(\.name) })
    for (index, file) in files.enumerated() {
      let places = file.jobs.map { JobGraph.absolute($0.output, file.folder) }
      for earlier in files[..<index] {
        for job in earlier.jobs {
          let place = JobGraph.absolute(job.output, earlier.folder)
          guard
            let other = places.firstIndex(where: {
              JobGraph.contains($0, place, ".") || JobGraph.contains(place, $0, ".")
            })
          else { continue }
          throw .sameOutput(
            path: places[other], jobs: [job.name, file.jobs[other].name],
            files: [earlier.path, file.path])
        }
      }
    }
  }

  private static func require(
    _ names: [String], what: String, among all: [String]
  ) throws(PipelineError) {
    let known = all.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    for name in names where !known.contains(name) {
      throw .unknownName(
        what: what, name: name, nearest: nearestName(to: name, among: known), known: known)
    }
  }
}
