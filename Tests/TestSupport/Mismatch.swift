/// The worst place at which numbers differ from those expected, for a test to show where it stands.
public struct Mismatch: CustomStringConvertible, Sendable {
  /// What differs, and by how much.
  public let description: String

  /// How far a number may be from the one expected: `absolute + relative · |expected|`.
  public struct Tolerance: Sendable {
    /// For numbers near zero.
    public var absolute: Double
    /// As a fraction of what is expected.
    public var relative: Double

    /// - Precondition: positive; what must be equal is compared with `==`.
    public init(absolute: Double, relative: Double) {
      precondition(absolute > 0 && relative > 0, "a tolerance is positive")
      self.absolute = absolute
      self.relative = relative
    }
  }

  /// Nil when as many numbers are found as expected and each is within the tolerance; NaN matches only NaN.
  public init?(_ found: [Float], _ expected: [Double], _ tolerance: Tolerance) {
    guard found.count == expected.count else {
      description = "\(found.count) numbers where \(expected.count) are expected"
      return
    }
    var worst: (index: Int, excess: Double)?
    for (index, pair) in zip(found, expected).enumerated() {
      if pair.0.isNaN && pair.1.isNaN { continue }
      let bound = tolerance.absolute + tolerance.relative * abs(pair.1)
      let excess = abs(Double(pair.0) - pair.1) / bound
      if excess.isNaN || excess > (worst?.excess ?? 1) {
        worst = (index, excess.isNaN ? .infinity : excess)
      }
    }
    guard let worst else { return nil }
    description = """
      element \(worst.index) is \(found[worst.index]) where \(expected[worst.index]) is expected, \
      \(worst.excess) times the tolerance away
      """
  }
}
