/// What a run that turned images into images has made, for the terminal and for scripts.
public struct TranslationSummary: Codable, Sendable, Equatable {
  /// The kind of networks.
  public var model: TranslationFamily
  /// Whether the gate let the images be published.
  public var isPublished: Bool
  /// The run directory.
  public var directory: String
  /// Images made.
  public var imageCount: Int
  /// Images learned from.
  public var trainingImageCount: Int
  /// Images that nothing but the comparison saw.
  public var holdoutImageCount: Int
  /// Optimizer steps.
  public var stepCount: Int
  /// What was measured.
  public var measures: [TranslationMeasure]
  /// What it means, sentence by sentence.
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

  init(
    _ results: TranslationResults, configuration: TranslationPipelineConfiguration, path: String,
    totalSeconds: Double
  ) {
    let findings = results.findings
    model = configuration.training.family
    isPublished = findings.gate.isPassed
    directory = path
    imageCount = results.made.count
    trainingImageCount = results.data.trainingCount
    holdoutImageCount = results.data.holdoutCount
    stepCount = results.trained.model.configuration.steps ?? 0
    measures = findings.measures
    verdict = findings.verdict
    gate = findings.gate.outcome
    gateChecks = findings.gate.checks.filter { $0.outcome != .pass }
    files = Self.files(isPublished: findings.gate.isPassed)
    seed = configuration.seed
    threadCount = configuration.threadCount
    self.totalSeconds = totalSeconds
  }

  /// What is in the run directory.
  static func files(isPublished: Bool) -> [RunSummary.File] {
    typealias File = RunSummary.File
    let images = File(
      name: RunFile.images + "/", detail: "the images, called as those they are from")
    return [File(name: RunFile.page, detail: "the report to read: open this first")]
      + (isPublished ? [images] : []) + [
        File(name: RunFile.report, detail: "every measurement"),
        File(name: RunFile.training, detail: "losses, step by step"),
        File(name: RunFile.model + "/", detail: "the networks, for augment translate"),
        File(name: RunFile.manifest, detail: "inputs, outputs, seed and configuration"),
        File(name: RunFile.timings, detail: "seconds of every stage"),
      ]
  }

  /// The summary as a JSON document, for scripts.
  public func json() throws -> String {
    String(decoding: try JSONLines.document(self), as: UTF8.self)
  }

  /// The text at the end of a run, for a person.
  public var text: String {
    let headline =
      "Made \(imageCount.counted("image")) with \(model.rawValue), learned from "
      + "\(trainingImageCount.counted("image"))"
      + (isPublished ? "." : ", but did not publish \(imageCount == 1 ? "it" : "them").")
    let kept =
      isPublished
      ? []
      : [
        "The training is kept in \(directory).checkpoint/: with the same options, --resume, --force and --no-gate, the images "
          + "are written without training."
      ]
    let width = files.map(\.name.count).max() ?? 0
    let lines =
      [headline, ""] + verdict + GateText(gate, gateChecks).lines + kept + [
        "", "Files in \(directory)/",
      ] + files.map { "  \($0.name.padded(width))  \($0.detail)" } + [
        "Took \(totalSeconds.spokenSeconds) (\(stepCount.counted("step"))), with "
          + "\(threadCount.counted("thread")) and seed \(seed)."
      ]
    return lines.joined(separator: "\n") + "\n"
  }
}
