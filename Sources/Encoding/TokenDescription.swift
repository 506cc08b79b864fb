/// What one token is, as far as a network needs to know.
public struct TokenDescription: Codable, Sendable, Equatable {
  /// The number of levels.
  public var size: Int
  /// For ordered levels, four fixed numbers per level (see `OrderFeatures`); nil where levels have no order.
  public var features: [[Float]]?
}
