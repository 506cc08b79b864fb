/// What a comparison of images has found, for the terminal and for scripts.
public struct ImageComparisonSummary: Codable, Sendable, Equatable {
  /// Whether no check of the gate failed.
  public var isPassed: Bool
  /// Where the report is.
  public var directory: String
  /// How many images were compared.
  public var counts: ImageCounts
  /// How close the images are and what they are good for, sentence by sentence.
  public var verdict: [String]
  /// The overall metrics.
  public var metrics: [ImageMetricEntry]
  /// The answer of the gate.
  public var gate: Gate.Outcome
  /// Checks of the gate that did not pass.
  public var gateChecks: [Gate.Check]
  /// Seconds from start to end.
  public var totalSeconds: Double

  init(_ report: ImageValidation, path: String, seconds: Double) {
    isPassed = report.gate.isPassed
    directory = path
    counts = report.counts
    verdict = report.verdictSentences
    metrics = report.metrics
    gate = report.gate.outcome
    gateChecks = report.gate.checks.filter { $0.outcome != .pass }
    totalSeconds = seconds
  }

  /// The summary as a JSON document, for scripts.
  public func json() throws -> String {
    String(decoding: try JSONLines.document(self), as: UTF8.self)
  }

  /// The text at the end of a comparison, for a person.
  public var text: String {
    let word =
      switch gate {
      case .pass: "pass"
      case .warn: "pass, with notes"
      case .fail: "fail"
      }
    let headline =
      "The synthetic images \(word): \(counts.synthetic.counted("synthetic image")) against "
      + "\(counts.training.counted("real image")) and \(counts.holdout.grouped) held out."
    return
      ([headline, ""] + verdict + [""]
      + ComparisonText.lines(
        metrics.map { ($0.name, $0.score.value, $0.noiseFloor) }, real: "real images")
      + ComparisonText.lines(gateChecks)
      + ComparisonText.end(directory: directory, seconds: totalSeconds))
      .joined(separator: "\n") + "\n"
  }
}
