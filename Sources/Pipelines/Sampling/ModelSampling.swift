/// Draws rows or images from a saved model, without the data that it was learned from.
public struct ModelSampling: Sendable {
  /// What to draw, and where it goes.
  public let configuration: ModelSamplingConfiguration
  let clock: StageClock

  /// A sampling that tells `listener` how it goes.
  public init(
    _ configuration: ModelSamplingConfiguration,
    listener: @escaping @Sendable (PipelineEvent) -> Void = { _ in }
  ) {
    self.configuration = configuration
    clock = StageClock(listener: listener)
  }

  /// Draws and writes; the output appears when it is complete, but on standard output.
  /// - Throws: `PipelineError` or `DatasetError`.
  public func run() throws -> SamplingSummary {
    try configuration.check()
    let saved = try SavedModel(path: configuration.modelPath)
    switch saved.use.kind {
    case .table: return try sampleTable(saved)
    case .images: return try sampleImages(saved)
    }
  }

  /// Says what was made.
  func summary(
    _ saved: SavedModel, _ counts: [Int], kind: SamplingSummary.Kind, output: String
  ) -> SamplingSummary {
    SamplingSummary(
      kind: kind, model: saved.path, output: output, count: counts.reduce(0, +),
      classes: zip(saved.use.classNames, counts).map {
        SamplingSummary.ClassCount(name: $0, count: $1)
      },
      seed: configuration.seed, threadCount: configuration.threadCount,
      totalSeconds: clock.elapsedSeconds)
  }
}
