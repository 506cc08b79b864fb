public import Validation

/// Everything that the page of a run shows that turned images into images, as plain values.
///
/// It holds no times and no places of this machine, so that equal runs give equal pages.
public struct TranslationPage: Sendable {
  /// The title.
  public var title: String
  /// A few facts under the title.
  public var facts: [String] = []
  /// What became of the images, in one sentence.
  public var outcome: String
  /// What a person should know about the data, sentence by sentence.
  public var notes: [String] = []
  /// Everything that was measured.
  public var findings: TranslationFindings
  /// The losses of the training.
  public var losses: [LossCurve] = []
  /// Pictures of images beside what was made of them.
  public var sheets: [ImageSheet] = []
  /// How the images were made.
  public var provenance: [ProvenanceGroup] = []
  /// Files that lie beside the page and hold its numbers.
  public var files: [ProvenanceGroup.Fact] = []
  /// The program and its version.
  public var program: String

  /// A page of findings; the other parts can be set afterwards.
  public init(title: String, outcome: String, findings: TranslationFindings, program: String) {
    (self.title, self.outcome) = (title, outcome)
    (self.findings, self.program) = (findings, program)
  }
}

extension TranslationPage: FramedPage {}
