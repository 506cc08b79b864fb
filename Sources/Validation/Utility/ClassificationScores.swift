/// How well predicted classes agree with the true ones, counted from their confusion matrix.
public struct ClassificationScores: Codable, Sendable, Equatable {
  /// The share of rows predicted right, 0 to 1; scikit-learn's `accuracy_score`.
  public var accuracy: Double
  /// The unweighted mean of the F1 of all classes that are true or predicted somewhere, 0 to 1; scikit-learn's
  /// `f1_score(average="macro")`.
  ///
  /// In a report, without the classes of `UtilityEntry.leftOutClasses`.
  public var macroF1: Double
  /// Per class, the share of its rows predicted as it; nil for a class without rows.
  public var recalls: [Double?]
  /// Per class, 2 · hits / (true + predicted); nil for a class neither true nor predicted anywhere.
  public var f1s: [Double?]

  /// The scores of one predicted class per row.
  ///
  /// - Parameters:
  ///   - predictions: One class per row, below `classCount`.
  ///   - truths: As many true classes.
  ///   - classCount: The number of classes.
  public init(predictions: [Int32], truths: [Int32], classCount: Int) {
    var hits = [Int](repeating: 0, count: classCount)
    var predicted = hits
    var actual = hits
    for (prediction, truth) in zip(predictions, truths) {
      predicted[Int(prediction)] += 1
      actual[Int(truth)] += 1
      if prediction == truth { hits[Int(truth)] += 1 }
    }
    accuracy = Double(hits.reduce(0, +)) / Double(max(truths.count, 1))
    recalls = (0..<classCount).map { label in
      actual[label] == 0 ? nil : Double(hits[label]) / Double(actual[label])
    }
    let byClass: [Double?] = (0..<classCount).map { label in
      let sum = predicted[label] + actual[label]
      return sum == 0 ? nil : 2 * Double(hits[label]) / Double(sum)
    }
    f1s = byClass
    macroF1 = Self.mean(byClass)
  }

  /// These scores with the macro mean taken over some of the classes only.
  func averaged(over classes: [Int]) -> ClassificationScores {
    var copy = self
    copy.macroF1 = Self.mean(classes.map { f1s[$0] })
    return copy
  }

  private static func mean(_ values: [Double?]) -> Double {
    let present = values.compactMap { $0 }
    return present.reduce(0, +) / Double(max(present.count, 1))
  }
}

/// How close predicted numbers are to the true ones.
public struct RegressionScores: Codable, Sendable, Equatable {
  /// √(mean of (prediction − truth)²), 0 or more, in the label's unit.
  public var rootMeanSquaredError: Double
  /// 1 − Σ(prediction − truth)² / Σ(mean − truth)², 1 or less; nil when the truth is constant.
  public var determination: Double?

  /// The scores of one prediction per row, equal to scikit-learn's `mean_squared_error` (its root) and `r2_score`.
  public init(predictions: [Double], truths: [Double]) {
    let count = Double(max(truths.count, 1))
    let mean = truths.reduce(0, +) / count
    var residual = 0.0
    var spread = 0.0
    for (prediction, truth) in zip(predictions, truths) {
      residual += (prediction - truth) * (prediction - truth)
      spread += (truth - mean) * (truth - mean)
    }
    rootMeanSquaredError = (residual / count).squareRoot()
    determination = spread > 0 ? 1 - residual / spread : nil
  }
}
