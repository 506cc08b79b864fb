internal import Foundation

extension ValidationReport {
  /// The few plain sentences that a person needs: whether adding the rows helps a model, how close they are, whether
  /// they train a model alone, whether they repeat real people.
  public var verdictSentences: [String] {
    (augmentation?.sentences ?? [])
      + [fidelitySentence, detectionSentence, utilitySentence, privacySentence, overlapSentence]
      .compactMap { $0 }
  }

  private var fidelitySentence: String? {
    guard let shapeError else { return nil }
    var sentence = "Single columns differ from the real ones by \(percent(shapeError))"
    if let scope = rows.classScope {
      sentence =
        "\(scope.capitalizedSentence) (\(rows.syntheticInFidelity) of the synthetic rows), single "
        + "columns differ from the real ones by \(percent(shapeError))"
    }
    if let trendError { sentence += " and pairs of columns by \(percent(trendError))" }
    if let shape = self["shape"]?.chanceError, let trend = self["trend"]?.chanceError {
      sentence +=
        "; by chance alone, as many real rows would differ by about \(percent(shape)) "
        + "and \(percent(trend))"
    }
    return sentence + "."
  }

  private var detectionSentence: String? {
    let isUnseen = value("detection.holdout") != nil
    guard let area = value("detection.holdout") ?? value("detection.training") else { return nil }
    let count = max(isUnseen ? rows.detectionHoldout : rows.detectionTraining, 1)
    let noise = 2 * RankScores.standardError(area: 0.5, positives: count, negatives: count)
    // What exceeds a coin toss beyond doubt.
    let words =
      switch area - noise {
      case ..<0.52: "cannot tell"
      case ..<0.62: "can hardly tell"
      case ..<0.78: "can sometimes tell"
      default: "can tell"
      }
    let subject = rows.classScope.map { "\($0.capitalizedSentence), a" } ?? "A"
    return
      "\(subject) classifier \(words) synthetic from \(isUnseen ? "unseen " : "")real rows (area \(decimal(area)), "
      + "0.5 is a coin toss)."
  }

  private var utilitySentence: String? {
    guard let utility else { return nil }
    if let real = utility.real.regression, let synthetic = utility.synthetic.regression {
      return
        "Trained on synthetic rows alone, a model predicts '\(utility.label)' with an error of "
        + "\(significant(synthetic.rootMeanSquaredError)); on real rows, "
        + "\(significant(real.rootMeanSquaredError))."
    }
    guard let real = utility.real.score.value, let synthetic = utility.synthetic.score.value else {
      return nil
    }
    return "Trained on synthetic rows alone, a classifier of '\(utility.label)' reaches an area of "
      + "\(decimal(synthetic)); on real rows, \(decimal(real))\(utility.leftOutPhrase)."
  }

  private var privacySentence: String? {
    guard let copies = value("copies") else { return nil }
    var sentence =
      copies == 0
      ? "No synthetic row copies a training row"
      : "\(percent(copies)) of the synthetic rows copy a training row"
    if copies > 0 || privacy.copiesFloor > 0 { sentence += privacy.floorPhrase(rows) }
    if let closest = value("closest") {
      sentence += "; \(percent(closest)) are nearer to training than to unseen rows, 50 % is ideal"
    }
    return sentence + "."
  }

  /// A hold-out that repeats rows which the generator has seen flatters every score against it.
  private var overlapSentence: String? {
    guard let share = privacy.holdoutCopies.value, rows.holdout > 0 else { return nil }
    let count = Int((share * Double(rows.holdout)).rounded())
    let expected = privacy.trainingRepeats.value ?? 0
    let noise = 2 * (max(expected, 1 / Double(rows.holdout)) / Double(rows.holdout)).squareRoot()
    if share <= expected + noise { return nil }
    return
      "Careful: \(count) of the \(rows.holdout) hold-out rows (\(percent(share))) are among the "
      + "real rows that were learned from, where \(percent(expected)) of these repeat another; what is "
      + "measured against the hold-out may look too good."
  }
}
