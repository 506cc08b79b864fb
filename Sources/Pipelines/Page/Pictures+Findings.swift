internal import Reporting

extension GainPicture {
  /// What was found about adding rows, to be drawn.
  init(_ entry: AugmentationEntry) {
    let isError = entry.measure == .rootMeanSquaredError
    self.init(
      measure: isError ? "error" : "macro F1", isLargerBetter: !isError, isRelative: isError,
      arms: entry.arms.map(Arm.init),
      recommended: entry.recommended,
      gain: entry.gain,
      seedCount: entry.seedCount,
      testRowCount: entry.testRowCount,
      sentences: entry.sentences + [Self.amounts(isBalanced: entry.isBalanced)])
  }
}

extension GainPicture {
  /// What the amounts are shares of.
  fileprivate static func amounts(isBalanced: Bool) -> String {
    isBalanced
      ? "Amounts are shares of the real rows, drawn in their classes' proportions."
      : "Amounts are shares of the rows that classes lack to reach the largest one."
  }
}

extension GainPicture.Arm {
  init(_ arm: AugmentationEntry.Arm) {
    self.init(
      name: arm.name, title: Self.title(arm.name),
      addedRowCount: arm.addedRowCount, score: arm.score,
      gain: arm.gain,
      rarestRecall: arm.rarestRecall, reason: arm.reason)
  }

  /// Short, as it stands beside its interval.
  private static func title(_ name: String) -> String {
    switch AugmentationArm(rawValue: name) {
    case .real: "real rows alone"
    case .tenth: "a tenth added"
    case .half: "half added"
    case .full: "all added"
    case .all: "whole table"
    case .smote: "SMOTE"
    case .classWeights: "class weights"
    case .threshold: "other threshold"
    case .realHalf: "half of real rows"
    case nil: name
    }
  }
}

extension DistancePicture {
  /// How far rows are from their nearest real rows, to be drawn.
  init(_ profile: DistanceProfile) {
    func series(
      _ name: String, _ style: Style, _ distribution: DistanceProfile.Distribution
    ) -> Series {
      Series(
        name: name, style: style, counts: distribution.counts, rowCount: distribution.rowCount,
        quantiles: distribution.quantiles)
    }
    self.init(
      start: 0, width: profile.binWidth, quantileShares: DistanceProfile.shares,
      series: [
        series("unseen real rows to training rows", .area, profile.holdoutToTraining),
        series("synthetic rows to training rows", .solid, profile.syntheticToTraining),
        series("synthetic rows to unseen real rows", .dashed, profile.syntheticToHoldout),
      ],
      sentences: [
        "The distance counts one for each category that differs and the share of the column's range "
          + "for each number.",
        "Where nothing was memorised, the three look alike; memorised rows lie nearer to training rows "
          + "than to unseen ones.",
      ])
  }
}
