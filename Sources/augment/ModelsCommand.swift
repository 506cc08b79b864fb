internal import ArgumentParser
internal import Pipelines

/// Lists what can be trained.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "Lists the models that can be trained, with their defaults.")

  @Flag(help: "Print the list as JSON.")
  var json = false

  mutating func run() throws {
    print(json ? try ModelCatalog.json() : ModelCatalog.text, terminator: "")
  }
}
