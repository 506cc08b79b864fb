internal import ArgumentParser
internal import Pipelines

/// How a command shows its progress and its result.
struct DisplayOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "No progress and no notes.")
  var quiet = false

  @Flag(help: "Print the summary as JSON.")
  var json = false

  /// Runs the work on a table or on images, shows its progress, prints what came of it, and ends with code 1 where the gate published
  /// nothing.
  func perform(_ request: RunRequest) throws {
    Interruption.watch()
    let display = suitableDisplay(isQuiet: quiet)
    defer { display.finish() }
    do {
      try perform(request, display)
    } catch let error as CheckpointError where error == .stopped {
      throw error
    } catch {
      if !(error is ExitCode), !UnfinishedTraining.current.isEmpty {
        display.finish()
        let ways = UnfinishedTraining.current.map { "augment resume \($0)" }
        standardError(
          "augment: the training is kept; go on with: \(ways.joined(separator: "; "))\n")
      }
      throw error
    }
  }

  private func perform(_ request: RunRequest, _ display: any ProgressDisplay) throws {
    switch (request.aim, request.work) {
    case (.run, .table(let configuration)):
      let summary = try Pipeline(configuration) { display.show($0) }.run()
      display.finish()
      print(json ? try summary.json() : summary.text, terminator: "")
      if !summary.isPublished { throw ExitCode(1) }
    case (.run, .images(let configuration)):
      let summary = try ImagePipeline(configuration) { display.show($0) }.run()
      display.finish()
      print(json ? try summary.json() : summary.text, terminator: "")
      if !summary.isPublished { throw ExitCode(1) }
    case (.run, .translation(let configuration)):
      let summary = try TranslationPipeline(configuration) { display.show($0) }.run()
      display.finish()
      print(json ? try summary.json() : summary.text, terminator: "")
      if !summary.isPublished { throw ExitCode(1) }
    case (.train, .translation(let configuration)):
      let summary = try TranslationPipeline(configuration) { display.show($0) }.train()
      display.finish()
      print(json ? try summary.json() : summary.text, terminator: "")
    case (.train, .table(let configuration)):
      let summary = try Pipeline(configuration) { display.show($0) }.train()
      display.finish()
      print(json ? try summary.json() : summary.text, terminator: "")
    case (.train, .images(let configuration)):
      let summary = try ImagePipeline(configuration) { display.show($0) }.train()
      display.finish()
      print(json ? try summary.json() : summary.text, terminator: "")
    }
  }
}
