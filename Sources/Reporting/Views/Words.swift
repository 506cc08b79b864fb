internal import Validation

/// The names that a reader sees for keys of the report.
enum Words {
  /// The title of a check of the gate.
  static func title(check: String) -> String {
    switch check {
    case "shapeError": "Single columns"
    case "marginalsError": "Triples of columns"
    case "detection": "Told from unseen rows"
    case "utilityDrop", "errorGrowth": "Trained on synthetic rows"
    case "copies": "Copies of training rows"
    case "closestShare": "Nearness to training rows"
    default: spelledOut(check)
    }
  }

  /// The check of the gate that looks at a metric.
  static func checks(ofMetric metric: String) -> [String] {
    switch metric {
    case "shape": ["shapeError"]
    case "marginals": ["marginalsError"]
    case "detection.holdout": ["detection"]
    case "utility.synthetic": ["utilityDrop", "errorGrowth"]
    case "copies": ["copies"]
    case "closest": ["closestShare"]
    default: [metric]
    }
  }

  /// How a check's numbers are written: areas as decimals, shares and errors in per cent.
  static func spelling(check: String) -> (Double) -> String {
    switch check {
    case "detection", "utilityDrop": { decimal($0) }
    case "shapeError", "marginalsError", "errorGrowth", "copies", "closestShare": { percent($0) }
    default: { $0.fine }
    }
  }

  /// Whether a check's values are at most 1.
  static func isShare(check: String) -> Bool {
    ["detection", "utilityDrop", "copies", "closestShare"].contains(check)
  }

  /// The best value that a check can find.
  static func best(check: String) -> Double {
    check == "detection" || check == "closestShare" ? 0.5 : 0
  }

  /// The word for an outcome.
  static func outcome(_ outcome: Gate.Outcome) -> String {
    switch outcome {
    case .pass: "pass"
    case .warn: "warning"
    case .fail: "fail"
    }
  }

  /// Which way is good.
  static func goal(_ goal: MetricGoal) -> String {
    switch goal {
    case .maximize: "Higher is better"
    case .minimize: "Lower is better"
    case .oneHalf: "0.5 is ideal"
    }
  }

  /// `memberInference.area` as `Member inference: area`.
  static func spelledOut(_ key: String) -> String {
    let words = key.split(separator: ".").map { part in
      part.reduce(into: "") { text, letter in
        if letter.isUppercase { text += " " }
        text += letter.lowercased()
      }
    }
    return words.joined(separator: ": ").capitalizedSentence
  }
}
