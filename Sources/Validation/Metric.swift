/// One way to judge a synthetic table, with everything a reader needs to understand its number.
///
/// A metric costs one file: the type, its formula, and its line in `allMetrics`. Detailed results (per column, per
/// pair, per class) are offered by the metric's own methods; `score` is their summary.
public protocol Metric: Sendable {
  /// A stable key, used in `report.json` and in configuration files.
  var name: String { get }
  /// The values the metric can take.
  var range: MetricRange { get }
  /// Which end of the range is good.
  var goal: MetricGoal { get }
  /// One sentence that says what the number means.
  var meaning: String { get }
  /// What the number is about.
  var topic: MetricTopic { get }
  /// Whether the metric reads the hold-out.
  var readsHoldout: Bool { get }
  /// Whether it is measured within every class as well.
  var isMeasuredWithinClasses: Bool { get }

  /// The metric of a comparison's synthetic table.
  /// - Throws: `ValidationError` when a library call fails; data without meaning gives `.notApplicable`.
  func score(_ comparison: Comparison) throws -> Score
}

extension Metric {
  /// False: most metrics compare synthetic with training rows.
  public var readsHoldout: Bool { false }
  /// True: most metrics need no label.
  public var isMeasuredWithinClasses: Bool { true }
}

/// What a metric is about.
///
/// It decides which rows the metric sees where class shares were changed on purpose: privacy looks at all rows, fidelity and
/// detection at rows in comparable shares.
public enum MetricTopic: String, Codable, Sendable {
  /// How alike the distributions are.
  case fidelity
  /// How well rows can be told apart.
  case detection
  /// What a model learns from the rows.
  case utility
  /// Whether training rows were memorised.
  case privacy
}

/// The values a metric can take.
public struct MetricRange: Codable, Sendable, Equatable {
  /// The smallest possible value; nil when there is none.
  public var lowerBound: Double?
  /// The largest possible value; nil when there is none.
  public var upperBound: Double?

  /// A range; nil means open.
  public init(lowerBound: Double?, upperBound: Double?) {
    self.lowerBound = lowerBound
    self.upperBound = upperBound
  }

  /// 0 to 1.
  public static let unit = MetricRange(lowerBound: 0, upperBound: 1)
  /// 0 and above.
  public static let nonNegative = MetricRange(lowerBound: 0, upperBound: nil)

  /// Whether the value lies in the range, both ends included.
  public func contains(_ value: Double) -> Bool {
    value >= lowerBound ?? -.infinity && value <= upperBound ?? .infinity
  }
}

/// Which end of a metric's range is good.
public enum MetricGoal: String, Codable, Sendable {
  /// The larger, the better.
  case maximize
  /// The smaller, the better.
  case minimize
  /// One half is ideal: neither side can be told from the other.
  case oneHalf
}

/// What a metric says about some data: a finite number, or why there is none.
public enum Score: Codable, Sendable, Equatable {
  /// A finite value.
  case value(Double)
  /// The metric has no meaning for this data; the reason is a phrase in lower case.
  case notApplicable(String)

  private enum CodingKeys: String, CodingKey { case notApplicable }

  /// A number, or an object that gives the reason why there is none.
  public init(from decoder: any Decoder) throws {
    if let number = try? decoder.singleValueContainer().decode(Double.self) {
      self = .value(number)
    } else {
      let fields = try decoder.container(keyedBy: CodingKeys.self)
      self = .notApplicable(try fields.decode(String.self, forKey: .notApplicable))
    }
  }

  /// Writes the number, or an object with the reason why there is none.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .value(let number):
      var container = encoder.singleValueContainer()
      try container.encode(number)
    case .notApplicable(let reason):
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode(reason, forKey: .notApplicable)
    }
  }

  /// A score from a computed number; a number that is not finite becomes `.notApplicable`.
  public init(_ number: Double, whenUndefined reason: String = "the value is not finite") {
    self = number.isFinite ? .value(number) : .notApplicable(reason)
  }

  /// The number, or nil.
  public var value: Double? {
    if case .value(let number) = self { return number }
    return nil
  }

  /// Why there is no number, or nil.
  public var reason: String? {
    if case .notApplicable(let reason) = self { return reason }
    return nil
  }

  /// The unweighted mean of the scores that have a value, as SDMetrics' reports average.
  public static func mean(_ scores: [Score], whenEmpty reason: String) -> Score {
    let values = scores.compactMap(\.value)
    if values.isEmpty { return .notApplicable(reason) }
    return Score(values.reduce(0, +) / Double(values.count))
  }
}

/// Every metric with its default settings, in the order of the report.
public let allMetrics: [any Metric] = [
  // Fidelity, of one, two and three columns, and of whole rows.
  ColumnShapes(), WassersteinDistance(), StatisticSimilarity(.mean), MissingValueSimilarity(),
  RangeCoverage(), BoundaryAdherence(), CategoryCoverage(), CategoryAdherence(), PairTrends(),
  ThreeWayMarginals(), AlphaPrecision(), BetaRecall(),
  // Detection.
  BoostedDetection(against: .holdout), BoostedDetection(against: .training), LogisticDetection(),
  // Utility.
  TrainingUtility(source: .real), TrainingUtility(source: .synthetic),
  TrainingUtility(source: .both),
  // Privacy.
  ExactCopies(), NearCopies(), ClosestRecordShare(), OverfittingProtection(),
  BaselineProtection(), CloseRecordRate(), NeighborDistanceRatio(), Authenticity(),
]
