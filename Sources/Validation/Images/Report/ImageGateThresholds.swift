/// The limits of the gate for images.
///
/// Each is widened by the sampling noise of the images at hand, so that a small set is not blamed for being small.
public struct ImageGateThresholds: Codable, Sendable, Equatable {
  /// Whether the gate is asked at all.
  public var isEnabled = true
  /// Fréchet distance as a share of the variance of the real images' features; never stricter than 2 (warning) and 4 (failure) times that
  /// of as many training images.
  public var frechetShare = GateLimit(warning: 0.05, failure: 0.30)
  /// Coverage lost against as many training images, plus two standard errors.
  public var coverageDrop = GateLimit(warning: 0.15, failure: 0.50)
  /// The same of the worst class, plus three standard errors.
  public var classCoverageDrop = GateLimit(warning: 0.30, failure: 0.80)
  /// Label accuracy lost against unseen real images, plus two standard errors.
  public var labelAccuracyDrop = GateLimit(warning: 0.05, failure: 0.15)
  /// The same of the worst class, plus three standard errors.
  public var classLabelAccuracyDrop = GateLimit(warning: 0.12, failure: 0.30)
  /// Share of synthetic images nearer to a training image than all but one in a hundred unseen real ones, beyond the share
  /// of the latter (× 1.5 and × 3, plus two standard errors).
  public var copies = GateLimit(warning: 0.005, failure: 0.01)
  /// Share of synthetic images that equal a training image, beyond that of unseen real ones (likewise).
  public var exactCopies = GateLimit(warning: 0.001, failure: 0.005)

  /// The defaults.
  public init() {}
}

extension ImageGateThresholds {
  /// Reads limits; keys that are absent keep their defaults.
  public init(from decoder: any Decoder) throws {
    self.init()
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func read<Value: Decodable>(_ key: CodingKeys, into value: inout Value) throws {
      value = try container.decodeIfPresent(Value.self, forKey: key) ?? value
    }
    try read(.isEnabled, into: &isEnabled)
    try read(.frechetShare, into: &frechetShare)
    try read(.coverageDrop, into: &coverageDrop)
    try read(.classCoverageDrop, into: &classCoverageDrop)
    try read(.labelAccuracyDrop, into: &labelAccuracyDrop)
    try read(.classLabelAccuracyDrop, into: &classLabelAccuracyDrop)
    try read(.copies, into: &copies)
    try read(.exactCopies, into: &exactCopies)
  }
}
