internal import Foundation

/// What is drawn from a saved model, and where it goes.
///
/// The encoded form holds what the result depends on, and nothing else; see `PipelineConfiguration`.
public struct ModelSamplingConfiguration: Codable, Sendable, Equatable {
  /// A run directory, or its `model/` folder.
  public var modelPath: String
  /// How many rows or images; nil for as many as were learned from.
  public var rowCount: Int?
  /// Whether every class gets equally many, rather than its share in the data learned from.
  public var isBalanced = false
  /// How many of single classes, or of every class; nil for none named.
  public var classRowCounts: ClassAmounts?
  /// What every row made must satisfy, as in a run; nil for nothing.
  public var condition: String?
  /// A CSV file of rows to be completed, as in a run; nil for none.
  public var likePath: String?
  /// The kind of file; nil for what the output's name says, or CSV.
  public var format: TableFormat?
  /// The largest number of an image's latent vector; nil for what the run had.
  public var truncation: Double?
  /// The file, or the folder for images; `-` is standard output, nil `<model name>-sampled`.
  ///
  /// Not encoded.
  public var outputPath: String?
  /// Whether what stands in that place is replaced.
  ///
  /// Not encoded.
  public var replacesExisting = false
  /// The seed; that of the run gives the run's rows, as far as they fit into one piece.
  public var seed: UInt64 = 0
  /// Threads to use; results do not depend on it.
  ///
  /// Not encoded.
  public var threadCount = ProcessInfo.processInfo.activeProcessorCount

  /// The defaults for a model.
  public init(modelPath: String) { self.modelPath = modelPath }

  private enum CodingKeys: String, CodingKey {
    case modelPath, rowCount, isBalanced, classRowCounts, condition, likePath, format, truncation
    case seed
  }

  /// Refuses values that nothing could be made with.
  /// - Throws: `PipelineError.invalidValue`.
  func check() throws(PipelineError) {
    let limit = SamplingConfiguration.maximumRowCount
    if let rowCount {
      try ConfigurationCheck.require(
        (1...limit).contains(rowCount), "rows", rowCount,
        "a whole number from 1 to \(limit.grouped)")
    }
    if likePath != nil {
      try ConfigurationCheck.likeAlone(
        rowCount: rowCount != nil, isBalanced: isBalanced, classRowCounts: classRowCounts != nil,
        condition: condition != nil)
    }
    if classRowCounts != nil {
      try ConfigurationCheck.require(
        rowCount == nil && !isBalanced, "per-class-rows", "beside --rows or --balance",
        "one of them")
    }
    try ConfigurationCheck.require(
      (1...1024).contains(threadCount), "threads", threadCount,
      "a whole number from 1 to 1,024")
    if let truncation {
      try ConfigurationCheck.require(
        truncation > 0 && truncation.isFinite, "truncation", truncation,
        "a number above 0, such as 1.5,")
    }
  }

  /// How many of each class are drawn from a model.
  func classCounts(_ use: ModelUse, isReal: (Int) -> Bool) throws(PipelineError) -> [Int] {
    if let amounts = classRowCounts {
      return try amounts.counts(
        classNames: use.classNames, available: use.classCounts.map { $0 > 0 })
    }
    let total = rowCount ?? use.classCounts.reduce(0, +)
    return ClassCounts.sampled(
      total, trainingCounts: use.classCounts, isBalanced: isBalanced, isReal: isReal)
  }

  /// The seed of one stage, as in a run.
  func seed(of stage: Stage) -> UInt64 { stage.seed(run: seed) }

  /// The output's name where none is given: that of the run, without an ending.
  var defaultName: String {
    let path = URL(fileURLWithPath: modelPath).standardizedFileURL
    let isInner = path.lastPathComponent == RunFile.model
    let name = (isInner ? path.deletingLastPathComponent() : path).lastPathComponent
    return (name.isEmpty || name == "/" ? RunFile.model : name) + "-sampled"
  }
}
