internal import Foundation

extension PipelineConfiguration {
  /// Refuses values that no stage could work with, before anything is read or written.
  /// - Throws: `PipelineError.invalidValue`.
  public func check() throws(PipelineError) {
    switch sampling.rowCount {
    case .count(let rows): try ConfigurationCheck.rows(rows)
    case .automatic:
      try ConfigurationCheck.require(
        !sampling.isBalanced, "balance", "beside --rows auto",
        "one of the two")
      try ConfigurationCheck.require(
        sampling.condition == nil, "where", "beside --rows auto", "a number of rows")
    case nil: break
    }
    if sampling.likePath != nil {
      try ConfigurationCheck.likeAlone(
        rowCount: sampling.rowCount != nil, isBalanced: sampling.isBalanced,
        classRowCounts: sampling.classRowCounts != nil, condition: sampling.condition != nil)
    }
    if sampling.classRowCounts != nil {
      try ConfigurationCheck.require(
        sampling.rowCount == nil && !sampling.isBalanced, "per-class-rows",
        "beside --rows or --balance", "one of them")
    }
    try ConfigurationCheck.require(
      sampling.likePath == nil || training.family.drawsTokenByToken, "like",
      "beside --model \(training.family.rawValue)",
      "the default model, which completes rows,")
    try privacy.check()
    try ConfigurationCheck.common(
      threadCount: threadCount, steps: training.steps, timeBudget: training.timeBudgetSeconds,
      holdoutFraction: split.holdoutFraction)
    if let epochs = training.epochs {
      try ConfigurationCheck.require(
        epochs > 0 && epochs <= 1_000_000, "epochs", epochs, "a number above 0")
      try ConfigurationCheck.require(
        training.steps == nil, "epochs", "beside --steps", "one of the two")
    }
  }

  /// The seed of one stage: fixed by the run's seed and the stage's name, unrelated to those of other stages.
  func seed(of stage: Stage) -> UInt64 { stage.seed(run: seed) }

  /// Where the run is written.
  var outputDirectory: String {
    if let directory = output.directory { return directory }
    if input.path == "-" { return "stdin-augmented" }
    return InputConfiguration.baseName(input.path) + "-augmented"
  }
}

extension InputConfiguration {
  /// What a user says about the columns; nil for nothing.
  func schemaFile() throws(PipelineError) -> SchemaFile? {
    if let schemaPath { return try SchemaFile(path: schemaPath) }
    if let schemaText { return try SchemaFile(text: schemaText, path: "schema") }
    return nil
  }

  /// The last part of a path without the endings of tables.
  static func baseName(_ path: String) -> String {
    var name = (path as NSString).lastPathComponent
    for ending in [".gz", ".csv", ".tsv", ".txt", ".data", ".npz"] where name.count > ending.count {
      if name.lowercased().hasSuffix(ending) { name.removeLast(ending.count) }
    }
    return name
  }
}
