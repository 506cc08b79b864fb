/// What a run has made, for the terminal and for scripts.
public struct RunSummary: Codable, Sendable, Equatable {
  /// One class of the label and how many rows it got.
  public struct ClassCount: Codable, Sendable, Equatable {
    /// The class.
    public var name: String
    /// Rows learned from.
    public var trainingCount: Int
    /// Rows made.
    public var syntheticCount: Int
  }

  /// A file of the run directory.
  public struct File: Codable, Sendable, Equatable {
    /// The name in the directory.
    public var name: String
    /// What is in it, in a few words.
    public var detail: String
  }

  /// Whether the gate let the dataset be published.
  public var isPublished: Bool
  /// The run directory.
  public var directory: String
  /// Synthetic rows made.
  public var syntheticRowCount: Int
  /// Whether the run itself chose how many, by what helps a model.
  public var choosesRowCount: Bool
  /// Synthetic rows that help a model most: 0 where none do, nil where it could not be measured.
  public var helpfulRowCount: Int?
  /// Real rows read.
  public var realRowCount: Int
  /// Real rows that only the comparison saw.
  public var holdoutRowCount: Int
  /// Columns of the table.
  public var columnCount: Int
  /// The label column, if there is one.
  public var label: String?
  /// Why this label.
  public var labelReason: String
  /// The classes; one without a label.
  public var classes: [ClassCount]
  /// What came of drawing rows that must satisfy something; nil where nothing must be.
  public var drawing: DrawingRecord?
  /// How constraints were met; nil without any.
  public var constraints: ConstraintFindings?
  /// What came of completing given rows; nil for none.
  public var completion: CompletionRecord?
  /// How close the rows are and what they are good for, sentence by sentence.
  public var verdict: [String]
  /// The answer of the gate.
  public var gate: Gate.Outcome
  /// Checks of the gate that did not pass.
  public var gateChecks: [Gate.Check]
  /// What was written.
  public var files: [File]
  /// The seed of the run.
  public var seed: UInt64
  /// Threads used.
  public var threadCount: Int
  /// Seconds from start to end.
  public var totalSeconds: Double
  /// Seconds of each stage.
  var stages: [StageClock.Lap]

  init(
    _ results: Results, configuration: PipelineConfiguration, path: String,
    stages: [StageClock.Lap], totalSeconds: Double
  ) {
    let (dataset, encoder, report) = (results.dataset, results.encoder, results.report)
    isPublished = report.gate.isPassed
    directory = path
    syntheticRowCount = results.synthetic.rowCount
    choosesRowCount = configuration.sampling.rowCount == .automatic
    helpfulRowCount = report.augmentation?.recommendedRowCount
    realRowCount = dataset.table.rowCount
    holdoutRowCount = results.parts.holdout.rowCount
    columnCount = dataset.table.columns.count
    label = dataset.labelName
    labelReason = dataset.label.reason
    let training = results.rows.classCounts(classCount: encoder.classNames.count)
    let made = results.sampled.classCounts(classCount: encoder.classNames.count)
    classes = encoder.classNames.indices.map {
      ClassCount(
        name: encoder.classNames[$0], trainingCount: training[$0], syntheticCount: made[$0])
    }
    drawing = results.drawing
    constraints = results.constraints
    completion = results.completion
    verdict = report.verdictSentences
    gate = report.gate.outcome
    gateChecks = report.gate.checks.filter { $0.outcome != .pass }
    files = Self.files(isPublished: isPublished, results, configuration)
    seed = configuration.seed
    threadCount = configuration.threadCount
    self.stages = stages
    self.totalSeconds = totalSeconds
  }

  /// What is in the run directory, the page first.
  static func files(
    isPublished: Bool, _ results: Results, _ configuration: PipelineConfiguration
  ) -> [File] {
    let (real, made) = (results.dataset.table.rowCount, results.synthetic.rowCount)
    let tables = configuration.output.formats.flatMap { format in
      [
        File(name: RunFile.synthetic(format), detail: made.counted("synthetic row")),
        File(
          name: RunFile.augmented(format),
          detail: "\(real.grouped) real and \(made.counted("synthetic row"))"),
      ]
    }
    let page = File(name: RunFile.page, detail: "the report to read: open this first")
    let card = File(name: RunFile.card, detail: "what the dataset is and how to load it")
    return [page, card] + (isPublished ? tables : []) + [
      File(name: RunFile.report, detail: "every measurement, per column and per class"),
      File(name: RunFile.schema, detail: "what was found in the table; edit it for --schema"),
      File(name: RunFile.model + "/", detail: "the networks and the encoder"),
      File(name: RunFile.training, detail: "losses, step by step"),
      File(name: RunFile.manifest, detail: "inputs, outputs, seed and configuration"),
      File(name: RunFile.timings, detail: "seconds of every stage"),
    ]
  }
}
