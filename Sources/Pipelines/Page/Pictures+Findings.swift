internal import Reporting

extension GainPicture {
  /// What was found about adding rows, to be drawn.
  init(_ entry: AugmentationEntry) {
    let isError = entry.measure == .rootMeanSquaredError
    self.init(
      measure: isError ? "error" : "macro F1", isLargerBetter: !isError, isRelative: isError,
      arms: entry.arms.map { Arm($0, isBalanced: entry.isBalanced) },
      recommended: entry.recommended,
      gain: entry.gain.map { .init(mean: $0.mean, lower: $0.lower, upper: $0.upper) },
      seedCount: entry.seedCount,
      testRowCount: entry.testRowCount, sentences: entry.sentences)
  }
}

extension GainPicture.Arm {
  init(_ arm: AugmentationEntry.Arm, isBalanced: Bool) {
    self.init(
      name: arm.name, title: Self.title(arm.name, isBalanced: isBalanced),
      addedRowCount: arm.addedRowCount, score: arm.score,
      gain: arm.gain.map { .init(mean: $0.mean, lower: $0.lower, upper: $0.upper) },
      rarestRecall: arm.rarestRecall, reason: arm.reason)
  }

  private static func title(_ name: String, isBalanced: Bool) -> String {
    let whole = isBalanced ? "as many synthetic as real rows" : "the rows that classes lack"
    return switch AugmentationArm(rawValue: name) {
    case .real: "real rows alone"
    case .tenth: "a tenth of \(whole)"
    case .half: "half of \(whole)"
    case .full: isBalanced ? whole : "all of \(whole)"
    case .all: "the whole synthetic table"
    case .smote: "SMOTE, classes made equal"
    case .classWeights: "class weights instead of rows"
    case .threshold: "another threshold instead of rows"
    case .realHalf: "half of the real rows"
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
