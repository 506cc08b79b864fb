internal import Foundation

/// Where a training that turns images into images keeps its state, in the run's store.
struct TranslationStore: Sendable {
  /// The folder.
  let store: RunStore
  /// The state to go on from; nil for a new training.
  let checkpoint: TranslationCheckpoint?
  /// What was logged up to that state.
  let log: TranslationLog

  /// What a training is made from.
  private struct Identity: Codable, Equatable {
    var configuration: TranslationConfiguration
    var interval: Int
    var images: String
  }

  /// Takes up what an interrupted run has left in its store.
  /// - Throws: `PipelineError.otherRun` when it belongs to another run.
  init(
    _ store: RunStore, _ configuration: TranslationPipelineConfiguration,
    _ examples: TranslationExamples
  ) throws {
    self.store = store
    var digest = ByteDigest()
    for picture in examples.sources + examples.targets + examples.masks {
      digest.add(Array("\(picture.width)x\(picture.height)".utf8))
      digest.add(picture.pixels)
    }
    try store.identify(
      try JSONLines.document(
        Identity(
          configuration: configuration.resolvedTraining,
          interval: configuration.output.checkpointInterval, images: digest.value.sha256)))
    guard store.hasState else {
      (checkpoint, log) = (nil, TranslationLog())
      return
    }
    let files = store.state("")
    checkpoint = try TranslationCheckpoint(files: files)
    log = try TranslationLog(files[RunFile.training] ?? Data())
  }

  /// Keeps a state; the one before is there until the new one is whole.
  func keep(_ checkpoint: TranslationCheckpoint, log: TranslationLog) throws {
    var files = try checkpoint.files()
    files[RunFile.training] = try log.encoded()
    try store.keep(files, as: "")
  }
}
