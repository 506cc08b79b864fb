internal import Yams

/// A job with the places of what it says, for faults between jobs.
struct ReadJob {
  var job: Job
  /// Where it begins.
  var mark: Mark?
  /// Where its output stands.
  var outputMark: Mark?
  /// The jobs that it names under `needs`.
  var needs: [(name: String, mark: Mark?)]
}

/// Reads one job of a pipeline file.
struct JobReader {
  let reader: YAMLReader
  /// The file's folder.
  let folder: String
  /// The directory of jobs that name no output.
  let outputFolder: String
  /// What every job starts from.
  let defaults: [YAMLReader.Entry]

  /// What the paths name that a job cannot do without.
  private static let meaning = [
    "synthetic": "what is to be judged", "model": "the output of a job that trained one",
    "input": "a table or images",
  ]

  /// Whether a path lies in what a job of the file makes.
  let isMade: (String) -> Bool

  /// Reads a job.
  func read(_ entry: YAMLReader.Entry) throws -> ReadJob {
    try checkName(entry)
    let own = try reader.entries(entry.value, of: "a job")
    try Self.checkKeys(own, of: "a job", reader)
    // A job's own word stands over that of the defaults.
    let entries = own + defaults.filter { item in !own.contains { $0.name == item.name } }
    let step = try step(entries)
    for item in own where JobKey.named(item.name, of: step) == nil {
      throw reader.fault(
        item.key.mark,
        "'\(item.name)' does not apply to a job whose step is \(step.rawValue); leave it out")
    }
    for name in step.requiredKeys where !entries.contains(where: { $0.name == name }) {
      throw reader.fault(
        entry.key.mark,
        "the job '\(entry.name)' has no \(name); name \(Self.meaning[name] ?? "a table or images")"
      )
    }
    let kind = try kind(step, entries)
    let draft = try draft(step, kind, entries, own: own)
    let job = Job(
      name: entry.name, step: step, output: try output(entry.name, entries),
      threadCount: draft.threadCount(step, kind),
      work: step.work(draft, kind))
    do throws(PipelineError) {
      try job.work.check()
    } catch {
      throw placed(error, entries, entry)
    }
    let needs = try entries.first { $0.name == "needs" }.map(needs) ?? []
    return ReadJob(
      job: job, mark: entry.key.mark,
      outputMark: own.first { $0.name == "output" }?.value.mark ?? entry.key.mark, needs: needs)
  }

  /// Refuses keys that no job has, in the words of the one that was meant.
  static func checkKeys(
    _ entries: [YAMLReader.Entry], of owner: String, _ reader: YAMLReader
  ) throws {
    for entry in entries where !JobKey.names.contains(entry.name) {
      throw reader.fault(
        entry.key.mark,
        YAMLReader.unknown("key", entry.name, among: JobKey.names, "\(owner) may have"))
    }
  }

  private func checkName(_ entry: YAMLReader.Entry) throws {
    let isPlain = entry.name.utf8.allSatisfy { byte in
      byte >= 128 || Character(UnicodeScalar(byte)).isLetter
        || Character(UnicodeScalar(byte)).isNumber || [45, 46, 95].contains(byte)
    }
    guard isPlain, let first = entry.name.first, first.isLetter || first.isNumber else {
      throw reader.fault(
        entry.key.mark,
        "'\(entry.name.shown())' where a job's name of letters, digits, '-', '.' and '_' is expected"
      )
    }
  }

  private func step(_ entries: [YAMLReader.Entry]) throws -> JobStep {
    guard let entry = entries.first(where: { $0.name == "step" }) else { return .run }
    let names = JobStep.allCases.map(\.rawValue)
    return JobStep(rawValue: try reader.choice(entry.value, among: names, what: "step")) ?? .run
  }

