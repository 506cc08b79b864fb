/// How the images of one class were chosen among those that were drawn.
public struct ImageSelection: Codable, Sendable, Equatable {
  /// The class.
  public var className: String
  /// Images that were asked for.
  public var wanted: Int
  /// Images that were drawn from the generator.
  public var drawn: Int
  /// Images that were kept.
  public var accepted: Int
  /// Why the others were not.
  public var rejected: [Rejection]

  /// The choice among the images of a class.
  public init(
    className: String, wanted: Int, drawn: Int, accepted: Int, rejected: [Rejection] = []
  ) {
    self.className = className
    self.wanted = wanted
    self.drawn = drawn
    self.accepted = accepted
    self.rejected = rejected
  }

  /// Images that were not kept for one reason.
  public struct Rejection: Codable, Sendable, Equatable {
    /// The reason, a phrase in lower case, such as `too near to a training image`.
    public var reason: String
    /// How many images.
    public var count: Int

    /// So many images, for this reason.
    public init(reason: String, count: Int) {
      self.reason = reason
      self.count = count
    }
  }
}
