/// What a job does.
public enum JobStep: String, Codable, Sendable, CaseIterable {
  /// Learns the input and makes an augmented dataset.
  case run
  /// Learns the input and keeps the model.
  case train
  /// Judges synthetic data of any origin against real ones.
  case validate
  /// Draws rows or images from the model of an earlier run.
  case sample
  /// Turns images into others with the model of an earlier run.
  case translate
  /// Says what is in the input and what a run would do.
  case inspect

  /// The key that names what the job is about, which decides between tables and images.
  var mainKey: String { requiredKeys[0] }

  /// The paths that a job cannot do without.
  var requiredKeys: [String] {
    switch self {
    case .run, .train, .inspect: ["input"]
    case .validate: ["real", "synthetic"]
    case .sample: ["model"]
    case .translate: ["model", "input"]
    }
  }

  /// What there is to do, for a job that is about `kind`.
  func work(_ draft: JobDraft, _ kind: InputKind) -> any JobWork {
    if let configuration = draft.translation, self == .run || self == .train {
      return TranslationJob(configuration: configuration, aim: self == .run ? .run : .train)
    }
    return switch (self, kind) {
    case (.run, .table): TableRun(configuration: draft.tables)
    case (.run, .images): ImageRun(configuration: draft.images)
    case (.train, .table): TableRun(configuration: draft.tables, aim: .train)
    case (.train, .images): ImageRun(configuration: draft.images, aim: .train)
    case (.validate, .table): TableJudgement(configuration: draft.tableComparison)
    case (.validate, .images): ImageJudgement(configuration: draft.imageComparison)
    case (.sample, _): ModelDrawing(configuration: draft.sampling)
    case (.translate, _): TranslateJob(configuration: draft.translating)
    case (.inspect, .table): TableInspecting(configuration: draft.tables)
    case (.inspect, .images): ImageInspecting(configuration: draft.images)
    }
  }
}

/// What the keys of a job say, for tables and for images alike.
struct JobDraft {
  var tables = PipelineConfiguration(inputPath: "")
  var images = ImagePipelineConfiguration(inputPath: "")
  /// What is drawn from a saved model.
  var sampling = ModelSamplingConfiguration(modelPath: "")
  /// What images are turned into others with a saved model.
  var translating = ModelTranslationConfiguration(modelPath: "", inputPath: "")
  /// Images to be turned into others; nil where the job is about something else.
  var translation: TranslationPipelineConfiguration?
  /// What is to be judged.
  var syntheticPath = ""

  /// Threads that the job may use.
  func threadCount(_ step: JobStep, _ kind: InputKind) -> Int {
    if let translation { return translation.threadCount }
    return switch (step, kind) {
    case (.sample, _): sampling.threadCount
    case (.translate, _): translating.threadCount
    case (_, .table): tables.threadCount
    case (_, .images): images.threadCount
    }
  }

  /// A comparison of tables.
  var tableComparison: ComparisonConfiguration {
    var configuration = ComparisonConfiguration(
      realPath: tables.input.path, syntheticPath: syntheticPath)
    configuration.real = tables.input
    configuration.validation = tables.validation
    (configuration.seed, configuration.threadCount) = (tables.seed, tables.threadCount)
    return configuration
  }

  /// A comparison of images.
  var imageComparison: ImageComparisonConfiguration {
    var configuration = ImageComparisonConfiguration(
      realPath: images.input.path, syntheticPath: syntheticPath)
    configuration.real = images.input
    configuration.validation = images.validation
    (configuration.seed, configuration.threadCount) = (images.seed, images.threadCount)
    return configuration
  }
}
