internal import Foundation

/// The verdict in plain words, from measured numbers alone.
///
/// First whether adding synthetic rows helps, by how much and how surely, beside the usual answers to unequal
/// classes; then what is known about why, and what would help instead. Points are percentage points.
struct AugmentationSentences {
  private let entry: AugmentationEntry
  private let availableRowCount: Int
  private let isCoarse: Bool

  /// A gain below this, one point or one per cent of an error, is not worth the rows.
  private static let relevantGain = 0.01
  /// Recall and precision that move by less are said to stay.
  private static let relevantChange = 0.02

  /// Sentences about an entry without any.
  ///
  /// `availableRowCount` counts the real rows that could be trained on; `isCoarse` says that too few are tested to
  /// see a gain of a point.
  init(_ entry: AugmentationEntry, availableRowCount: Int, isCoarse: Bool) {
    self.entry = entry
    self.availableRowCount = availableRowCount
    self.isCoarse = isCoarse
  }

  /// Every sentence.
  var all: [String] {
    guard let gain = entry.gain else { return [nothingToAdd] }
    var sentences: [String?] = [notHelping(gain), learningCurve, trade, remedy, moreRows]
    if let name = entry.recommended {
      sentences = [helping(name, gain), rarestClass(name), rival]
    }
    return (sentences + [sample]).compactMap { $0 }
  }

  private var nothingToAdd: String {
    let reason = AugmentationArm.amounts.lazy.compactMap { entry[$0.rawValue]?.reason }.first
    return "Whether synthetic rows help could not be measured: \(reason ?? "there are none")."
  }

  private func helping(_ name: String, _ gain: GainInterval) -> String {
    let subject =
      entry.measure == .macroF1 ? "raises macro-F1 by" : "lowers the error of '\(entry.label)' by"
    return "Adding \(amount(name, rowCount: entry.recommendedRowCount)) \(subject) "
      + "\(amountOf(gain))\(comparisons)."
  }

  private func notHelping(_ gain: GainInterval) -> String {
    let subject = entry.measure == .macroF1 ? "macro-F1" : "the error of '\(entry.label)'"
    // An error that shrinks changes by a negative share.
    let change = entry.measure == .macroF1 ? gain : negated(gain)
    let finding = "changes \(subject) by \(amountOf(change))"
    if gain.upper < 0 {
      return "Adding synthetic rows hurts here: even the best amount \(finding)\(comparisons)."
    }
    if gain.upper < Self.relevantGain && !isCoarse {
      return "Adding synthetic rows does not help here: the best amount \(finding)\(comparisons)."
    }
    let rows =
      entry.rarestTestRowCount.flatMap { count in
        entry.rarestClass.map { "\(grouped(count)) of them of class '\($0)'" }
      }.map { ", \($0)," } ?? ""
    return "No gain from adding synthetic rows can be shown here: the best amount \(finding); "
      + "\(grouped(entry.testRowCount)) unseen rows\(rows) tell no more\(comparisons)."
  }

  /// What the usual answers gain, to follow the verdict.
  private var comparisons: String {
    let names: KeyValuePairs<AugmentationArm, String> = [
      .smote: "SMOTE", .classWeights: "class weights", .threshold: "another threshold",
    ]
    let parts = names.compactMap { arm, name in
      entry[arm.rawValue]?.gain.map { "\(name) \(number($0.mean, like: $0))" }
    }
    return parts.isEmpty ? "" : "; \(parts.joined(separator: ", "))"
  }

  private func rarestClass(_ name: String) -> String? {
    guard let rarest = entry.rarestClass, let real = entry["real"], let arm = entry[name],
      let before = real.rarestF1, let after = arm.rarestF1, let found = real.rarestRecall,
      let foundAfter = arm.rarestRecall
    else { return nil }
    return "Class '\(rarest)', the rarest, reaches an F1 of \(decimal(after)) instead of "
      + "\(decimal(before)), and \(percent(foundAfter)) of its rows are found instead of "
      + "\(percent(found))\(area(real, arm))."
  }

  /// To follow what the rarest class gains: a threshold moves that, but not the area.
  private func area(_ real: AugmentationEntry.Arm, _ arm: AugmentationEntry.Arm) -> String {
    guard let before = real.area, let after = arm.area else { return "" }
    return "; the area under the ROC curve is \(decimal(after)) instead of \(decimal(before))"
  }

  /// The best of the usual answers in words, with its gain.
  private var bestRival: (phrase: String, gain: GainInterval)? {
    guard let name = entry.rival, let arm = entry[name], let gain = arm.gain else { return nil }
    switch AugmentationArm(rawValue: name) {
    case .smote: return ("making rows between neighbours (SMOTE)", gain)
    case .classWeights: return ("weighing the classes", gain)
    default:
      let subject = entry.rarestClass.map { "calling a row '\($0)'" } ?? "deciding"
      let threshold = String(format: "%.2f", arm.threshold ?? 0.5)
      return ("\(subject) from a probability of \(threshold) on", gain)
    }
  }

