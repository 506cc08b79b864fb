/// Limits of a gate that can be set by the names of its checks.
protocol NamedLimits {
  /// Every check with the place of its limit.
  static var checks: KeyValuePairs<String, WritableKeyPath<Self, GateLimit>> { get }
  /// Whether a failed check keeps the dataset from being published.
  var isEnabled: Bool { get set }
}

extension NamedLimits {
  mutating func set(_ name: String, to limit: Double) throws(PipelineError) {
    let checks = Self.checks
    guard let path = checks.first(where: { $0.key == name })?.value else {
      throw .unknownName(
        what: "check of the gate", name: name,
        nearest: nearestName(to: name, among: checks.map(\.key)),
        known: checks.map(\.key))
    }
    if !(limit.isFinite && limit >= 0) {
      throw .invalidValue(
        name: "gate \(name)=", found: "\(limit)", expected: "a number of 0 or more")
    }
    self[keyPath: path].failure = limit
    self[keyPath: path].warning = min(self[keyPath: path].warning, limit)
  }
}

extension GateThresholds: NamedLimits {
  static var checks: KeyValuePairs<String, WritableKeyPath<GateThresholds, GateLimit>> {
    [
      "shapeError": \.shapeError, "marginalsError": \.marginalsError, "detection": \.detection,
      "utilityDrop": \.utilityDrop, "errorGrowth": \.errorGrowth, "copies": \.copies,
      "closestShare": \.closestShare,
    ]
  }

  /// Sets the limit beyond which one check of the gate fails.
  /// - Throws: `PipelineError.unknownName` with the checks that there are.
  public mutating func setLimit(_ name: String, to limit: Double) throws(PipelineError) {
    try set(name, to: limit)
  }
}

extension ImageGateThresholds: NamedLimits {
  static var checks: KeyValuePairs<String, WritableKeyPath<ImageGateThresholds, GateLimit>> {
    [
      "frechetShare": \.frechetShare, "coverageDrop": \.coverageDrop,
      "classCoverageDrop": \.classCoverageDrop, "labelAccuracyDrop": \.labelAccuracyDrop,
      "classLabelAccuracyDrop": \.classLabelAccuracyDrop, "copies": \.copies,
      "exactCopies": \.exactCopies,
    ]
  }

  /// Sets the limit beyond which one check of the gate fails.
  /// - Throws: `PipelineError.unknownName` with the checks that there are.
  public mutating func setLimit(_ name: String, to limit: Double) throws(PipelineError) {
    try set(name, to: limit)
  }
}

extension TranslationGateThresholds: NamedLimits {
  static var checks: KeyValuePairs<String, WritableKeyPath<TranslationGateThresholds, GateLimit>> {
    [
      "distanceShare": \.distanceShare, "signalShare": \.signalShare,
      "reidentification": \.reidentification,
    ]
  }

  /// Sets the limit beyond which one check of the gate fails.
  /// - Throws: `PipelineError.unknownName` with the checks that there are.
  public mutating func setLimit(_ name: String, to limit: Double) throws(PipelineError) {
    try set(name, to: limit)
  }
}
