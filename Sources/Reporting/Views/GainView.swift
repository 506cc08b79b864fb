internal import Validation

/// Whether the rows help a model: every arm with its interval, and models by what they were trained on.
struct GainView {
  /// One arm of the comparison.
  struct Arm {
    var title: String
    var added: String
    var score: String
    var gain: String
    var interval: String
    var recall: String
    /// Why there is no score.
    var absence: String?
    var isChosen: Bool
  }

  /// One model by what it was trained on.
  struct Model {
    var title: String
    var rows: String
    var score: String
    var second: String
    var third: String
  }

  let hasGain: Bool
  let sentences: [String]
  let chart: String?
  let arms: [Arm]
  let measure: String
  let method: String
  let hasModels: Bool
  let models: [Model]
  let modelHeads: [String]
  let modelMethod: String
  /// Why there is nothing to show.
  let absence: String?

  init(_ page: ReportPage) {
    let gain = page.gain
    hasGain = gain != nil
    sentences = gain?.sentences ?? []
    chart = gain.flatMap { GainChart($0)?.svg }
    arms = gain.map { gain in gain.arms.map { Arm($0, of: gain) } } ?? []
    measure = gain?.measure ?? ""
    method =
      gain.map {
        "Every arm was trained \($0.seedCount.counted("time")) and tested on "
          + "\($0.testRowCount.counted("real row")) that nothing was learned from. The intervals hold "
          + "95 % of what chance does. \($0.isLargerBetter ? "More" : "Less") \($0.measure) is better; a "
          + "plus is a gain either way\($0.isRelative ? ", as a share of the score" : "")."
      } ?? ""
    let utility = page.report.utility
    hasModels = utility != nil
    let isRegression = utility?.classes == nil
    modelHeads =
      isRegression ? ["R²", "root mean squared error"] : ["area", "macro F1", "accuracy"]
    models =
      utility.map { utility in
        [
          Model("real rows", utility.real), Model("synthetic rows", utility.synthetic),
          Model("both together", utility.both),
        ]
      } ?? []
    modelMethod = Self.method(utility)
    let reason = page.report["utility.synthetic"]?.score.reason ?? "it was not measured"
    absence = gain == nil && utility == nil ? "This could not be measured: \(reason)." : nil
  }

  private static func method(_ utility: UtilityEntry?) -> String {
    guard let utility else { return "" }
    let noise = utility.standardError.flatMap {
      $0 < 0.0005
        ? nil : " By the choice of test rows alone, an area may be off by \(decimal($0))."
    }
    return
      "Boosted trees predict '\(utility.label)' for \(utility.testRowCount.counted("unseen real row"))"
      + "\(utility.leftOutPhrase).\(noise ?? "")"
  }
}

extension GainView.Arm {
  init(_ arm: GainPicture.Arm, of gain: GainPicture) {
    title = arm.title
    added = arm.addedRowCount == 0 ? "–" : arm.addedRowCount.grouped
    score = arm.score.spelled { gain.isLargerBetter ? decimal($0) : significant($0) }
    absence = arm.score == nil ? arm.reason ?? "it was not measured" : nil
    self.gain = arm.gain.map { gain.spelled($0.mean) } ?? "–"
    interval = arm.gain.map { "\(gain.spelled($0.lower)) to \(gain.spelled($0.upper))" } ?? ""
    recall = arm.rarestRecall.spelled(decimal)
    isChosen = arm.name == gain.recommended
  }
}

extension GainView.Model {
  init(_ title: String, _ result: UtilityResult) {
    self.title = title
    rows = result.rowCount.grouped
    score = result.score.value.map(decimal) ?? "not applicable: \(result.score.reason ?? "")"
    if let classification = result.classification {
      second = decimal(classification.macroF1)
      third = decimal(classification.accuracy)
    } else {
      second = (result.regression?.rootMeanSquaredError).spelled(significant)
      third = ""
    }
  }
}
