extension ImageValidation {
  /// The few plain sentences that a person needs: how close the images are, whether they show what they should, whether they train
  /// a classifier, whether they repeat real ones.
  public var verdictSentences: [String] {
    [
      coverageSentence, distanceSentence, labelSentence, classSentence, diversitySentence,
      utilitySentence, augmentationSentence, copySentence,
    ]
    .compactMap { $0 }
  }

  private var coverageSentence: String? {
    guard let coverage = self[.coverage], let precision = self[.precision],
      let covered = coverage.score.value, let precise = precision.score.value
    else { return nil }
    let reference = counts.referenceIsHoldout ? "unseen real ones" : "real ones"
    var sentence =
      "Synthetic images come near \(percent(covered)) of \(reference), and \(percent(precise)) of "
      + "them lie where real ones do"
    if let coveredFloor = coverage.noiseFloor, let preciseFloor = precision.noiseFloor {
      sentence +=
        "; as many training images reach \(percent(coveredFloor)) and \(percent(preciseFloor))"
    }
    return sentence + "."
  }

  private var distanceSentence: String? {
    guard let entry = self[.frechet], let distance = entry.score.value else { return nil }
    let name = featureName.map { " in the features of \($0)" } ?? ""
    let floor = entry.noiseFloor.map { "; that of as many training images, \(significant($0))" }
    return "Their Fréchet distance\(name) is \(significant(distance))\(floor ?? "")."
  }

  private var labelSentence: String? {
    guard let entry = self[.labelAccuracy], let share = entry.score.value else { return nil }
    let floor = entry.noiseFloor.map { "; in unseen real ones, in \(percent($0))" } ?? ""
    return "A classifier of real images sees the class that was asked for in \(percent(share)) of "
      + "them\(floor)."
  }

  /// The class that falls shortest of real images, where that is much.
  private var classSentence: String? {
    guard classes.count > 1 else { return nil }
    let measures: [(metric: ImageMetric, phrase: String)] = [
      (.labelAccuracy, "of them show it"), (.coverage, "of its unseen real images are covered"),
    ]
    var worst: (drop: Double, sentence: String)?
    for entry in classes where entry.syntheticCount > 0 {
      for (metric, phrase) in measures {
        guard let score = entry[metric.name], let value = score.score.value,
          let floor = score.noiseFloor, floor - value > worst?.drop ?? 0.1
        else { continue }
        worst = (
          floor - value,
          "The weakest class is '\(entry.name)': \(percent(value)) \(phrase), where real images "
            + "reach \(percent(floor))."
        )
      }
    }
    return worst?.sentence
  }

  private var diversitySentence: String? {
    guard let ratio = value(.diversity) else { return nil }
    let alike = classes.filter { ($0[ImageMetric.diversity.name]?.score.value ?? 1) < 0.7 }
    let words = "\(decimal(ratio)) times as far apart as real ones"
    if alike.isEmpty { return "Images of a class lie \(words)." }
    let names = alike.prefix(5).map { "'\($0.name)'" }.joined(separator: ", ")
    let rest = alike.count > 5 ? " and \(alike.count - 5) more" : ""
    return "Images of a class lie \(words); those of \(names)\(rest) look too much alike."
  }

  private var utilitySentence: String? {
    guard let utility, let real = utility[.real]?.accuracy,
      let synthetic = utility[.synthetic]?.accuracy
    else { return nil }
    return "Trained on synthetic images alone, a classifier gets \(percent(synthetic)) of unseen "
      + "real images right; on real ones, \(percent(real))."
  }

  /// Careful on purpose: it helps only where the whole interval says so.
  private var augmentationSentence: String? {
    guard let utility, let gain = utility.gain else { return nil }
    let way =
      utility.headline == ImageArm.mixed.rawValue
      ? "Filling up rare classes, half of them with synthetic images," : "Adding synthetic images"
    let rival =
      switch ImageArm(rawValue: utility.rival) {
      case .classical:
        utility.isBalanced
          ? "adding changed copies of real ones" : "repeating real ones and changing all images"
      case .oversampling: "repeating real ones"
      default: "training on the real ones alone"
      }
    let amount =
      "\(points(gain.mean)) of class mean accuracy against \(rival) (with 95 % certainty "
      + "\(points(gain.lower)) to \(points(gain.upper)))"
    if gain.lower > 0 { return "\(way) helps: it gains \(amount)." }
    if gain.upper < 0 { return "\(way) hurts: it changes \(amount)." }
    return "\(way) makes no difference beyond chance: \(amount)."
  }

  private var copySentence: String? {
    guard let exact = memorisation.exactCopies.value else { return nil }
    var sentence =
      exact == 0
      ? "No synthetic image equals a training image"
      : "\(percent(exact)) of the synthetic images equal a training image"
    if exact > 0, let floor = memorisation.holdoutExactCopies.value {
      sentence += " (of unseen real ones, \(percent(floor)))"
    }
    if let copies = memorisation.copies.value {
      sentence += "; \(percent(copies)) are so near to one that they count as copies"
      if let floor = memorisation.holdoutCopies.value {
        sentence += ", of unseen real ones \(percent(floor))"
      }
    }
    if counts.memorisation < counts.synthetic {
      sentence += " (\(counts.memorisation) of them were looked at)"
    }
    return sentence + "."
  }
}
