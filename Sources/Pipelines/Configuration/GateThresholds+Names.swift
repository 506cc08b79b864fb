extension GateThresholds {
  /// Sets the limit beyond which one check of the gate fails.
  /// - Throws: `PipelineError.unknownName` with the checks that there are.
  public mutating func setLimit(_ name: String, to limit: Double) throws(PipelineError) {
    let checks: KeyValuePairs<String, WritableKeyPath<GateThresholds, GateLimit>> = [
      "shapeError": \.shapeError, "marginalsError": \.marginalsError, "detection": \.detection,
      "utilityDrop": \.utilityDrop, "errorGrowth": \.errorGrowth, "copies": \.copies,
      "closestShare": \.closestShare,
    ]
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
