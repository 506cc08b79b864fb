public import Validation

/// Everything that the page of a report shows, as plain values.
///
/// It holds no times, no places of this machine and no real rows, so that equal runs give equal pages and a page can be
/// handed on.
public struct ReportPage: Sendable {
  /// The title, such as `10,000 synthetic rows of adult.csv`.
  public var title: String
  /// A few facts under the title: columns, label, rows learned from.
  public var facts: [String]
  /// What became of the rows, in one sentence: published, withheld, or only judged.
  public var outcome: String
  /// What a person should know about the data, sentence by sentence.
  public var notes: [String]
  /// Everything that was measured.
  public var report: ValidationReport
  /// Whether the rows help a model; nil where that was not measured.
  public var gain: GainPicture?
  /// The losses of the training; empty where nothing was trained.
  public var losses: [LossCurve]
  /// How far rows are from the rows learned from; nil where that was not measured.
  public var distances: DistancePicture?
  /// A few synthetic rows; nil where none may be shown.
  public var sample: SampleRows?
  /// Why `sample` is nil, one sentence.
  public var sampleReason: String
  /// How the rows were made.
  public var provenance: [ProvenanceGroup]
  /// Files that lie beside the page and hold its numbers.
  public var files: [ProvenanceGroup.Fact]
  /// The program and its version.
  public var program: String

  /// A page of a report; the other parts can be set afterwards.
  public init(title: String, outcome: String, report: ValidationReport, program: String) {
    self.title = title
    self.outcome = outcome
    self.report = report
    self.program = program
    facts = []
    notes = []
    losses = []
    sampleReason = "No rows are shown."
    provenance = []
    files = []
  }
}
