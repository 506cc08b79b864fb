internal import Datasets
internal import Parallel

/// What the ways of training have in common, and the rows that each of them adds.
struct AugmentationPlan: Sendable {
  let configuration: ValidationConfiguration
  let label: LabelTask
  let labelName: String
  /// The real rows that are trained on.
  let real: AugmentationRows
  /// Real rows that could be trained on.
  let availableRowCount: Int
  /// The synthetic rows to choose from: the table's own, then the pool's.
  let candidates: AugmentationRows
  /// How many of them are the table's own.
  let ownCount: Int
  let test: AugmentationRows
  /// The classes that enter the macro mean; nil with a numeric label.
  let judged: JudgedClasses?
  let scale: LabelScale
  /// Amounts for the real rows that are trained on.
  let amounts: AugmentationAmounts
  let rounds: Int
  private let wholeTableCounts: [Int]
  private let oversampling: [Oversampling?]

  /// The plan, or why nothing can be measured.
  static func make(_ comparison: Comparison) -> Result<AugmentationPlan, LabelTask.Refusal> {
    let isAsked = comparison.configuration.asks(for: ValidationConfiguration.augmentationName)
    guard isAsked else { return .failure(.init(reason: "it was not asked for")) }
    if let reason = refusal(comparison) { return .failure(.init(reason: reason)) }
    guard let label = comparison.label else {
      return .failure(.init(reason: comparison.labelReason))
    }
    let plan = AugmentationPlan(comparison, label)
    if label.classes != nil, plan.real.classCounts.count(where: { $0 > 0 }) < 2 {
      return .failure(.init(reason: "the rows to learn from are all of one class"))
    }
    return .success(plan)
  }

  /// Why a gain has no meaning for these real rows; nil where it has.
  static func refusal(_ comparison: Comparison) -> String? {
    let configuration = comparison.configuration
    guard configuration.measuresUtility, configuration.measuresAugmentation else {
      return "the measurement is switched off"
    }
    guard let label = comparison.label else { return comparison.labelReason }
    let columns = comparison.training.columns
    guard columns.indices.contains(where: { $0 != label.column && columns[$0].isComparable }) else {
      return "there is no column besides the label"
    }
    let tested = label.usableRows(comparison.holdout)
    guard tested.count >= 2 else { return "the hold-out has fewer than two labelled rows" }
    guard label.classes != nil else { return nil }
    let classes = label.classes(in: comparison.holdout)
    return Set(tested.map { classes[$0] }).count < 2
      ? "the hold-out's rows are all of one class" : nil
  }

  private init(_ comparison: Comparison, _ label: LabelTask) {
    let configuration = comparison.configuration
    let (training, holdout) = (comparison.training, comparison.holdout)
    let scale = LabelScale(training.columns[label.column].numbers ?? [])
    let origins = FeatureMatrix.origins(training)
    func labelled(_ table: MetricTable, limit: Int, stream: String) -> AugmentationRows {
      let usable = label.usableRows(table)
      var generator = SeededGenerator(seed: configuration.seed, stream: stream)
      let chosen = RowSampling.indices(limit, of: usable.count, using: &generator)
      return AugmentationRows(
        table, rows: chosen.map { usable[$0] }, label: label, scale: scale, origins: origins)
    }
    var real = labelled(
      training, limit: configuration.augmentationRowLimit, stream: "augmentation training")
    test = labelled(
      holdout, limit: configuration.augmentationTestRowLimit, stream: "augmentation test")
    var candidates = labelled(comparison.synthetic, limit: .max, stream: "")
    ownCount = candidates.count
    if let pool = comparison.pool { candidates.append(labelled(pool, limit: .max, stream: "")) }
    self.candidates = candidates
    let ownCount = ownCount
    let availableRowCount = label.usableRows(training).count
    self.availableRowCount = availableRowCount

    let work = AugmentationWork(
      configuration, label: label, featureCount: real.features.featureCount)
    func whole(_ rowCount: Int) -> [Int] {
      Self.wholeTableCounts(
        candidates, ownCount: ownCount, share: Double(rowCount) / Double(max(availableRowCount, 1)),
        limit: configuration.augmentationRowLimit)
    }
    let fit = work.fit(real.classCounts, whole: whole(real.count))
    if fit.rowCount < real.count {
      var generator = SeededGenerator(seed: configuration.seed, stream: "augmentation sample")
      real = real.rows(at: RowSampling.indices(fit.rowCount, of: real.count, using: &generator))
    }
    wholeTableCounts = whole(real.count)
    rounds = fit.rounds
    amounts = AugmentationAmounts(
      classCounts: real.classCounts, rowLimit: configuration.augmentationRowLimit,
      isNumeric: label.classes == nil)
    self.real = real
    self.configuration = configuration
    self.label = label
    labelName = training.columns[label.column].name
    self.scale = scale
    judged = label.classes.map {
      JudgedClasses(
        names: $0, testRowCounts: label.rowsByClass(holdout).map(\.count),
        smallestCount: configuration.smallestTestClassRowCount)
    }
    oversampling = Self.oversampling(
      real, amounts, comparison.training, label, configuration, comparison.team)
  }

  private static func oversampling(
    _ real: AugmentationRows, _ amounts: AugmentationAmounts, _ table: MetricTable,
    _ label: LabelTask, _ configuration: ValidationConfiguration, _ team: ThreadTeam
  ) -> [Oversampling?] {
    if amounts.isBalanced { return real.rowsByClass.map { _ in nil } }
    let isCategorical = table.columns.indices
      .filter { $0 != label.column && table.columns[$0].isComparable }
      .map { table.columns[$0].codes != nil }
    return zip(real.rowsByClass, amounts.rowCounts(share: 1)).map { rows, wanted in
      if wanted == 0 || rows.count < 2 { return nil }
      return Oversampling(
        real.features.rows(at: rows), isCategorical: isCategorical,
        candidateLimit: configuration.augmentationNeighbourLimit, seed: configuration.seed,
        team: team)
    }
  }

