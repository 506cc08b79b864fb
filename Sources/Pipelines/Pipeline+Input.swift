internal import Foundation

/// A table as it was read.
struct Input: Sendable {
  var table: Table
  var dialect: CSVDialect
  /// Every file that was read, for the manifest.
  var files: [ManifestFile]
}

/// A table that is understood.
struct Dataset: Sendable {
  var input: Input
  var schema: Schema
  var label: LabelChoice
  /// Real rows given for the comparison; nil when they are to be held out.
  var holdout: Table?
  /// What every row made must satisfy; nil for nothing.
  var condition: Datasets.Expression?
  /// What every row made has to meet.
  var constraints = ConstraintSet()

  var table: Table { input.table }
  var labelName: String? { label.columnIndex.map { table.columns[$0].name } }
}

/// The rows to learn from and the rows to judge by.
struct Parts: Sendable {
  var training: Table
  var holdout: Table
}

extension Pipeline {
  /// Reads the table; with a run directory also its digest, which needs a second look at the bytes.
  func read(into directory: RunDirectory?) throws -> Input {
    try clock.run(
      .read,
      detail: { "\($0.table.rowCount.counted("row")), \($0.table.columns.count.counted("column"))" }
    ) {
      let path = configuration.input.path
      try refuseDirectory(path)
      var readPath = path
      var files: [ManifestFile] = []
      if let directory {
        let file = try InputFile(path: path, scratch: directory.temporaryPath)
        readPath = file.path
        files.append(ManifestFile(role: "table", path: path, digest: file.digest))
      }
      let (table, dialect) = try CSVReader.read(
        path: readPath, options: configuration.input.readOptions)
      let minimum = configuration.split.minimumRowCount
      if table.rowCount < minimum {
        throw PipelineError.tooFewRows(path: path, found: table.rowCount, expected: minimum)
      }
      if table.columns.count < 2 {
        throw PipelineError.singleColumn(path: path, name: table.columns.first?.name ?? "")
      }
      return Input(table: table, dialect: dialect, files: files)
    }
  }

  private func refuseDirectory(_ path: String) throws(PipelineError) {
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
      isDirectory.boolValue
    {
      throw .directoryInput(path: path)
    }
  }

  /// Finds kinds, formats and the label, and puts the user's word over them.
  ///
  /// What a person should know before rows are learned is noted where they will be.
  func infer(_ input: Input, notesFindings: Bool = true) throws -> Dataset {
    try clock.run(.infer, detail: { "label: \($0.label.reason)" }) {
      var input = input
      var schema = Schema.infer(input.table, missingMarkers: configuration.input.missingMarkers)
      var requested = configuration.input.label
      var placed: [PlacedConstraint] = []
      if let file = try configuration.input.schemaFile() {
        schema = try schema.applying(overrides: file.columns, to: input.table)
        requested = requested ?? file.label
        placed = file.constraints
      }
      if let path = configuration.input.schemaPath {
        input.files.append(
          ManifestFile(role: "schema", path: path, digest: try FileDigest(path: path)))
      }
      let label = try LabelChoice.choose(table: input.table, schema: schema, requested: requested)
      var holdout: Table?
      if let path = configuration.input.holdoutPath {
        holdout = try readBeside(path, input, schema: &schema)
        input.files.append(
          ManifestFile(role: "holdout", path: path, digest: try FileDigest(path: path)))
      }
      if let path = configuration.sampling.likePath, path != "-" {
        input.files.append(
          ManifestFile(role: "like", path: path, digest: try FileDigest(path: path)))
      }
      let constraints = try configuration.bound(placed, schema: schema, table: input.table)
      let dataset = Dataset(
        input: input, schema: schema, label: label, holdout: holdout,
        condition: try condition(schema, input.table), constraints: constraints)
      if notesFindings {
        for note in DataNotes(dataset).sentences { clock.listener(.noted(note)) }
      }
      return dataset
    }
  }

  /// The condition of `--where`, checked against the columns.
  private func condition(
    _ schema: Schema, _ table: Table
  ) throws(PipelineError) -> Datasets.Expression? {
    guard let text = configuration.sampling.condition else { return nil }
    do throws(ExpressionError) {
      return try Datasets.Expression(text, schema: schema, table: table)
    } catch {
      throw .condition(error)
    }
  }

  /// A further table, its columns in the order of the input and of the same kinds; what a person should know is noted.
  func readBeside(_ path: String, _ input: Input, schema: inout Schema) throws -> Table {
    try refuseDirectory(path)
    var options = configuration.input.readOptions
    if !input.dialect.hasHeader { options.header = .no }
    let table = try CSVReader.read(path: path, options: options).table
    let alignment = try TableAlignment(
      table, path: path, real: input.table, schema: schema,
      missingMarkers: configuration.input.missingMarkers)
    schema = alignment.schema
    for note in alignment.notes { clock.listener(.noted(note)) }
    return alignment.table
  }

  /// Holds out real rows that nothing but the comparison sees.
  func split(_ dataset: Dataset) throws -> Parts {
    try clock.run(
      .split,
      detail: {
        "\($0.training.rowCount.grouped) to learn from, \($0.holdout.rowCount.grouped) held out"
      }
    ) {
      let parts = parts(dataset)
      try checkAutomaticRows(parts, dataset)
      return parts
    }
  }

  private func parts(_ dataset: Dataset) -> Parts {
    if let holdout = dataset.holdout { return Parts(training: dataset.table, holdout: holdout) }
    let strata = Split.strata(
      dataset.table, schema: dataset.schema, labelIndex: dataset.label.columnIndex,
      configuration: configuration.split)
    let split = Split(
      strata: strata, pinned: PinnedRows.find(in: dataset.table, schema: dataset.schema),
      configuration: configuration.split, seed: configuration.seed(of: .split))
    return Parts(
      training: dataset.table.rows(at: split.training),
      holdout: dataset.table.rows(at: split.holdout))
  }
}
