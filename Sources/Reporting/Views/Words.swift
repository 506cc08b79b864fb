internal import Validation

/// How a check of the gate is spoken of.
struct CheckWords {
  /// The title.
  let title: String
  /// How its numbers are written.
  let spelling: (Double) -> String
  /// Whether its values are at most 1.
  let isShare: Bool
  /// The best value that it can find.
  let best: Double
  /// What changes its limit.
  let setting: String
}

/// The names that a reader sees for keys of the report.
enum Words {
  /// The words for a check of the gate: areas are written as decimals, shares and errors in per cent.
  static func words(check: Gate.Check) -> CheckWords {
    let name = check.name
    let spelling: (Double) -> String =
      switch name {
      case "detection", "utilityDrop": { decimal($0) }
      case "shapeError", "marginalsError", "errorGrowth", "copies", "closestShare":
        { percent($0) }
      default: { $0.fine }
      }
    return CheckWords(
      title: title(check: name), spelling: spelling,
      isShare: ["detection", "utilityDrop", "copies", "closestShare"].contains(name),
      best: name == "detection" || name == "closestShare" ? 0.5 : 0,
      setting: "--gate \(name)=…")
  }

  private static func title(check: String) -> String {
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
