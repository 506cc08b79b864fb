/// What a run on images has made, for the terminal and for scripts.
public struct ImageRunSummary: Codable, Sendable, Equatable {
  /// Whether the gate let the images be published.
  public var isPublished: Bool
  /// The run directory.
  public var directory: String
  /// Synthetic images made.
  public var syntheticImageCount: Int
  /// Whether the run itself chose how many, by what helps a classifier.
  public var choosesImageCount: Bool
  /// Whether adding images helps a classifier for certain; nil where it was not measured.
  public var isHelpful: Bool?
  /// Real images read.
  public var realImageCount: Int
  /// Real images that only the comparison saw.
  public var holdoutImageCount: Int
  /// Files that were to be images and could not be read.
  public var skippedFileCount: Int
  /// Every image's size, such as `28x28`.
  public var imageSize: String
  /// The classes, with what was drawn for each.
  public var classes: [ClassSelection]
  /// Optimizer steps of all networks.
  public var stepCount: Int
  /// What the monitors of the training noticed and did.
  public var trainingEvents: [String]
  /// How close the images are and what they are good for, sentence by sentence.
  public var verdict: [String]
  /// The answer of the gate.
  public var gate: Gate.Outcome
  /// Checks of the gate that did not pass.
  public var gateChecks: [Gate.Check]
  /// What was written.
  public var files: [RunSummary.File]
  /// The seed of the run.
  public var seed: UInt64
  /// Threads used.
  public var threadCount: Int
  /// Seconds from start to end.
  public var totalSeconds: Double
  /// Seconds of each stage.
  var stages: [StageClock.Lap]

  init(
    _ results: ImageResults, configuration: ImagePipelineConfiguration, path: String,
    stages: [StageClock.Lap], totalSeconds: Double
  ) {
    let report = results.judged.report
    isPublished = report.gate.isPassed
    directory = path
    syntheticImageCount = results.judged.images.count
    choosesImageCount = configuration.sampling.imageCount == .automatic
    isHelpful = report.utility?.gain.map { $0.lower > 0 }
    realImageCount = results.input.images.count
    holdoutImageCount = results.parts.holdout.count
    skippedFileCount = results.input.images.skipped.count { $0.reason.isLoss }
    imageSize = results.parts.training.size.description
    classes = results.judged.selection
    stepCount = results.trained.model.configuration.steps ?? 0
    trainingEvents = results.trained.log.events
    verdict = report.verdictSentences
    gate = report.gate.outcome
    gateChecks = report.gate.checks.filter { $0.outcome != .pass }
    files = Self.files(results, configuration)
    seed = configuration.seed
    threadCount = configuration.threadCount
    self.stages = stages
    self.totalSeconds = totalSeconds
  }

  /// What is in the run directory.
  static func files(
    _ results: ImageResults, _ configuration: ImagePipelineConfiguration
  ) -> [RunSummary.File] {
    typealias File = RunSummary.File
    let made = results.judged.images.count
    var files: [File] = []
    if results.judged.report.gate.isPassed {
      if made > 0 {
        files = [
          File(
            name: RunFile.syntheticImages + "/",
            detail: "\(made.counted("synthetic image")), one folder per class"),
          File(name: RunFile.imageList, detail: "every synthetic image: class, seed, confidence"),
        ]
      }
      let repeated = results.judged.repeated.map { ", \($0.count.grouped) repeated" }
      files.append(
        File(
          name: RunFile.augmentedImages + "/",
          detail:
            "\(results.input.images.count.grouped) real and \(made.counted("synthetic image"))"
            + (repeated ?? "")))
      if made > 0 {
        files += configuration.output.formats.map { format in
          switch format {
          case .idx: File(name: "synthetic-*.gz", detail: "the synthetic images as IDX")
          case .npz: File(name: "synthetic.npz", detail: "the synthetic images as a NumPy archive")
          }
        }
      }
    }
    let page = File(name: RunFile.page, detail: "the report to read: open this first")
    let card = File(name: RunFile.card, detail: "what the dataset is and how to load it")
    return [page, card] + files + [
      File(name: RunFile.report, detail: "every measurement, overall and per class"),
      File(name: RunFile.sheets + "/", detail: "sheets of images as the training went on"),
      File(name: RunFile.training, detail: "losses and monitors, step by step"),
      File(name: RunFile.model + "/", detail: "the networks"),
      File(name: RunFile.manifest, detail: "inputs, outputs, seed and configuration"),
      File(name: RunFile.timings, detail: "seconds of every stage"),
    ]
  }

  /// The summary as a JSON document, for scripts.
  public func json() throws -> String {
    String(decoding: try JSONLines.document(self), as: UTF8.self)
  }
}
