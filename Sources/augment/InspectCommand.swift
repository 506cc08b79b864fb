internal import ArgumentParser
internal import Pipelines

/// Shows what is in a table and what a run would do.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract:
      "Show the schema or the images, the label, the classes, the plan and the expected time.")

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Sampling") var sampling: SamplingOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Images") var images: ImageOptions
  @OptionGroup(title: "Images") var imageSampling: ImageSamplingOptions

  @Flag(help: "Print the findings as JSON.")
  var json = false

  mutating func run() throws {
    if let family = model.kind.translation {
      throw PipelineError.unsuitableOption(name: "model \(family.rawValue)", input: "inspect")
    }
    if InputKind(path: input.input) == .images {
      var configuration = try input.imageConfiguration()
      images.apply(to: &configuration)
      imageSampling.apply(to: &configuration)
      try model.apply(to: &configuration)
      try sampling.apply(to: &configuration)
      let inspection = try ImagePipeline(configuration).inspect()
      print(json ? try inspection.json() : inspection.text, terminator: "")
      return
    }
    try GivenOptions.refuse(ImageOptions.names, for: "a table")
    var configuration = input.pipelineConfiguration
    try model.apply(to: &configuration)
    try sampling.apply(to: &configuration)
    let inspection = try Pipeline(configuration).inspect()
    print(json ? try inspection.json() : inspection.text, terminator: "")
  }
}
