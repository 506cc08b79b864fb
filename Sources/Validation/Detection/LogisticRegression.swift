internal import Glibc

/// Logistic regression with a squared penalty, fitted to convergence by Newton's method.
///
///     minimise Σ over rows of log(1 + exp(−t · z)) + ½ · Σ over features of penalty · weight², z = X · weights
///
/// t is 1 for positive and −1 for other rows. The intercept is not penalised. Every step is halved until the loss
/// falls, so that the weights arrive at the one minimum wherever the data lie, separable classes included.
/// - Range: finite features; Float64 throughout.
/// - Source: the minimum is that of scikit-learn's `LogisticRegression` with C = 1; the method is the textbook's:
///   Nocedal, Wright (2006), "Numerical optimization", algorithm 3.2.
struct LogisticRegression: Sendable {
  /// `[1 + numbers + levels]`, the intercept first.
  let weights: [Double]

  /// Fits rows with one truth each; `penalties` has one factor per feature without the intercept.
  init(_ rows: LogisticRows, isPositive: [Bool], penalties: [Double]) {
    let penalties = [0] + penalties
    var weights = [Double](repeating: 0, count: rows.featureCount)
    let positives = Double(isPositive.count(where: \.self))
    let negatives = Double(isPositive.count) - positives
    guard positives > 0, negatives > 0 else {
      self.weights = weights
      return
    }
    weights[0] = log(positives / negatives)
    var logits = rows.product(weights)
    var system = NewtonSystem(rows, penalties: penalties)
    for _ in 0..<Self.stepLimit {
      let state = Self.state(logits, isPositive)
      var gradient = rows.transposedProduct(state.residuals)
      for index in weights.indices { gradient[index] += penalties[index] * weights[index] }
      let step = system.solve(gradient, rowWeights: state.weights)
      // Twice what a quadratic loss would lose by this step.
      let decrement = zip(gradient, step).reduce(0) { $0 + $1.0 * $1.1 }
      guard decrement.isFinite, decrement > 0 else { break }
      let moves = rows.product(step)
      let loss = state.loss + Self.penalty(weights, penalties)
      guard
        let length = Self.length(
          from: loss, decrement: decrement,
          loss: { length in
            Self.loss(logits, moves, length, isPositive)
              + Self.penalty(Self.moved(weights, by: step, length), penalties)
          })
      else { break }
      weights = Self.moved(weights, by: step, length)
      logits = Self.moved(logits, by: moves, length)
      if decrement <= Self.tolerance { break }
    }
    self.weights = weights
  }

  /// The probability of being positive of every row.
  func probabilities(_ rows: LogisticRows) -> [Double] {
    rows.product(weights).map { logit in
      let power = exp(-abs(logit))
      return (logit >= 0 ? 1 : power) / (1 + power)
    }
  }

  /// At most this many steps; a dozen is usual.
  private static let stepLimit = 100
  /// The step that promises less than half of this much loss, summed over the rows, is the last one.
  private static let tolerance = 1e-9

  /// Loss without penalty, its derivatives by the logits (residuals) and the second ones (weights).
  private static func state(
    _ logits: [Double], _ isPositive: [Bool]
  ) -> (loss: Double, residuals: [Double], weights: [Double]) {
    var loss = 0.0
    var residuals = logits
    var weights = logits
    for (row, logit) in logits.enumerated() {
      let power = exp(-abs(logit))
      let near = 1 / (1 + power)
      let far = power * near
      let isRight = isPositive[row] == (logit >= 0)
      // `far` is the probability of the class that the logit speaks against.
      loss += log1p(power) + (isRight ? 0 : abs(logit))
      residuals[row] = (isRight ? far : near) * (isPositive[row] ? -1 : 1)
      weights[row] = near * far
    }
    return (loss, residuals, weights)
  }

  /// The loss without penalty after a part of a step.
  private static func loss(
    _ logits: [Double], _ moves: [Double], _ length: Double, _ isPositive: [Bool]
  ) -> Double {
    var loss = 0.0
    for (row, logit) in logits.enumerated() {
      let moved = logit - length * moves[row]
      let isRight = isPositive[row] == (moved >= 0)
      loss += log1p(exp(-abs(moved))) + (isRight ? 0 : abs(moved))
    }
    return loss
  }

  private static func penalty(_ weights: [Double], _ penalties: [Double]) -> Double {
    zip(weights, penalties).reduce(0) { $0 + $1.1 * $1.0 * $1.0 } / 2
  }

  private static func moved(_ values: [Double], by step: [Double], _ length: Double) -> [Double] {
    zip(values, step).map { $0 - length * $1 }
  }

  /// The first of 1, ½, ¼, … by which the loss falls as it should; nil when none does.
  private static func length(
    from start: Double, decrement: Double, loss: (Double) -> Double
  ) -> Double? {
    var length = 1.0
    let rounding = 1e-13 * abs(start)
    for _ in 0..<40 {
      if loss(length) <= start - 1e-4 * length * decrement + rounding { return length }
      length /= 2
    }
    return nil
  }
}
