/// A few settings or facts that belong together.
public struct ProvenanceGroup: Sendable, Equatable {
  /// What they are about.
  public var title: String
  /// The facts.
  public var facts: [Fact]

  /// A group of facts.
  public init(title: String, facts: [Fact]) {
    self.title = title
    self.facts = facts
  }

  /// A term and what it is.
  public struct Fact: Sendable, Equatable {
    /// The term.
    public var term: String
    /// Its value.
    public var value: String
    /// Whether the value is a code, such as a digest.
    public var isCode: Bool

    /// A fact.
    public init(_ term: String, _ value: String, isCode: Bool = false) {
      self.term = term
      self.value = value
      self.isCode = isCode
    }
  }
}