  /// Tables or images, by the looks of what the job is about; what is not made yet, by its name.
  private func kind(_ step: JobStep, _ entries: [YAMLReader.Entry]) throws -> InputKind {
    guard let entry = entries.first(where: { $0.name == step.mainKey }) else { return .table }
    let path = try reader.string(entry.value, "a path")
    if isMade(path) { return path.lowercased().hasSuffix(".csv") ? .table : .images }
    return InputKind(path: JobFile.resolve(path, in: folder))
  }

  /// The configurations with what the keys say, in the order of the list of keys.
  private func draft(
    _ step: JobStep, _ kind: InputKind, _ entries: [YAMLReader.Entry], own: [YAMLReader.Entry]
  ) throws -> JobDraft {
    var draft = JobDraft()
    if step == .run || step == .train || step == .inspect,
      let entry = entries.first(where: { $0.name == "model" }),
      let family = TranslationFamily(rawValue: entry.value.scalar?.string ?? "")
    {
      if step == .inspect {
        throw reader.fault(
          entry.value.mark, "there is nothing to inspect for \(family.rawValue); leave the job out")
      }
      draft.translation = TranslationPipelineConfiguration(family: family, inputPath: "")
    }
    let ranks = Dictionary(JobKey.names.enumerated().map { ($1, $0) }) { first, _ in first }
    for item in entries.sorted(by: { ranks[$0.name] ?? 0 < ranks[$1.name] ?? 0 }) {
      guard let key = JobKey.named(item.name, of: step) else { continue }
      let value = JobValue(key: key, entry: item, reader: reader)
      if key.name == "synthetic" { draft.syntheticPath = try value.path() }
      if key.isStructural { continue }
      if let apply = key.sampling, step == .sample {
        try apply(&draft.sampling, value)
        continue
      }
      if let apply = key.translating, step == .translate {
        try apply(&draft.translating, value)
        continue
      }
      if var translation = draft.translation {
        if let apply = key.translation {
          try apply(&translation, value)
          draft.translation = translation
          continue
        }
        if own.contains(where: { $0.name == item.name }) {
          throw reader.fault(
            item.key.mark,
            "'\(key.name)' does not apply to the model \(translation.training.family.rawValue); leave it out"
          )
        }
        continue
      }
      switch kind {
      case .table:
        if let apply = key.tables {
          try apply(&draft.tables, value)
          continue
        }
      case .images:
        if let apply = key.images {
          try apply(&draft.images, value)
          continue
        }
      }
      // Defaults are for tables and images alike: what does not apply is passed over.
      if own.contains(where: { $0.name == item.name }) {
        throw reader.fault(
          item.key.mark,
          "'\(key.name)' does not apply to \(kind == .table ? "a table" : "images"); leave it out")
      }
    }
    return draft
  }

  /// The directory that a job makes.
  func output(_ name: String, _ entries: [YAMLReader.Entry]) throws -> String {
    guard let entry = entries.first(where: { $0.name == "output" }) else {
      return "\(outputFolder)/\(name)"
    }
    let path = try reader.string(entry.value, "a path")
    if path.isEmpty {
      throw reader.fault(entry.value.mark, "nothing where a path is expected; leave the key out")
    }
    return RunDirectory.withoutTrailingSlashes(path)
  }

  private func needs(_ entry: YAMLReader.Entry) throws -> [(name: String, mark: Mark?)] {
    let nodes: [Node]
    if case .sequence(let sequence) = entry.value {
      nodes = Array(sequence)
    } else {
      nodes = [entry.value]
    }
    return try nodes.map { (try reader.string($0, "the name of a job"), $0.mark) }
  }

  /// A value outside its range, at the place of its key.
  private func placed(
    _ error: PipelineError, _ entries: [YAMLReader.Entry], _ job: YAMLReader.Entry
  ) -> any Error {
    guard case .invalidValue(let name, let found, let expected) = error else {
      return reader.fault(job.key.mark, error.description)
    }
    let key = name.hasPrefix("no-") ? String(name.dropFirst(3)) : name
    let place = entries.first { $0.name == key }
    let message = "\(key) \(found): \(expected) is expected".replacing("--", with: "")
    return reader.fault(place?.value.mark ?? job.key.mark, message)
  }
}
