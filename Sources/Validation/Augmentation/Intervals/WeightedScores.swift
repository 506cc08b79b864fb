/// Scores of many models on the same test rows, for any number of times that each row counts.
///
/// Rows that are alike to all models share a cell, so that resampling a large hold-out costs as much as there are
/// cells.
package protocol WeightedScores: Sendable {
  /// For every stratum, the cells of its rows; resampling keeps the size of each.
  var strata: [[Int32]] { get }
  /// The number of cells.
  var cellCount: Int { get }
  /// The number of models.
  var modelCount: Int { get }
  /// The number of scores per model.
  var quantityCount: Int { get }

  /// Every model's scores, `[quantity][model]`, when cells count so many times; NaN where a score has no meaning.
  func scores(weights: [Int32]) -> [[Double]]

  /// The gain of one score over another.
  func gain(of score: Double, over reference: Double) -> Double
}

extension WeightedScores {
  /// The scores with every row counting once.
  package var plain: [[Double]] {
    var weights = [Int32](repeating: 0, count: cellCount)
    for stratum in strata { for cell in stratum { weights[Int(cell)] += 1 } }
    return scores(weights: weights)
  }
}

/// Macro-F1, and the F1 of one class, from predicted classes; a stratum is a true class, a cell the rows that all
/// models predict alike.
package struct ClassTally: WeightedScores {
  package let strata: [[Int32]]
  package let cellCount: Int
  package let modelCount: Int
  package let quantityCount = 2
  private let classCount: Int
  private let judged: [Int]
  private let focus: Int?
  private let truthOfCell: [Int32]
  /// `[cell, model]`, row-major.
  private let predictedOfCell: [Int32]

  /// A tally of predicted classes.
  ///
  /// - Parameters:
  ///   - truths: One class per test row.
  ///   - models: For every model, as many predicted classes.
  ///   - classCount: The number of classes.
  ///   - judged: The classes that enter the macro mean.
  ///   - focus: The class whose F1 is the second quantity.
  package init(
    truths: [Int32], models: [[Int32]], classCount: Int, judged: [Int], focus: Int?
  ) {
    var cells: [[Int32]: Int32] = [:]
    var strata = [[Int32]](repeating: [], count: classCount)
    var truthOfCell: [Int32] = []
    var predicted: [Int32] = []
    for row in truths.indices {
      let pattern = [truths[row]] + models.map { $0[row] }
      if let cell = cells[pattern] {
        strata[Int(truths[row])].append(cell)
        continue
      }
      let cell = Int32(truthOfCell.count)
      cells[pattern] = cell
      truthOfCell.append(truths[row])
      predicted += pattern.dropFirst()
      strata[Int(truths[row])].append(cell)
    }
    self.strata = strata
    self.truthOfCell = truthOfCell
    predictedOfCell = predicted
    cellCount = truthOfCell.count
    modelCount = models.count
    self.classCount = classCount
    self.judged = judged
    self.focus = focus
  }

  package func scores(weights: [Int32]) -> [[Double]] {
    var hits = [Int32](repeating: 0, count: modelCount * classCount)
    var called = hits
    var actual = [Int32](repeating: 0, count: classCount)
    hits.withUnsafeMutableBufferPointer { hits in
      called.withUnsafeMutableBufferPointer { called in
        predictedOfCell.withUnsafeBufferPointer { predicted in
          for cell in 0..<cellCount where weights[cell] > 0 {
            let (weight, truth) = (weights[cell], truthOfCell[cell])
            actual[Int(truth)] += weight
            for model in 0..<modelCount {
              let guess = predicted[cell * modelCount + model]
              called[model * classCount + Int(guess)] += weight
              if guess == truth { hits[model * classCount + Int(guess)] += weight }
            }
          }
        }
      }
    }
    func f1(_ model: Int, _ label: Int) -> Double {
      let place = model * classCount + label
      let sum = called[place] + actual[label]
      return sum == 0 ? .nan : 2 * Double(hits[place]) / Double(sum)
    }
    let macro = (0..<modelCount).map { model in
      let present = judged.lazy.map { f1(model, $0) }.filter { !$0.isNaN }
      let (sum, count) = present.reduce((0.0, 0.0)) { ($0.0 + $1, $0.1 + 1) }
      return count > 0 ? sum / count : .nan
    }
    return [macro, (0..<modelCount).map { model in focus.map { f1(model, $0) } ?? .nan }]
  }

  package func gain(of score: Double, over reference: Double) -> Double { score - reference }
}

/// Root mean squared errors from predicted numbers; every row is a cell, all are one stratum.
package struct ErrorTally: WeightedScores {
  package let strata: [[Int32]]
  package let cellCount: Int
  package let modelCount: Int
  package let quantityCount = 1
  /// `[row, model]`, row-major.
  private let squares: [Double]

  /// A tally of predicted numbers: for every model one per test row, as many as truths.
  package init(truths: [Double], models: [[Double]]) {
    cellCount = truths.count
    modelCount = models.count
    strata = [truths.indices.map { Int32($0) }]
    squares = truths.indices.flatMap { row in
      models.map { ($0[row] - truths[row]) * ($0[row] - truths[row]) }
    }
  }

  package func scores(weights: [Int32]) -> [[Double]] {
    var sums = [Double](repeating: 0, count: modelCount)
    var total = 0.0
    sums.withUnsafeMutableBufferPointer { sums in
      squares.withUnsafeBufferPointer { squares in
        for row in 0..<cellCount where weights[row] > 0 {
          let weight = Double(weights[row])
          total += weight
          for model in 0..<modelCount { sums[model] += weight * squares[row * modelCount + model] }
        }
      }
    }
    return [sums.map { total > 0 ? ($0 / total).squareRoot() : .nan }]
  }

  /// The share by which an error shrinks.
  package func gain(of score: Double, over reference: Double) -> Double {
    reference > 0 ? 1 - score / reference : score > 0 ? .nan : 0
  }
}
