internal import Parallel

extension ImagePipeline {
  /// How images of this size become what networks take.
  func fit(_ parts: ImageParts) -> ImageEncoder {
    clock.run(
      .fit, detail: { "networks of \($0.networkWidth)x\($0.networkHeight)" }
    ) {
      ImageEncoder(
        width: parts.training.width, height: parts.training.height,
        channels: parts.training.channels)
    }
  }

  /// Training images as networks take them.
  func encode(_ training: ImageSet, _ encoder: ImageEncoder) -> EncodedImages {
    clock.run(.encode) { encoder.encode(training) }
  }

  /// Trains the networks, or goes on where an interrupted run stood.
  func train(
    _ images: EncodedImages, _ encoder: ImageEncoder, _ parts: ImageParts, _ runStore: RunStore
  ) throws -> TrainedImages {
    try clock.run(
      .train,
      detail: {
        "\(($0.model.configuration.steps ?? 0).counted("step")), "
          + "\($0.log.imageCount.counted("image")) seen"
      }
    ) {
      let listener = clock.listener
      let store = try CheckpointStore(runStore, configuration, images: images)
      if let step = store.checkpoint?.step {
        listener(.noted("going on from step \(step.grouped)"))
      } else if configuration.output.resumes {
        listener(.noted("there is no interrupted training to go on with: this one begins anew"))
      }
      var log = store.log
      let judge = try judge(parts)
      let rating = try ImageRating(
        parts, judge, encoder: encoder, threadCount: configuration.threadCount,
        seed: configuration.seed(of: .train))
      let model = try UnfinishedTraining.watching {
        try ImageModel.train(
          images, configuration: configuration.resolvedTraining,
          threadCount: configuration.threadCount, resuming: store.checkpoint,
          rate: { try rating.distance($0) },
          checkpointInterval: configuration.output.checkpointInterval,
          keep: { try store.keep($0, log: log) },
          isStopRequested: { UnfinishedTraining.isStopRequested }
        ) { progress in
          log.note(progress, classNames: parts.training.classNames)
          if let preview = progress.preview {
            try store.keep(preview, progress, parts.training)
          }
          if let event = progress.event {
            let text = event.text(classNames: parts.training.classNames)
            listener(.noted("step \(progress.step.grouped): \(text)"))
          }
          listener(.trainedImages(progress))
        }
      }
      return TrainedImages(model: model, log: log, store: store, judge: judge)
    }
  }

  /// The classifier that tells how near images come to the real ones.
  private func judge(_ parts: ImageParts) throws -> any ImageClassifier {
    try ImageValidation.judge(
      parts.examples, ConvolutionalClassifying(), configuration.resolvedValidation,
      threadCount: configuration.threadCount)
  }
}

/// What came of the training.
struct TrainedImages: Sendable {
  var model: ImageModel
  var log: ImageTrainingLog
  /// Where the sheets of the training are.
  var store: CheckpointStore
  /// The classifier that learned from the real training images.
  var judge: any ImageClassifier
}
