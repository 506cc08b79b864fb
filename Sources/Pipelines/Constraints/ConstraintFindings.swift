/// How often rows broke constraints, and what was done about it.
public struct ConstraintFindings: Codable, Sendable, Equatable {
  /// One constraint.
  public struct Entry: Codable, Sendable, Equatable {
    /// The constraint in a few words.
    public var name: String
    /// Real rows that break it; nil where none are at hand.
    public var realCount: Int?
    /// Drawn rows that broke it, before any were mended or rejected.
    public var drawnCount: Int
    /// Drawn rows that broke it still after mending, and were rejected.
    public var rejectedCount: Int
  }

  /// Every constraint, in the order of the user.
  public var constraints: [Entry]
  /// Rows drawn from the model.
  public var drawnRowCount: Int
  /// Drawn rows of which cells were changed.
  public var mendedRowCount: Int
  /// Drawn rows that were rejected.
  public var rejectedRowCount: Int

  /// What came of the constraints, in a sentence.
  func sentence(rowCount: Int) -> String {
    let drawn = Double(max(drawnRowCount, 1))
    let mended = (Double(mendedRowCount) / drawn).inPercent
    let rejected = (Double(rejectedRowCount) / drawn).inPercent
    return
      "Constraints: \(constraints.count), met by all \(rowCount.counted("row")); \(mended) of drawn rows were "
      + "mended, \(rejected) rejected."
  }
}
