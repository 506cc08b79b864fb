extension Gate.Check {
  /// A check that holds a value against its limit, and warns where there is no value.
  /// - Parameters:
  ///   - missing: Why there is no value; a sentence without its end.
  ///   - spelled: How limits are written.
  ///   - reason: The sentence for a value, given the words for how it stands to the limit.
  init(
    name: String, key: String, limit: GateLimit, value: Double?, missing: String,
    spelled: (Double) -> String = percent, reason: (Double, String) -> String
  ) {
    guard let value else {
      self.init(
        name: name, outcome: .warn, value: nil, limit: limit, reason: missing, overrideKey: key)
      return
    }
    let outcome: Gate.Outcome =
      value > limit.failure ? .fail : value > limit.warning ? .warn : .pass
    let words =
      switch outcome {
      case .pass: "within the limit of \(spelled(limit.warning))"
      case .warn: "above the soft limit of \(spelled(limit.warning))"
      case .fail: "above the limit of \(spelled(limit.failure))"
      }
    self.init(
      name: name, outcome: outcome, value: value, limit: limit, reason: reason(value, words),
      overrideKey: key)
  }
}