  /// How the amount that helps compares with the best of the usual answers.
  private var rival: String? {
    guard let (phrase, gain) = bestRival, let lead = entry.gainOverRival else { return nil }
    if lead.lower > 0 {
      return "No usual answer does as well: \(phrase) gains less, by \(amountOf(lead))."
    }
    let own = "\(phrase.capitalizedSentence), without synthetic rows, gains"
    if lead.upper < 0 { return "\(own) more, by \(amountOf(negated(lead)))." }
    return gain.lower > 0
      ? "\(own) about as much: the difference is \(amountOf(negated(lead)))." : nil
  }

  /// What would help instead, where it gains beyond doubt.
  private var remedy: String? {
    guard let (phrase, gain) = bestRival, gain.lower > 0 else { return nil }
    return "What helps here is \(phrase): \(amountOf(gain))."
  }

  /// Whether the model has the rows it needs: half of the real ones do no worse.
  private var learningCurve: String? {
    guard let half = entry[AugmentationArm.realHalf.rawValue]?.gain, half.upper >= 0,
      half.lower > -Self.relevantGain
    else { return nil }
    return "The model has the rows it needs: half of the real ones reach as much (a change of "
      + "\(amountOf(entry.measure == .macroF1 ? half : negated(half))))."
  }

  private var moreRows: String? {
    let arm = entry[AugmentationArm.realHalf.rawValue]
    guard let half = arm?.gain, half.upper < 0 else { return nil }
    let loss =
      entry.measure == .macroF1
      ? "macro-F1 is lower by \(amountOf(negated(half)))"
      : "the error is larger by \(amountOf(negated(half)))"
    var sentence = "More real rows would help: with half of them, \(loss)"
    if let rarest = entry.rarestClass, let gain = arm?.rarestGain, gain.upper < half.lower {
      sentence += ", and the F1 of class '\(rarest)' falls most, by \(amountOf(negated(gain)))"
    }
    return sentence + "."
  }

  /// What the largest amount does to the rarest class.
  private var trade: String? {
    let tried = [AugmentationArm.full, .all, .half, .tenth].lazy.compactMap { arm in
      entry[arm.rawValue].flatMap { $0.gain == nil ? nil : $0 }
    }
    guard let rarest = entry.rarestClass, let real = entry["real"], let arm = tried.first,
      let found = real.rarestRecall, let foundAfter = arm.rarestRecall,
      let right = real.rarestPrecision, let rightAfter = arm.rarestPrecision
    else { return nil }
    let scores =
      "\(percent(foundAfter)) of class '\(rarest)' are found instead of \(percent(found)), and "
      + "\(percent(rightAfter)) of the rows called so are right instead of \(percent(right))"
    let lead = "With \(amount(arm.name, rowCount: arm.addedRowCount)), \(scores)"
    switch (foundAfter - found, rightAfter - right) {
    case (Self.relevantChange..., ..<(-Self.relevantChange)):
      return "\(lead): more rows are found at the price of false alarms."
    case (..<Self.relevantChange, ..<(-Self.relevantChange)):
      return "\(lead): the model learns to see the class where it is not."
    default: return nil
    }
  }

  private var sample: String? {
    guard entry.trainingRowCount < availableRowCount else { return nil }
    return "This was measured on a sample of \(grouped(entry.trainingRowCount)) of the "
      + "\(grouped(availableRowCount)) real rows to learn from; beside all of them, synthetic rows "
      + "may be worth less."
  }
}

extension AugmentationSentences {
  /// An amount of rows in words.
  private func amount(_ name: String, rowCount: Int) -> String {
    let rows = "\(grouped(rowCount)) \(rowCount == 1 ? "row" : "rows")"
    let words =
      switch (AugmentationArm(rawValue: name), entry.isBalanced) {
      case (.tenth, false): "a tenth of the missing rows"
      case (.half, false): "half of the missing rows"
      case (.full, false): "all missing rows"
      case (.tenth, true): "a tenth as many synthetic rows as real ones"
      case (.half, true): "half as many synthetic rows as real ones"
      case (.full, true): "as many synthetic rows as real ones"
      default: "the whole synthetic table"
      }
    return "\(words) (\(rows))"
  }

  private func negated(_ gain: GainInterval) -> GainInterval {
    GainInterval(mean: -gain.mean, lower: -gain.upper, upper: -gain.lower)
  }

  /// `1.8 points, 95 % interval 0.9 to 2.6`; an error's share in per cent.
  private func amountOf(_ gain: GainInterval) -> String {
    let ends = "\(number(gain.lower, like: gain)) to \(number(gain.upper, like: gain))"
    return entry.measure == .macroF1
      ? "\(number(gain.mean, like: gain)) points, 95 % interval \(ends)"
      : "\(number(gain.mean, like: gain)) %, 95 % interval \(ends) %"
  }

  /// In hundredths, with one decimal; with two where the whole interval is small.
  private func number(_ value: Double, like gain: GainInterval) -> String {
    let isSmall = max(abs(gain.mean), abs(gain.lower), abs(gain.upper)) < 0.002
    let text = String(format: isSmall ? "%.2f" : "%.1f", abs(value) * 100)
    return value < 0 && text.contains { "123456789".contains($0) } ? "−" + text : text
  }

  private func grouped(_ count: Int) -> String {
    var digits = String(count)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }
}
