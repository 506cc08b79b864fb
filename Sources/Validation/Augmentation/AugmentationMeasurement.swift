internal import Parallel

/// One measurement: every way of training run, judged and put into words.
struct AugmentationMeasurement: Sendable {
  private let plan: AugmentationPlan
  private var arms: [AugmentationArm: AugmentationEntry.Arm] = [:]
  /// What the best amount gains, chosen and judged on different rows.
  private var crossFitted: GainInterval?
  /// What it gains over the usual answer that gains most.
  private var gainOverRival: GainInterval?

  /// The measurement, or why the real rows alone could not be trained on.
  static func make(
    _ plan: AugmentationPlan, team: ThreadTeam
  ) -> Result<AugmentationMeasurement, ValidationError> {
    var measurement = AugmentationMeasurement(plan)
    if let error = measurement.run(team) { return .failure(error) }
    return .success(measurement)
  }

  private init(_ plan: AugmentationPlan) {
    self.plan = plan
    for arm in AugmentationArm.allCases {
      arms[arm] = AugmentationEntry.Arm(
        name: arm.rawValue, addedRowCount: 0, wantedRowCount: 0, reason: plan.reason(arm))
    }
  }

  /// What one way of training came to, seed by seed; no arm stands for the amount that was best on other rows.
  private typealias Tried = (arm: AugmentationArm?, outcomes: [AugmentationOutcome])

  /// Trains, judges and chooses; the error is that of training on the real rows alone.
  private mutating func run(_ team: ThreadTeam) -> ValidationError? {
    let results = plan.run(
      AugmentationArm.allCases.filter {
        $0 != .threshold && $0 != .realHalf && plan.reason($0) == nil
      }, team: team)
    guard case .success(let real)? = results[.real] else {
      if case .failure(let error)? = results[.real] { return error }
      return nil
    }
    var tried: [Tried] = []
    for arm in AugmentationArm.allCases {
      switch results[arm] {
      case .success(let outcomes): tried.append((arm, outcomes))
      case .failure(let error): arms[arm]?.reason = error.description
      case nil: break
      }
    }
    tried += choices(tried, real)
    judge(tried, team)
    compareWithRival(tried, team)
    lookAtLearningCurve(real, team)
    return nil
  }

  /// What is chosen on one half of the hold-out rows and judged on the other: the threshold, and the amount.
  private mutating func choices(_ tried: [Tried], _ real: [AugmentationOutcome]) -> [Tried] {
    let halves = HoldoutHalves(plan)
    var chosen: [Tried] = []
    if plan.reason(.threshold) == nil {
      let (predictions, threshold) = halves.thresholded(real)
      arms[.threshold]?.threshold = plan.rarestClass == 0 ? 1 - threshold : threshold
      chosen.append((.threshold, predictions.map { AugmentationOutcome(predictions: $0) }))
    }
    let amounts = tried.filter { $0.arm.map(AugmentationArm.amounts.contains) ?? false }
    if !amounts.isEmpty {
      let best = halves.best(of: amounts.map(\.outcomes), over: real)
      chosen.append((nil, best.map { AugmentationOutcome(predictions: $0) }))
    }
    return chosen
  }

  private mutating func compareWithRival(_ tried: [Tried], _ team: ThreadTeam) {
    guard let rival, let best = tried.first(where: { $0.arm == nil }),
      let answer = tried.first(where: { $0.arm == rival })
    else { return }
    gainOverRival = gains([answer.outcomes, best.outcomes], team)[0][1]
  }

  /// Trains on half of the real rows where no amount helps.
  private mutating func lookAtLearningCurve(_ real: [AugmentationOutcome], _ team: ThreadTeam) {
    if recommended != nil {
      arms[.realHalf]?.reason = "it is looked at where no amount helps"
      return
    }
    switch plan.run([.realHalf], team: team)[.realHalf] {
    case .success(let half): judge([(.real, real), (.realHalf, half)], team)
    case .failure(let error): arms[.realHalf]?.reason = error.description
    case nil: break
    }
  }

  /// Notes scores and gains over the first of these.
  private mutating func judge(_ tried: [Tried], _ team: ThreadTeam) {
    let gains = gains(tried.map(\.outcomes), team)
    for (index, (arm, own)) in tried.enumerated() {
      guard let arm else {
        crossFitted = gains[0][index]
        continue
      }
      guard var entry = arms[arm] else { continue }
      entry.addedRowCount = plan.rowCounts(arm).reduce(0, +)
      entry.wantedRowCount = plan.wantedRowCounts(arm).reduce(0, +)
      if arm != .real {
        entry.gain = gains[0][index]
        entry.rarestGain = gains.count > 1 ? gains[1][index] : nil
      }
      describe(own, in: &entry)
      arms[arm] = entry
    }
  }

  private func gains(
    _ outcomes: [[AugmentationOutcome]], _ team: ThreadTeam
  ) -> [[GainInterval?]] {
    let configuration = plan.configuration
    let bootstrap = GainBootstrap(
      replicateCount: configuration.augmentationReplicateCount,
      seedCount: configuration.augmentationSeedCount, seed: configuration.seed)
    var classes: [[Int32]] = []
    var numbers: [[Double]] = []
    for outcome in outcomes.joined() {
      switch outcome.predictions {
      case .classes(let predicted): classes.append(predicted)
      case .numbers(let predicted): numbers.append(predicted)
      }
    }
    guard let names = plan.label.classes else {
      let tally = ErrorTally(truths: plan.test.labels.map(Double.init), models: numbers)
      return bootstrap.gains(tally, team: team)
    }
    let tally = ClassTally(
      truths: plan.test.classes, models: classes, classCount: names.count,
      judged: plan.judged?.indices ?? Array(names.indices), focus: plan.rarestClass)
    return bootstrap.gains(tally, team: team)
  }

