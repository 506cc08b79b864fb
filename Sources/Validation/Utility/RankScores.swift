/// Areas under receiver operating characteristic curves, from ranks.
public enum RankScores {
  /// The probability that a random positive row scores above a random negative one, ties counting half.
  ///
  ///     (Σ ranks of positives − n₊ (n₊ + 1) / 2) / (n₊ · n₋), tied scores sharing the mean of their ranks
  ///
  /// - Parameters:
  ///   - scores: One finite number per row; higher means "more likely positive".
  ///   - isPositive: One truth per row.
  /// - Returns: A value in 0...1, equal to scikit-learn's `roc_auc_score`; not applicable without both kinds of rows.
  public static func area(scores: [Float], isPositive: [Bool]) -> Score {
    area(scores, isPositive, order: ascending(scores))
  }

  /// The same of probabilities in double precision, where Float32 would make ties of its own.
  public static func area(probabilities: [Double], isPositive: [Bool]) -> Score {
    let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    return area(probabilities, isPositive, order: order)
  }

  private static func area<Value: Comparable>(
    _ scores: [Value], _ isPositive: [Bool], order: [Int]
  ) -> Score {
    var positiveRanks = 0.0
    var positiveCount = 0
    var start = 0
    while start < order.count {
      var end = start + 1
      var positivesHere = isPositive[order[start]] ? 1 : 0
      while end < order.count && scores[order[end]] == scores[order[start]] {
        positivesHere += isPositive[order[end]] ? 1 : 0
        end += 1
      }
      positiveRanks += Double(positivesHere) * Double(start + 1 + end) / 2
      positiveCount += positivesHere
      start = end
    }
    let negativeCount = order.count - positiveCount
    if positiveCount == 0 || negativeCount == 0 {
      return .notApplicable("the rows are all of one class")
    }
    let positives = Double(positiveCount)
    return Score(
      (positiveRanks - positives * (positives + 1) / 2) / (positives * Double(negativeCount)))
  }

  /// Indices by rising score: integers that sort as the scores do, above the index.
  private static func ascending(_ scores: [Float]) -> [Int] {
    var keys = scores.indices.map { index -> UInt64 in
      let bits = scores[index].bitPattern
      let sortable = bits & 0x8000_0000 == 0 ? bits | 0x8000_0000 : ~bits
      return UInt64(sortable) << 32 | UInt64(UInt32(truncatingIfNeeded: index))
    }
    keys.sort()
    return keys.map { Int($0 & 0xffff_ffff) }
  }

  /// The mean precision over the positive rows, taken at the score of each, in the order of falling scores.
  ///
  ///     Σ over distinct scores of (share of positives that have this score) · (positives / rows from this score up)
  ///
  /// - Returns: A value in 0...1, equal to scikit-learn's `average_precision_score`; not applicable without positive
  ///   rows.
  public static func averagePrecision(scores: [Float], isPositive: [Bool]) -> Score {
    let order = Array(ascending(scores).reversed())
    var sum = 0.0
    var positiveCount = 0
    var start = 0
    while start < order.count {
      var end = start
      var positivesHere = 0
      while end < order.count && scores[order[end]] == scores[order[start]] {
        positivesHere += isPositive[order[end]] ? 1 : 0
        end += 1
      }
      positiveCount += positivesHere
      sum += Double(positivesHere) * Double(positiveCount) / Double(end)
      start = end
    }
    if positiveCount == 0 { return .notApplicable("no row is of the class") }
    return Score(sum / Double(positiveCount))
  }

  /// The unweighted mean over classes of the area of that class against all others.
  ///
  /// - Parameters:
  ///   - probabilities: Row-major, `[rows, classCount]`.
  ///   - truths: One class per row.
  ///   - classCount: The number of classes.
  /// - Returns: Equal to scikit-learn's `roc_auc_score(multi_class="ovr")`. Classes without a row are skipped, where
  ///   scikit-learn refuses.
  public static func macroArea(probabilities: [Float], truths: [Int32], classCount: Int) -> Score {
    macroArea(
      probabilities: probabilities, truths: truths, classCount: classCount,
      over: Array(0..<classCount))
  }

  /// The mean over some of the classes; the rows of the others are negative for these.
  static func macroArea(
    probabilities: [Float], truths: [Int32], classCount: Int, over classes: [Int]
  ) -> Score {
    let areas = classes.map { label in
      area(
        scores: truths.indices.map { probabilities[$0 * classCount + label] },
        isPositive: truths.map { Int($0) == label })
    }
    return Score.mean(areas, whenEmpty: "the test rows are all of one class")
  }

  /// The standard error of an area of `area` by chance.
  ///
  /// - Source: Hanley, McNeil (1982), "The meaning and use of the area under a ROC curve",
  ///   doi:10.1148/radiology.143.1.7063747.
  public static func standardError(area: Double, positives: Int, negatives: Int) -> Double {
    guard positives > 0, negatives > 0 else { return 1 }
    let bounded = max(0.5, min(1, area))
    let first = bounded / (2 - bounded)
    let second = 2 * bounded * bounded / (1 + bounded)
    let square = bounded * bounded
    let variance =
      bounded * (1 - bounded) + Double(positives - 1) * (first - square)
      + Double(negatives - 1) * (second - square)
    return max(0, variance / Double(positives) / Double(negatives)).squareRoot()
  }
}
