public import Validation

/// What happens to a model when synthetic rows are added to the real ones it learns from.
public struct GainPicture: Sendable, Equatable {
  /// The name of the measure, such as `macro F1`.
  public var measure: String
  /// Whether a larger score is better; gains are positive where the model gets better, either way.
  public var isLargerBetter: Bool
  /// Whether gains are shares of the score, to be written in per cent; otherwise differences of scores.
  public var isRelative: Bool
  /// What was tried, the real rows alone first.
  public var arms: [Arm]
  /// The name of the arm that is recommended; nil where none is better than the real rows alone.
  public var recommended: String?
  /// What the best arm gains, without the advantage of having been chosen; nil where that was not measured.
  public var gain: GainInterval?
  /// How often each arm was trained.
  public var seedCount: Int
  /// The real rows that judged them.
  public var testRowCount: Int
  /// What came of it, sentence by sentence.
  public var sentences: [String]
  /// What is added: `row` or `image`.
  var noun = "row"
  /// Whether the rarest class has a column.
  var hasRarest = true

  /// A picture of arms.
  public init(
    measure: String, isLargerBetter: Bool, isRelative: Bool, arms: [Arm], recommended: String?,
    gain: GainInterval?, seedCount: Int, testRowCount: Int, sentences: [String]
  ) {
    self.measure = measure
    self.isLargerBetter = isLargerBetter
    self.isRelative = isRelative
    self.arms = arms
    self.recommended = recommended
    self.gain = gain
    self.seedCount = seedCount
    self.testRowCount = testRowCount
    self.sentences = sentences
  }

  /// One way to put together the rows that a model learns from.
  public struct Arm: Sendable, Equatable {
    /// The key, such as `synthetic.half`.
    public var name: String
    /// What it is, in a few words.
    public var title: String
    /// Rows added to the real ones.
    public var addedRowCount: Int
    /// The mean score; nil where it was not measured.
    public var score: Double?
    /// The gain over the real rows alone; nil for those themselves.
    public var gain: GainInterval?
    /// The mean recall of the rarest class.
    public var rarestRecall: Double?
    /// Why there is no score, a phrase in lower case.
    public var reason: String?

    /// An arm.
    public init(
      name: String, title: String, addedRowCount: Int, score: Double?, gain: GainInterval?,
      rarestRecall: Double? = nil, reason: String? = nil
    ) {
      self.name = name
      self.title = title
      self.addedRowCount = addedRowCount
      self.score = score
      self.gain = gain
      self.rarestRecall = rarestRecall
      self.reason = reason
    }
  }

  /// A gain as it is written, with its sign.
  func spelled(_ gain: Double) -> String {
    isRelative ? gain.signedPercent : gain.signed
  }
}
