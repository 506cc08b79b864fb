/// What is done so that rows tell less of single real ones; all off unless asked for, as each costs fidelity.
public struct PrivacyConfiguration: Codable, Sendable, Equatable {
  /// Names that fewer real rows than this have are not written; 0 writes all.
  public var leastNameCount = 0
  /// Rows nearer to a training row than all but this share of training rows are to each other are drawn again; 0 for none.
  public var closeShare = 0.0
  /// Numbers below this quantile of the real ones, and above its mirror, are set to it; 0 for none.
  public var clippedShare = 0.0

  /// Everything off.
  public init() {}

  /// Whether anything is to be done.
  var isOn: Bool { self != PrivacyConfiguration() }

  /// Refuses values that nothing could be done with.
  func check() throws(PipelineError) {
    try ConfigurationCheck.require(
      (0...1_000_000).contains(leastNameCount), "protect-rare", leastNameCount,
      "a number of rows from 0 to 1,000,000")
    try ConfigurationCheck.require(
      (0...0.5).contains(closeShare), "reject-close", closeShare, "a share from 0 to 0.5")
    try ConfigurationCheck.require(
      (0...0.25).contains(clippedShare), "clip", clippedShare, "a share from 0 to 0.25")
  }
}
