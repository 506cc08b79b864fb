internal import Foundation
internal import Parallel

/// The road from images to networks that turn images into images, and to what these make of images that they have not seen.
///
/// `run` is the table of contents: every stage is one line.
public struct TranslationPipeline: Sendable {
  /// What to make, and from what.
  public let configuration: TranslationPipelineConfiguration
  let clock: StageClock

  /// A pipeline that tells `listener` how it goes; calls may come from any thread.
  public init(
    _ configuration: TranslationPipelineConfiguration,
    listener: @escaping @Sendable (PipelineEvent) -> Void = { _ in }
  ) {
    self.configuration = configuration
    clock = StageClock(listener: listener)
  }

  /// Makes the run directory.
  ///
  /// Nothing half-written stays when it throws, but for the checkpoint of a training that has begun, which `output.resumes` takes up.
  /// Where the gate fails, the run directory holds the report and the model but no images.
  /// - Throws: `PipelineError`, `DatasetError`, `TranslationError` or `ImageTrainingError`.
  public func run() throws -> TranslationSummary {
    try configuration.check()
    let directory = try RunDirectory(
      path: configuration.outputDirectory, replacesExisting: configuration.output.replacesExisting)
    defer { directory.discard() }
    let store = try RunStore(RunRequest(.run, configuration))
    defer { store.discardIfStateless() }

    let data = try read()
    let trained = try train(data, store)
    let made = translate(data, trained)
    let findings = compare(data, trained, made)
    let results = TranslationResults(
      data: data, trained: trained, made: made, findings: findings)
    return try write(results, into: directory)
  }

  /// Makes a run directory with the trained model and no images.
  /// - Throws: what `run` throws.
  public func train() throws -> TrainingSummary {
    try configuration.check()
    let directory = try RunDirectory(
      path: configuration.outputDirectory, replacesExisting: configuration.output.replacesExisting)
    defer { directory.discard() }
    let store = try RunStore(RunRequest(.train, configuration))
    defer { store.discardIfStateless() }

    let data = try read()
    let trained = try train(data, store)
    return try write(trained, data, into: directory)
  }

  /// Trains the networks, or goes on with a training that was interrupted.
  private func train(_ data: TranslationData, _ runStore: RunStore) throws -> TrainedTranslation {
    let listener = clock.listener
    return try clock.run(
      .train,
      detail: { ($0.model.configuration.steps ?? 0).counted("step") }
    ) {
      let store = try TranslationStore(runStore, configuration, data.examples)
      if let step = store.checkpoint?.step {
        listener(.noted("going on from step \(step.grouped)"))
      } else if configuration.output.resumes {
        listener(.noted("there is no interrupted training to go on with: this one begins anew"))
      }
      var log = store.log
      let model = try UnfinishedTraining.watching {
        try TranslationModel.train(
          data.examples, configuration: configuration.resolvedTraining,
          threadCount: configuration.threadCount, resuming: store.checkpoint,
          checkpointInterval: configuration.output.checkpointInterval,
          keep: { try store.keep($0, log: log) },
          isStopRequested: { UnfinishedTraining.isStopRequested }
        ) { progress in
          log.note(progress)
          if let event = progress.images.event {
            listener(.noted("step \(progress.images.step.grouped): \(event)"))
          }
          listener(.trainedImages(progress.images))
        }
      }
      return TrainedTranslation(model: model, log: log, store: runStore)
    }
  }

  /// Turns what was held out, or marked, into other images.
  private func translate(
    _ data: TranslationData, _ trained: TrainedTranslation
  ) -> [TranslatedItem] {
    clock.run(.sample, detail: { $0.count.counted("image") }) {
      // Networks share out the images of a batch, so single images are shared out here.
      let translation = ImageTranslation(
        model: trained.model, fit: configuration.input.fit,
        seed: configuration.seed(of: .sample), threadCount: 1)
      let team = ThreadTeam(threadCount: configuration.threadCount)
      return team.map(data.items.count) { place in
        let item = data.items[place]
        let output = translation.output(
          item.raster, name: item.name, direction: item.direction, regions: item.regions)
        // There and back again, where there is a way back.
        let returned =
          trained.model.directionCount > 1
          ? translation.output(output, name: item.name, direction: 1 - item.direction) : nil
        return TranslatedItem(item: item, output: output, returned: returned)
      }
    }
  }
}

/// What came of the training.
struct TrainedTranslation: Sendable {
  var model: TranslationModel
  var log: TranslationLog
  var store: RunStore
}

/// An image and what was made of it.
struct TranslatedItem: Sendable {
  var item: TranslationItem
  var output: Raster<UInt8>
  /// What the way back makes of the output.
  var returned: Raster<UInt8>?
}
