internal import ArgumentParser
internal import Pipelines

/// Shows what is in a table and what a run would do.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show the schema, the label, the classes, the plan and the expected time.")

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Model") var model: ModelOptions

  @Flag(help: "Print the findings as JSON.")
  var json = false

  mutating func run() throws {
    var configuration = input.pipelineConfiguration
    try model.apply(to: &configuration)
    let inspection = try Pipeline(configuration).inspect()
    print(json ? try inspection.json() : inspection.text, terminator: "")
  }
}