  /// The means over the seeds.
  private func describe(_ outcomes: [AugmentationOutcome], in entry: inout AugmentationEntry.Arm) {
    func mean(_ value: (AugmentationOutcome) -> Double?) -> Double? {
      let values = outcomes.compactMap(value)
      guard !values.isEmpty, values.count == outcomes.count else { return nil }
      let mean = values.reduce(0, +) / Double(values.count)
      return mean.isFinite ? mean : nil
    }
    let rows = Array(plan.test.labels.indices)
    entry.score = mean {
      let score = plan.score($0.predictions, rows: rows)
      return plan.label.classes == nil ? plan.scale.difference(score) : score
    }
    entry.area = mean(\.area)
    entry.averagePrecision = mean(\.averagePrecision)
    if plan.label.classes == nil {
      entry.determination = mean { outcome in
        guard case .numbers(let predicted) = outcome.predictions else { return nil }
        return RegressionScores(predictions: predicted, truths: plan.test.labels.map(Double.init))
          .determination
      }
      return
    }
    entry.accuracy = mean { plan.classScores($0)?.accuracy }
    guard let rarest = plan.rarestClass else { return }
    entry.rarestF1 = mean { plan.classScores($0)?.f1s[rarest] }
    entry.rarestRecall = mean { plan.classScores($0)?.recalls[rarest] }
    entry.rarestPrecision = mean { plan.precision($0, of: rarest) }
  }
}

extension AugmentationMeasurement {
  /// The usual answer that gains most; the first, which asks for least, of equals.
  private var rival: AugmentationArm? {
    let run = AugmentationArm.rivals.filter { arms[$0]?.gain != nil }
    return run.reduce(nil) { best, arm in
      guard let best else { return arm }
      return (arms[arm]?.gain?.mean ?? 0) > (arms[best]?.gain?.mean ?? 0) ? arm : best
    }
  }

  /// The amount that helps most: its own gain is beyond doubt, and so is what the best amount gains on rows that had no
  /// say in the choice.
  private var recommended: AugmentationArm? {
    guard let crossFitted, crossFitted.lower > 0 else { return nil }
    let helping = AugmentationArm.amounts.filter { (arms[$0]?.gain?.lower ?? 0) > 0 }
    // The first of equals: the smallest amount.
    return helping.reduce(nil) { best, arm in
      guard let best else { return arm }
      return (arms[arm]?.gain?.mean ?? 0) > (arms[best]?.gain?.mean ?? 0) ? arm : best
    }
  }

  /// Everything that was found.
  var entry: AugmentationEntry {
    let recommended = recommended
    let counts = recommended.map(publishedRowCounts) ?? []
    let names = recommended == nil ? [] : plan.label.classes ?? []
    var entry = AugmentationEntry(
      label: plan.labelName, measure: plan.label.classes == nil ? .rootMeanSquaredError : .macroF1,
      seedCount: max(1, plan.configuration.augmentationSeedCount),
      trainingRowCount: plan.real.count, testRowCount: plan.test.count, rounds: plan.rounds,
      learningRate: AugmentationWork.learningRate(rounds: plan.rounds, plan.configuration),
      replicateCount: max(1, plan.configuration.augmentationReplicateCount),
      isBalanced: plan.amounts.isBalanced,
      rarestClass: plan.rarestClass.flatMap { plan.label.classes?[$0] },
      rarestTestRowCount: plan.rarestClass.map { plan.test.rowsByClass[$0].count },
      arms: AugmentationArm.allCases.compactMap { arms[$0] }, recommended: recommended?.rawValue,
      recommendedRowCount: counts.reduce(0, +),
      recommendedRowCounts: zip(names, counts).map {
        AugmentationEntry.ClassRows(name: $0, rowCount: $1)
      },
      gain: crossFitted, rival: rival?.rawValue, gainOverRival: gainOverRival, sentences: [])
    entry.sentences =
      AugmentationSentences(
        entry, availableRowCount: plan.availableRowCount, isCoarse: isCoarse
      ).all
    return entry
  }

  /// Whether so few rows are tested that a change which none of them shows may still be a point or more: what happens
  /// to no row of n may happen to 3 / n of all (with 95 % certainty), and a class counts for its share of the macro
  /// mean.
  private var isCoarse: Bool {
    guard let judged = plan.judged else { return false }
    let fewest = judged.indices.map { plan.test.rowsByClass[$0].count }.min() ?? 0
    return 3 / (Double(max(fewest, 1)) * Double(max(judged.indices.count, 1))) >= 0.01
  }

  /// The rows of each class that an amount adds to all real rows: as many as were added, for a sample in proportion.
  private func publishedRowCounts(_ arm: AugmentationArm) -> [Int] {
    if arm == .all {
      return plan.candidates.rowsByClass.map { rows in rows.count { $0 < plan.ownCount } }
    }
    return plan.rowCounts(arm).map { Int((Double($0) / plan.usedShare).rounded()) }
  }
}