  /// The share of the real rows that is trained on.
  var usedShare: Double { Double(real.count) / Double(max(availableRowCount, 1)) }

  /// The judged class with the fewest rows; nil where classes are balanced or the label is numeric.
  var rarestClass: Int? {
    guard let judged, !amounts.isBalanced else { return nil }
    return judged.indices.min {
      (real.rowsByClass[$0].count, $0) < (real.rowsByClass[$1].count, $1)
    }
  }

  /// How many rows of each class an arm asks for.
  func wantedRowCounts(_ arm: AugmentationArm) -> [Int] {
    if let share = arm.share { return amounts.rowCounts(share: share) }
    switch arm {
    case .all: return wholeTableCounts
    case .smote: return amounts.isBalanced ? [] : amounts.rowCounts(share: 1)
    default: return []
    }
  }

  /// The whole synthetic table, for a sample of the real rows as large a part of it.
  private static func wholeTableCounts(
    _ candidates: AugmentationRows, ownCount: Int, share: Double, limit: Int
  ) -> [Int] {
    let total = Double(ownCount) * share
    let scale = share * (total > Double(limit) ? Double(limit) / total : 1)
    return candidates.rowsByClass.map { rows in
      Int((Double(rows.count { $0 < ownCount }) * scale).rounded())
    }
  }

  /// Why an arm cannot be run, or says nothing new; nil where it can.
  func reason(_ arm: AugmentationArm) -> String? {
    switch arm {
    case .tenth, .half, .full, .all:
      if wantedRowCounts(arm).reduce(0, +) == 0 { return "the amount comes to no rows" }
      if rowCounts(arm).reduce(0, +) == 0 { return "there are no synthetic rows of these classes" }
      if arm == .all, let same = sameAsWholeTable {
        return "it adds the same rows as \(same.rawValue)"
      }
      return nil
    case .smote, .classWeights:
      if label.classes == nil { return "the label is a number, not a class" }
      if amounts.isBalanced { return "the classes are balanced already" }
      return arm == .smote && oversampling.allSatisfy { $0 == nil }
        ? "no class has the two rows that a new one could lie between" : nil
    case .threshold: return label.classes?.count == 2 ? nil : "the label does not have two classes"
    case .real, .realHalf: return nil
    }
  }

  /// The amount that adds as many rows of each class as the table has, where there are none but the table's.
  private var sameAsWholeTable: AugmentationArm? {
    guard ownCount == candidates.count, let share = amounts.share(alike: rowCounts(.all)) else {
      return nil
    }
    return AugmentationArm.amounts.first { $0.share == share }
  }

  /// How many rows of each class an arm adds: what it asks for, or what there is.
  func rowCounts(_ arm: AugmentationArm) -> [Int] {
    switch arm {
    case .smote:
      return zip(wantedRowCounts(arm), oversampling).map { $1 == nil ? 0 : $0 }
    default:
      return zip(wantedRowCounts(arm), candidates.classCounts).map(min)
    }
  }

  /// The rows that an arm is trained on with one of the seeds, and what each of them weighs.
  func trainingRows(_ arm: AugmentationArm, seed: Int) -> (AugmentationRows, weights: [Float]?) {
    var rows = real
    switch arm {
    case .real, .threshold: break
    case .classWeights: return (real, ClassWeights.balanced(real.classes))
    case .realHalf:
      var generator = SeededGenerator(seed: configuration.seed, stream: "real half \(seed)")
      let folds = RowSampling.stratifiedFolds(
        classes: real.classes, foldCount: 2, using: &generator)
      rows = real.rows(at: folds.indices.filter { folds[$0] == 0 })
    case .tenth, .half, .full, .all:
      rows.append(candidates.rows(at: drawn(arm, seed: seed)))
    case .smote:
      for (label, count) in rowCounts(.smote).enumerated() where count > 0 {
        var generator = SeededGenerator(
          seed: configuration.seed, stream: "smote \(seed) class \(label)")
        guard let made = oversampling[label]?.rows(count, using: &generator) else { continue }
        rows.append(made, ofClass: label)
      }
    }
    return (rows, nil)
  }

  /// The synthetic rows of an amount: of one seed, a smaller amount's rows are among a larger one's.
  private func drawn(_ arm: AugmentationArm, seed: Int) -> [Int] {
    zip(rowCounts(arm), candidates.rowsByClass).enumerated().flatMap { label, part -> [Int] in
      let (count, rows) = part
      let usable = arm == .all ? rows.filter { $0 < ownCount } : rows
      if count >= usable.count { return usable }
      var generator = SeededGenerator(
        seed: configuration.seed, stream: "synthetic \(seed) class \(label)")
      return Array(usable.shuffled(using: &generator).prefix(count))
    }
  }

  /// What the forests of one seed are made of.
  func parameters(seed: Int) -> BoostingParameters {
    var generator = SeededGenerator(seed: configuration.seed, stream: "booster \(seed)")
    let classCount = label.classes?.count ?? 1
    var parameters = BoostingParameters(
      objective: label.classes == nil ? .number : classCount == 2 ? .binary : .classes(classCount),
      rounds: rounds, depth: 6,
      learningRate: AugmentationWork.learningRate(rounds: rounds, configuration))
    parameters.binCount = 64
    parameters.randomness = .init(
      rowShare: 0.8, columnShare: 0.8, seed: UInt32(truncatingIfNeeded: generator.next() >> 33))
    return parameters
  }
}
