/// What a comparison has found, for the terminal and for scripts.
public struct ComparisonSummary: Codable, Sendable, Equatable {
  /// Whether no check of the gate failed.
  public var isPassed: Bool
  /// Where the report is.
  public var directory: String
  /// How many rows were compared.
  public var rows: RowCounts
  /// Which label, and why.
  public var labelReason: String
  /// How close the rows are and what they are good for, sentence by sentence.
  public var verdict: [String]
  /// The overall metrics.
  public var metrics: [MetricEntry]
  /// The answer of the gate.
  public var gate: Gate.Outcome
  /// Checks of the gate that did not pass.
  public var gateChecks: [Gate.Check]
  /// Seconds from start to end.
  public var totalSeconds: Double

  init(_ report: ValidationReport, label: String, path: String, seconds: Double) {
    isPassed = report.gate.isPassed
    directory = path
    rows = report.rows
    labelReason = label
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
}

extension ComparisonSummary {
  /// The text at the end of a comparison, for a person.
  public var text: String {
    ([headline, "Label: \(labelReason).", ""] + verdict + [""]
      + ComparisonText.lines(
        metrics.map { ($0.name, $0.score.value, $0.noiseFloor) }, real: "real rows")
      + ComparisonText.lines(gateChecks)
      + ComparisonText.end(directory: directory, seconds: totalSeconds))
      .joined(separator: "\n") + "\n"
  }

  private var headline: String {
    let word =
      switch gate {
      case .pass: "passes"
      case .warn: "passes, with notes"
      case .fail: "fails"
      }
    return "The synthetic table \(word): \(rows.synthetic.counted("synthetic row")) against "
      + "\(rows.training.counted("real row")) and \(rows.holdout.grouped) held out."
  }
}
