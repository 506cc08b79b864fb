/// What `inspect` finds: the schema, the label, the classes, and what a run would do.
public struct Inspection: Codable, Sendable, Equatable {
  /// One column.
  public struct ColumnFinding: Codable, Sendable, Equatable {
    /// The name.
    public var name: String
    /// What it holds.
    public var kind: ColumnKind
    /// Decimals, format or pattern, in a few words.
    public var detail: String
    /// Distinct texts, missing ones included.
    public var distinctCount: Int
    /// Rows without a value.
    public var missingCount: Int
    /// A cell that is not missing; "" when there is none.
    public var example: String
  }

  /// One class.
  public struct ClassFinding: Codable, Sendable, Equatable {
    /// The class.
    public var name: String
    /// Rows learned from.
    public var trainingCount: Int
    /// Rows that a run would make; nil where it would choose by what helps a model.
    public var plannedCount: Int?
  }

  /// The input.
  public var path: String
  /// Rows of the table.
  public var rowCount: Int
  /// Rows held out of the training.
  public var holdoutRowCount: Int
  /// The columns in their order.
  public var columns: [ColumnFinding]
  /// The label column; nil for none.
  public var label: String?
  /// Why.
  public var labelReason: String
  /// The classes; one without a label.
  public var classes: [ClassFinding]
  /// The networks to be trained.
  public var plan: TrainingPlan
  /// Tokens per row.
  public var tokenCount: Int
  /// Expected seconds of training, on a common processor.
  public var expectedTrainingSeconds: Double
  /// Threads that a run would use.
  public var threadCount: Int
  /// What every row made must satisfy; nil for nothing.
  public var condition: String?
  /// What a person should know.
  public var notes: [String]
  /// Constraints that the rows keep and that are not applied, as lines of a schema file.
  public var suggestedConstraints: [String]

  init(
    _ dataset: Dataset, _ parts: Parts, _ encoder: TableEncoder, _ rows: EncodedTable,
    _ configuration: PipelineConfiguration, _ given: GivenRows?
  ) throws(PipelineError) {
    path = configuration.input.path
    rowCount = dataset.table.rowCount
    holdoutRowCount = parts.holdout.rowCount
    columns = zip(dataset.table.columns, dataset.schema.columns).map(ColumnFinding.init)
    label = dataset.labelName
    labelReason = dataset.label.reason
    let training = rows.classCounts(classCount: encoder.classNames.count)
    // Under a condition the model tells how many rows of a class can satisfy it.
    let isOpen =
      configuration.sampling.rowCount == .automatic || given != nil
      || (dataset.condition != nil && configuration.sampling.classRowCounts == nil)
    let planned =
      isOpen
      ? nil : try configuration.classCounts(rows, encoder)
    classes = encoder.classNames.indices.map {
      ClassFinding(
        name: encoder.classNames[$0], trainingCount: training[$0], plannedCount: planned?[$0])
    }
    plan = configuration.plan(rows, encoder)
    tokenCount = encoder.tokens.count
    expectedTrainingSeconds =
      TimeEstimate(plan, encoder: encoder, configuration: configuration).trainingSeconds
    threadCount = configuration.threadCount
    notes = DataNotes(dataset).sentences
    condition = dataset.condition?.text
    if let condition = dataset.condition {
      let met = condition.isMet(dataset.table).count { $0 }
      notes.append(
        "\(met.grouped) of \(dataset.table.rowCount.grouped) real rows satisfy the condition of --where"
      )
    }
    if let given {
      notes.append(
        "--like \(given.path): \(given.rows.rowCount.counted("row")) to be completed, with cells of "
          + "\(given.rows.givenColumns.count.counted("column")) given")
    }
    suggestedConstraints = dataset.suggestedConstraints.map(\.schemaLine)
  }
}

extension Inspection.ColumnFinding {
  init(_ column: Column, _ schema: ColumnSchema) {
    name = column.name
    kind = schema.kind
    let counts = column.levelCounts
    let missing = column.levels.map(schema.isMissing)
    distinctCount = counts.count { $0 > 0 }
    missingCount = zip(counts, missing).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
    example =
      column.levels.indices.first { counts[$0] > 0 && !missing[$0] }
      .map { column.levels[$0] } ?? ""
    if let format = schema.temporalFormat {
      detail = format.pattern
    } else if let format = schema.numberFormat {
      let marks = [
        schema.kind == .decimal ? "\(format.decimals) decimals" : "",
        format.isGrouped ? "grouped" : "", format.usesDecimalComma ? "decimal comma" : "",
        format.prefix + format.suffix == "" ? "" : "'\(format.prefix)#\(format.suffix)'",
      ]
      detail = marks.filter { !$0.isEmpty }.joined(separator: ", ")
    } else {
      detail = ""
    }
  }
}
