internal import ArgumentParser
internal import Pipelines

/// Trains a model and makes nothing from it.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains a model and keeps it, without making rows or images.",
    discussion: """
      EXAMPLES
        augment train --input data.csv --output model
            the model of the table, in model/
        augment train --input images/ --time-budget 600
            ten minutes of training, in images-augmented/
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Images") var images: ImageOptions
  @OptionGroup(title: "Images from images") var translation: TranslationOptions
  @OptionGroup var directory: RunDirectoryOptions
  @OptionGroup var display: DisplayOptions

  mutating func run() throws {
    if let family = model.kind.translation {
      try display.perform(
        RunRequest(
          .train,
          try TranslationRunOptions(
            family: family, input: input, images: images, translation: translation, model: model,
            directory: directory
          ).configuration()))
      return
    }
    switch InputKind(path: input.input) {
    case .table:
      try GivenOptions.refuse(ImageOptions.names, for: "a table")
      var configuration = input.pipelineConfiguration
      try model.apply(to: &configuration)
      directory.apply(to: &configuration.output)
      try display.perform(RunRequest(.train, configuration))
    case .images:
      try GivenOptions.refuse(TranslationOptions.names, for: "a model that makes new images")
      var configuration = try input.imageConfiguration()
      images.apply(to: &configuration)
      try model.apply(to: &configuration)
      directory.apply(to: &configuration.output)
      try display.perform(RunRequest(.train, configuration))
    }
  }
}
