public import Validation

/// Everything that the page of a run on images shows, as plain values.
///
/// It holds no times and no places of this machine, so that equal runs give equal pages. Real images are on it where
/// a sheet shows them.
public struct ImageReportPage: Sendable {
  /// The title, such as `1,000 synthetic images for shapes`.
  public var title: String
  /// A few facts under the title: size, classes, images learned from.
  public var facts: [String] = []
  /// What became of the images, in one sentence: published, withheld, or only judged.
  public var outcome: String
  /// What a person should know about the data, sentence by sentence.
  public var notes: [String] = []
  /// Everything that was measured.
  public var report: ImageValidation
  /// The losses of the training; empty where nothing was trained.
  public var losses: [LossCurve] = []
  /// Pictures of many images each, in the order of the page; empty where none may be shown.
  public var sheets: [ImageSheet] = []
  /// How the images were chosen, class by class; empty where every image that was drawn was taken.
  public var selection: [ImageSelection] = []
  /// How the images were made.
  public var provenance: [ProvenanceGroup] = []
  /// Files that lie beside the page and hold its numbers.
  public var files: [ProvenanceGroup.Fact] = []
  /// The program and its version.
  public var program: String

  /// A page of a report; the other parts can be set afterwards.
  public init(title: String, outcome: String, report: ImageValidation, program: String) {
    self.title = title
    self.outcome = outcome
    self.report = report
    self.program = program
  }
}

extension ImageReportPage: FramedPage {}
