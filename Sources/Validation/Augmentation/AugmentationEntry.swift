/// Whether adding synthetic rows to the real ones helps a classifier on real rows that nothing has seen.
///
/// Every way of training (`Arm`) is repeated with `seedCount` seeds and tested on all labelled hold-out rows. A gain
/// is the difference to training on the real rows alone with the same seeds; its interval comes from resampling seeds
/// and hold-out rows (`GainBootstrap`).
public struct AugmentationEntry: Codable, Sendable, Equatable {
  /// What the headline number is.
  public enum Measure: String, Codable, Sendable {
    /// The mean F1 of the classes with enough hold-out rows; a gain is a difference of two, so 0.01 is one point.
    case macroF1
    /// The error of a numeric label in its unit; a gain is the share by which it shrinks.
    case rootMeanSquaredError
  }

  /// The label's name.
  public var label: String
  /// What `score` and `gain` are about.
  public var measure: Measure
  /// How often each way was trained.
  public var seedCount: Int
  /// Real rows that were trained on; fewer than there are where a limit asks for a sample.
  public var trainingRowCount: Int
  /// Real hold-out rows that the models were tested on.
  public var testRowCount: Int
  /// The number of boosting rounds of each model.
  public var rounds: Int
  /// The learning rate of each model.
  public var learningRate: Double
  /// How often seeds and hold-out rows were resampled for the intervals.
  public var replicateCount: Int
  /// Whether amounts are shares of the training rows, because no class lacks a tenth of them or the label is numeric.
  ///
  /// Otherwise amounts are shares of the rows that classes lack to reach the largest.
  public var isBalanced: Bool
  /// The judged class with the fewest training rows; nil where classes are balanced or the label is numeric.
  public var rarestClass: String?
  /// Hold-out rows of that class.
  public var rarestTestRowCount: Int?
  /// Every way of training.
  public var arms: [Arm]
  /// The name of the amount that helps most beyond doubt; nil where none does.
  public var recommended: String?
  /// How many synthetic rows to add to all real ones.
  public var recommendedRowCount: Int
  /// How many of each class, in the label's order; empty for a numeric label and where no amount is recommended.
  public var recommendedRowCounts: [ClassRows]
  /// What the best amount gains, without the advantage of having been chosen: it is chosen on one half of the
  /// hold-out rows by all seeds but one, and judged on the other half by that one, in turn.
  public var gain: GainInterval?
  /// The usual answer to unequal classes (`smote`, `classWeights`, `threshold`) that gains most; nil where none was
  /// run.
  public var rival: String?
  /// By how much the best amount gains more than that, row by row and seed by seed; the best amount chosen as for
  /// `gain`.
  public var gainOverRival: GainInterval?
  /// The verdict in plain sentences.
  public var sentences: [String]

  /// Rows of one class.
  public struct ClassRows: Codable, Sendable, Equatable {
    /// The label's text.
    public var name: String
    /// How many.
    public var rowCount: Int
  }

  /// One way of training; numbers are means over the seeds, nil where they have no meaning.
  public struct Arm: Codable, Sendable, Equatable {
    /// The stable key, as in `AugmentationArm`.
    public var name: String
    /// Rows that were added to the real ones.
    public var addedRowCount: Int
    /// Rows that the amount asks for; more than were added where there were too few.
    public var wantedRowCount: Int
    /// The headline number.
    public var score: Double?
    /// The gain over training on the real rows alone.
    public var gain: GainInterval?
    /// F1 of the rarest class, 0 to 1.
    public var rarestF1: Double?
    /// The share of the rarest class's rows that is found, 0 to 1.
    public var rarestRecall: Double?
    /// The share of rows called the rarest class that are of it, 0 to 1.
    public var rarestPrecision: Double?
    /// The gain in F1 of the rarest class.
    public var rarestGain: GainInterval?
    /// Area under the ROC curve; with more than two classes the mean of each against the others.
    public var area: Double?
    /// Average precision of the rarer of two classes.
    public var averagePrecision: Double?
    /// The share of rows predicted right, 0 to 1.
    public var accuracy: Double?
    /// R² of a numeric label.
    public var determination: Double?
    /// The probability from which a row counts as the rarest class, where that was chosen.
    public var threshold: Double?
    /// Why this way was not run; a phrase in lower case.
    public var reason: String?
  }

  /// An arm by its key.
  public subscript(name: String) -> Arm? { arms.first { $0.name == name } }
}

/// The ways of training that are compared; raw values are the keys in the report.
public enum AugmentationArm: String, Codable, Sendable, CaseIterable {
  /// The real rows alone.
  case real
  /// With a tenth of the rows that classes lack (or of the training rows, where classes are balanced).
  case tenth = "synthetic.tenth"
  /// With half of them.
  case half = "synthetic.half"
  /// With all of them.
  case full = "synthetic.full"
  /// With the whole synthetic table as it was made.
  case all = "synthetic.all"
  /// With rows between neighbours of a class until all classes are equal (`Oversampling`).
  case smote
  /// The real rows, each weighing as much as balances the classes.
  case classWeights
  /// The real rows, with another probability than one half to call a row the rarer of two classes, chosen on unseen
  /// rows that it is not judged by.
  case threshold
  /// Half of the real rows, as a look at the learning curve; run where no amount helps.
  case realHalf = "real.half"

  /// The amounts of synthetic rows, the smallest first.
  static let amounts: [AugmentationArm] = [.tenth, .half, .full, .all]

  /// The usual answers to classes of unequal size.
  static let rivals: [AugmentationArm] = [.threshold, .classWeights, .smote]

  /// The share of the missing rows (or of the training rows) that an amount stands for; nil for the rest.
  public var share: Double? {
    switch self {
    case .tenth: 0.1
    case .half: 0.5
    case .full: 1
    default: nil
    }
  }
}
