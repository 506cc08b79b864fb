/// A soft and a hard limit of one gate check.
public struct GateLimit: Codable, Sendable, Equatable {
  /// Beyond this, the check warns.
  public var warning: Double
  /// Beyond this, the check fails and nothing is published.
  public var failure: Double

  /// A pair of limits.
  public init(warning: Double, failure: Double) {
    self.warning = warning
    self.failure = failure
  }
}

/// The limits of the gate.
///
/// Each is widened by the sampling noise of the tables at hand, so that a small table is not blamed for being small.
public struct GateThresholds: Codable, Sendable, Equatable {
  /// Whether the gate is asked at all.
  public var isEnabled = true
  /// 1 − column shapes; never stricter than 1.5 (warning) and 3 (failure) times the error by chance.
  public var shapeError = GateLimit(warning: 0.03, failure: 0.08)
  /// 1 − three-way marginals; never stricter than 1.5 (warning) and 2.5 (failure) times the error by chance.
  ///
  /// Not pair trends: those cut each table by its own extremes, so that one value out of place counts against every pair of
  /// its column.
  public var marginalsError = GateLimit(warning: 0.10, failure: 0.20)
  /// Area of the real-or-synthetic classifier against hold-out rows, plus two standard errors.
  public var detection = GateLimit(warning: 0.80, failure: 0.98)
  /// Area lost by training on synthetic instead of real rows, plus two standard errors.
  public var utilityDrop = GateLimit(warning: 0.05, failure: 0.10)
  /// Growth of the root mean squared error of a numeric label by training on synthetic instead of real rows, as a share
  /// of the latter, plus 2 / √test rows.
  public var errorGrowth = GateLimit(warning: 0.15, failure: 0.30)
  /// Share of synthetic rows that copy a training row, beyond the share among real rows (× 1.5 and × 3) or the share by
  /// chance (with two standard errors, its odds × 1.5 and × 3), whichever is more.
  public var copies = GateLimit(warning: 0.005, failure: 0.01)
  /// Share of synthetic rows nearer to training than to hold-out rows, plus two standard errors.
  public var closestShare = GateLimit(warning: 0.55, failure: 0.65)

  /// The defaults.
  public init() {}
}

extension GateThresholds {
  /// Reads limits; keys that are absent keep their defaults.
  public init(from decoder: any Decoder) throws {
    self.init()
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func read<Value: Decodable>(_ key: CodingKeys, into value: inout Value) throws {
      value = try container.decodeIfPresent(Value.self, forKey: key) ?? value
    }
    try read(.isEnabled, into: &isEnabled)
    try read(.shapeError, into: &shapeError)
    try read(.marginalsError, into: &marginalsError)
    try read(.detection, into: &detection)
    try read(.utilityDrop, into: &utilityDrop)
    try read(.errorGrowth, into: &errorGrowth)
    try read(.copies, into: &copies)
    try read(.closestShare, into: &closestShare)
  }
}
