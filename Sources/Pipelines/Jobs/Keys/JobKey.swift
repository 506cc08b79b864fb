/// A key that a job in a pipeline file may have: its name, what it means, and what it changes.
///
/// `JobKey.all` is the only list of them. Reading, the schema for editors and its messages are made from it.
struct JobKey: Sendable {
  /// The key, as the command line's option is called without its dashes.
  let name: String
  /// What it means, in one line.
  let summary: String
  /// What may stand behind it.
  let type: JobValueType
  /// The steps that have it.
  let steps: [JobStep]
  /// What it changes in the configuration of tables; nil where tables do not have it.
  var tables: (@Sendable (inout PipelineConfiguration, JobValue) throws -> Void)?
  /// What it changes in the configuration of images; nil where images do not have it.
  var images: (@Sendable (inout ImagePipelineConfiguration, JobValue) throws -> Void)?

  /// What it changes where rows or images are drawn from a saved model; nil where nothing.
  var sampling: (@Sendable (inout ModelSamplingConfiguration, JobValue) throws -> Void)?

  /// What it changes in the configuration of a run that turns images into images; nil where nothing.
  var translation: (@Sendable (inout TranslationPipelineConfiguration, JobValue) throws -> Void)?

  /// What it changes where a saved model turns images into others; nil where nothing.
  var translating: (@Sendable (inout ModelTranslationConfiguration, JobValue) throws -> Void)?

  /// Every key, in the order in which they are applied.
  static let all =
    places + reading + imageReading + amounts + repetition + training + translation + drawing
    + privacy + judging

  /// The names of all keys, each once.
  static let names = all.map(\.name).reduce(into: [String]()) { names, name in
    if !names.contains(name) { names.append(name) }
  }

  /// The key of this name that a step has; nil where it has none.
  static func named(_ name: String, of step: JobStep) -> JobKey? {
    all.first { $0.name == name && $0.steps.contains(step) }
  }

  /// Whether the key says what the job is, rather than how it goes.
  var isStructural: Bool {
    tables == nil && images == nil && sampling == nil && translation == nil && translating == nil
  }
}

extension JobKey {
  private static let every = JobStep.allCases

  /// What a job is: its step, its place among the others, and what it reads and writes.
  static let places: [JobKey] = [
    JobKey(
      name: "step", summary: "What the job does (default: run).",
      type: .choice(JobStep.allCases.map(\.rawValue)), steps: every),
    JobKey(
      name: "needs",
      summary:
        "Jobs that must be done before this one; those whose output it reads are found by themselves.",
      type: .texts, steps: every),
    JobKey(
      name: "output",
      summary:
        "The directory that the job makes (default: <name of the file>-runs/<name of the job>).",
      type: .path, steps: every),
    JobKey(
      name: "input",
      summary: "The CSV file, plain or gzip; or a folder of PNG images, an IDX or an .npz file.",
      type: .path, steps: [.run, .train, .inspect],
      tables: { $0.input.path = try $1.path() }, images: { $0.input.path = try $1.path() },
      translation: { $0.input.path = try $1.path() }),
    JobKey(
      name: "real", summary: "The real table or images that the synthetic ones were made from.",
      type: .path, steps: [.validate],
      tables: { $0.input.path = try $1.path() }, images: { $0.input.path = try $1.path() }),
    JobKey(
      name: "model", summary: "The directory of an earlier run, or its model/ folder.",
      type: .path, steps: [.sample, .translate], sampling: { $0.modelPath = try $1.path() },
      translating: { $0.modelPath = try $1.path() }),
    JobKey(
      name: "synthetic", summary: "The table or images to be judged.", type: .path,
      steps: [.validate]),
  ]
}
