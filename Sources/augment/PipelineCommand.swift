internal import ArgumentParser
internal import Foundation
internal import Pipelines

/// Does the jobs of pipeline files.
struct PipelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipeline",
    abstract: "Do the jobs that YAML files describe, those that are up to date left alone.",
    usage: """
      augment pipeline <file> ... [options]
      augment pipeline --schema
      """,
    discussion: """
      EXAMPLES
        augment pipeline nightly.yaml
            every job, each after those that it needs; a job with nothing new to do takes no time
        augment pipeline nightly.yaml --dry-run
            what would be done and why, and how long it would take
        augment pipeline nightly.yaml --only loans --set DATA=/srv/tables
            one job and those that it needs, with another value of a variable
        augment pipeline nightly.yaml --jobs 2 --summary summary.json
            two jobs at a time; the outcome as JSON as well

      EXIT CODES
        0 all jobs done or up to date; otherwise that of the first job that failed,
        1 being a failed gate; 65 a fault in a file; others as in augment --help
      """)

  @Argument(help: ArgumentHelp("Pipeline files, done one after another.", valueName: "file"))
  var files: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Give a variable of the files another value; may be given several times.",
      valueName: "name=value"),
    transform: VariableSetting.init(argument:))
  var settings: [VariableSetting] = []

  @Option(
    help: ArgumentHelp(
      "This job and those that it needs; may be given several times (default: all).",
      valueName: "job"))
  var only: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Jobs at the same time, which share the threads; results do not depend on it.",
      valueName: "count"),
    transform: wholeNumber)
  var jobs: Int = 1

  @Flag(help: "Show what would be done, why, and how long it would take; do nothing.")
  var dryRun = false

  @Flag(help: "Do jobs that are up to date as well.")
  var force = false

  @Option(help: ArgumentHelp("Write the outcome of all jobs as JSON.", valueName: "file"))
  var summary: String?

  @Flag(help: "Print the JSON Schema of pipeline files, for editors.")
  var schema = false

  @Flag(name: .shortAndLong, help: "No progress and no notes.")
  var quiet = false

  @Flag(help: "Print the outcome, or the plan, as JSON.")
  var json = false

  func validate() throws {
    if files.isEmpty && !schema {
      throw ArgumentParser.ValidationError("a pipeline file is expected, or --schema")
    }
  }

  mutating func run() throws {
    if schema {
      print(try JobSchema.document, terminator: "")
      return
    }
    Interruption.watch(toGoOn: "the same command goes on where this one stood")
    let batches = try batches()
    if dryRun {
      var plan = JobPlan()
      for batch in batches { plan.entries += try batch.plan() }
      print(json ? try plan.json() : plan.text, terminator: "")
      if plan.exitCode != 0 { throw ExitCode(plan.exitCode) }
      return
    }
    try work(batches)
  }

  /// All files, read and checked before anything runs.
  private func batches() throws -> [JobBatch] {
    guard (1...1_024).contains(jobs) else {
      throw PipelineError.invalidValue(
        name: "jobs", found: "\(jobs)", expected: "a whole number from 1 to 1,024")
    }
    let values = Dictionary(settings.map { ($0.name, $0.value) }) { _, last in last }
    let read = try files.map { try JobFile(path: $0, settings: values) }
    try JobFile.check(read, settings: settings.map(\.name), only: only)
    return try read.map { file in
      var options = BatchOptions()
      options.only = only.filter { name in file.jobs.contains { $0.name == name } }
      (options.concurrency, options.isForced) = (jobs, force)
      return try JobBatch(file, options)
    }.filter { batch in only.isEmpty || !batch.options.only.isEmpty }
  }

  private func work(_ batches: [JobBatch]) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let place = summary.map { URL(filePath: $0).path }
    var outcome = BatchSummary()
    for batch in batches {
      let display = JobDisplay(isQuiet: quiet, isConcurrent: jobs > 1 && batch.jobs.count > 1)
      outcome.add(batch.file, try batch.run { display.show($0) })
    }
    outcome.totalSeconds = (clock.now - start) / .seconds(1)
    let document = try outcome.json()
    if let place {
      let file = try AtomicFile(path: place)
      try file.write(Array(document.utf8)[...])
      try file.commit()
    }
    print(json ? document : outcome.text, terminator: "")
    if UnfinishedTraining.isStopRequested { Interruption.end() }
    if outcome.exitCode != 0 { throw ExitCode(outcome.exitCode) }
  }
}

/// A variable and its value.
struct VariableSetting {
  let name: String
  let value: String

  init(argument: String) throws {
    guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else {
      throw ArgumentParser.ValidationError("a name and a value are expected, as in DATA=tables")
    }
    name = String(argument[..<sign])
    value = String(argument[argument.index(after: sign)...])
  }
}
