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
    /// The mean recall of the rarest class; nil where there is no column for it.
    var recall: String?
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
    var third: String?
  }

  /// Models, the heads of their numbers, and how they were trained and tested.
  struct Models {
    var heads: [String]
    var rows: [Model]
    var method: String
  }

  let noun: String
  let hasGain: Bool
  let sentences: [String]
  let chart: String?
  let arms: [Arm]
  let measure: String
  /// The head of the column of the rarest class; nil without one.
  let rarest: String?
  let method: String
  let hasModels: Bool
  let models: [Model]
  let modelHeads: [String]
  let modelMethod: String
  /// Why there is nothing to show.
  let absence: String?

  /// What there is to show; `reason` says why there is nothing.
  init(_ gain: GainPicture?, noun: String, models: Models?, reason: String?) {
    self.noun = noun
    hasModels = models != nil
    self.models = models?.rows ?? []
    modelHeads = models?.heads ?? []
    modelMethod = models?.method ?? ""
    rarest = gain?.hasRarest == true ? "recall of the rarest class" : nil
    hasGain = gain != nil
    sentences = gain?.sentences ?? []
    chart = gain.flatMap { GainChart($0)?.svg }
    arms = gain.map { gain in gain.arms.map { Arm($0, of: gain) } } ?? []
    measure = gain?.measure ?? ""
    method =
      gain.map {
        "Every arm was trained \($0.seedCount.counted("time")) and tested on "
          + "\($0.testRowCount.counted("real \(noun)")) that nothing was learned from. The intervals hold "
          + "95 % of what chance does. \($0.isLargerBetter ? "More" : "Less") \($0.measure) is better; a "
          + "plus is a gain either way\($0.isRelative ? ", as a share of the score" : "")."
      } ?? ""
    absence =
      gain == nil && models == nil
      ? "This could not be measured: \(reason ?? "it was not measured")." : nil
  }

  /// What was found about a table.
  init(_ page: ReportPage) {
    self.init(
      page.gain, noun: "row", models: page.report.utility.map(Models.init),
      reason: page.report["utility.synthetic"]?.score.reason)
  }
}

extension GainView.Models {
  init(_ utility: UtilityEntry) {
    heads =
      utility.classes == nil
      ? ["R²", "root mean squared error"] : ["area", "macro F1", "accuracy"]
    rows = [
      GainView.Model("real rows", utility.real),
      GainView.Model("synthetic rows", utility.synthetic),
      GainView.Model("both together", utility.both),
    ]
    method = Self.method(utility)
  }

  private static func method(_ utility: UtilityEntry) -> String {
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
    recall = gain.hasRarest ? arm.rarestRecall.spelled(decimal) : nil
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
