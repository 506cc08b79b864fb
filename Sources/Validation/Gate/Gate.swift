/// Whether a table may be published, check by check.
public struct Gate: Codable, Sendable, Equatable {
  /// The answer of one check or of all together, from good to bad.
  public enum Outcome: String, Codable, Sendable, Comparable {
    /// Within the limits.
    case pass
    /// Beyond the soft limit, or not measurable.
    case warn
    /// Beyond the hard limit: nothing is published.
    case fail

    private var severity: Int {
      switch self {
      case .pass: 0
      case .warn: 1
      case .fail: 2
      }
    }

    /// Whether one outcome is better than another.
    public static func < (left: Outcome, right: Outcome) -> Bool { left.severity < right.severity }
  }

  /// One check.
  public struct Check: Codable, Sendable, Equatable {
    /// The check's stable key.
    public var name: String
    /// Its answer.
    public var outcome: Outcome
    /// What was measured; nil where it could not be.
    public var value: Double?
    /// The limits, widened by the tables' sampling noise.
    public var limit: GateLimit
    /// One sentence: what was found, what was expected.
    public var reason: String
    /// The configuration key that changes the limit.
    public var overrideKey: String
  }

  /// Whether the gate is asked at all; if not, `outcome` is never `fail`.
  public var isEnabled: Bool
  /// Every check, in a fixed order.
  public var checks: [Check]

  /// The worst answer; a gate that is switched off warns instead of failing.
  public var outcome: Outcome {
    let worst = checks.map(\.outcome).max() ?? .pass
    return isEnabled ? worst : min(worst, .warn)
  }

  /// Whether the table may be published.
  public var isPassed: Bool { outcome != .fail }

  /// The checks that failed.
  public var failures: [Check] { checks.filter { $0.outcome == .fail } }

  /// Judges the metrics of a report.
  init(
    thresholds: GateThresholds, metrics: [MetricEntry], utility: UtilityEntry?,
    privacy: PrivacyEntry, counts: RowCounts
  ) {
    isEnabled = thresholds.isEnabled
    let rules = GateRules(
      thresholds: thresholds, utility: utility, privacy: privacy, counts: counts,
      metrics: Dictionary(metrics.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }))
    checks = rules.checks
  }
}
