internal import Validation

extension GainView {
  /// What was found about images.
  init(_ report: ImageValidation) {
    self.init(
      report.utility.flatMap { GainPicture($0, classNames: report.classes.map(\.name)) },
      noun: "image",
      models: report.utility.map(Models.init),
      reason: report[.classificationAccuracy]?.score.reason)
  }
}

extension GainView.Models {
  init(_ utility: ImageUtilityEntry) {
    let arms: [(ImageArm, String)] = [
      (.real, "real images"), (.synthetic, "synthetic images"), (.added, "both together"),
    ]
    heads = ["accuracy", "class mean accuracy"]
    rows = arms.compactMap { arm, title in
      guard let entry = utility[arm], entry.accuracy != nil else { return nil }
      return GainView.Model(title, entry)
    }
    method =
      "\(utility.classifier.capitalizedSentence): every training looked at "
      + "\(utility.imagesSeen.counted("image")) and was tested on "
      + "\(utility.testCount.counted("unseen real image")). Numbers are means over "
      + "\(utility.seedCount.counted("training")). Synthetic images alone are taken in the numbers of "
      + "the real ones, as far as there are enough."
  }
}

extension GainView.Model {
  init(_ title: String, _ arm: ImageUtilityEntry.Arm) {
    self.title = title
    rows = arm.imageCount.grouped
    score = arm.accuracy.spelled(decimal)
    second = arm.classMeanAccuracy.spelled(decimal)
  }
}

extension GainPicture {
  /// The ways of adding images to the real ones; nil where none was tried.
  ///
  /// Classes are named by label.
  init?(_ utility: ImageUtilityEntry, classNames: [String]) {
    let tried = utility.arms.filter { $0.name != ImageArm.synthetic.rawValue }
    guard tried.count > 1, let real = utility[.real] else { return nil }
    let rarest = utility.rarestClass.flatMap { name in classNames.firstIndex { $0 == name } }
    let helps = utility.gain.map { $0.lower > 0 } ?? false
    self.init(
      measure: "class mean accuracy", isLargerBetter: true, isRelative: false,
      arms: tried.map {
        Arm($0, besides: real.imageCount, rarest: rarest, isBalanced: utility.isBalanced)
      },
      recommended: helps ? utility.headline : nil, gain: utility.gain,
      seedCount: utility.seedCount, testRowCount: utility.testCount,
      sentences: Self.sentences(utility))
    noun = "image"
    hasRarest = rarest != nil
  }

  private static func sentences(_ utility: ImageUtilityEntry) -> [String] {
    var sentences = [
      utility.isBalanced
        ? "No class is rare: as many images are added to each as it has, as far as there are enough."
        : "Rare classes are filled up to the size of the largest one, as far as there are enough."
    ]
    if let gain = utility.gain {
      let title = Arm.title(utility.headline, isBalanced: utility.isBalanced)
      let rival = Arm.title(utility.rival, isBalanced: utility.isBalanced)
      let words =
        gain.lower > 0
        ? "it helps" : gain.upper < 0 ? "it hurts" : "no difference beyond chance"
      sentences.append(
        "What counts is ‘\(title)’ against ‘\(rival)’, the best way without synthetic images: "
          + "\(gain.mean.signed) (\(gain.lower.signed) to \(gain.upper.signed)), \(words).")
    }
    return sentences
  }
}

extension GainPicture.Arm {
  init(_ arm: ImageUtilityEntry.Arm, besides realCount: Int, rarest: Int?, isBalanced: Bool) {
    var recall: Double?
    if let rarest, arm.classAccuracies.indices.contains(rarest) {
      recall = arm.classAccuracies[rarest]
    }
    self.init(
      name: arm.name, title: Self.title(arm.name, isBalanced: isBalanced),
      addedRowCount: max(arm.imageCount - realCount, 0), score: arm.classMeanAccuracy,
      gain: arm.gain, rarestRecall: recall, reason: arm.reason)
  }

  /// Short, as it stands beside its interval.
  fileprivate static func title(_ name: String, isBalanced: Bool) -> String {
    switch ImageArm(rawValue: name) {
    case .real: "real images alone"
    case .synthetic: "synthetic alone"
    case .added: "synthetic added"
    case .mixed: "half synthetic"
    case .mixedChanged: "half synthetic, all changed"
    case .classical: isBalanced ? "changed copies" : "plain copies, all changed"
    case .oversampling: "plain copies"
    case nil: name
    }
  }
}
