/// The forests of one utility measurement and how their predictions become scores.
struct UtilityPlan: Sendable {
  /// A source that can be trained on, or why it cannot.
  struct Entry: Sendable {
    let source: TrainingUtility.Source
    let rowCount: Int
    let reason: String?
  }

  let entries: [Entry]
  /// The forests of the entries without a reason, in their order.
  let jobs: [BoostingJob]
  /// What the forests are made of; the same for all.
  let parameters: BoostingParameters
  /// The classes that enter macro means; nil with a numeric label.
  let judged: JudgedClasses?
  private let truths: Truths

  /// The labels of the test rows.
  private enum Truths: Sendable {
    case classes([Int32], count: Int)
    case numbers([Double], scale: LabelScale)
  }

  /// What has to be trained for the given sources, or why none of it can be.
  static func make(
    _ comparison: Comparison, sources: [TrainingUtility.Source]
  ) -> Result<UtilityPlan, LabelTask.Refusal> {
    let isAsked = sources.contains {
      comparison.configuration.asks(for: TrainingUtility(source: $0).name)
    }
    guard isAsked else { return .failure(.init(reason: "it was not asked for")) }
    guard comparison.configuration.measuresUtility else {
      return .failure(.init(reason: "utility is switched off"))
    }
    guard let label = comparison.label else {
      return .failure(.init(reason: comparison.labelReason))
    }
    let hasFeatures = comparison.training.columns.indices.contains {
      $0 != label.column && comparison.training.columns[$0].isComparable
    }
    guard hasFeatures else {
      return .failure(.init(reason: "there is no column besides the label"))
    }
    let testRows = label.usableRows(comparison.holdout)
    guard testRows.count >= 2 else {
      return .failure(.init(reason: "the hold-out has fewer than two labelled rows"))
    }
    return .success(UtilityPlan(comparison, label: label, sources: sources, testRows: testRows))
  }

  private init(
    _ comparison: Comparison, label: LabelTask, sources: [TrainingUtility.Source], testRows: [Int]
  ) {
    let configuration = comparison.configuration
    var generator = SeededGenerator(seed: configuration.seed, stream: "utility")
    let real = LabelledRows(comparison.training, label, configuration, using: &generator)
    let synthetic = LabelledRows(comparison.synthetic, label, configuration, using: &generator)
    let origins = FeatureMatrix.origins(comparison.training)
    let scale = LabelScale(comparison.training.columns[label.column].numbers ?? [])
    let parameters = Self.parameters(
      label, rowCount: real.rows.count + synthetic.rows.count, configuration)
    let test = FeatureMatrix(
      comparison.holdout, rows: testRows, skipping: label.column, origins: origins)
    var entries: [Entry] = []
    var jobs: [BoostingJob] = []
    for source in sources {
      let parts = [source == .synthetic ? nil : real, source == .real ? nil : synthetic]
        .compactMap { $0 }
      let reason = parts.lazy.compactMap(\.reason).first
      entries.append(
        Entry(source: source, rowCount: parts.reduce(0) { $0 + $1.rows.count }, reason: reason))
      if reason != nil { continue }
      let features = parts.map { $0.features(skipping: label.column, origins: origins) }
      jobs.append(
        BoostingJob(
          training: features.dropFirst().reduce(features[0]) { $0.appending($1) },
          labels: parts.flatMap { $0.labels(label, scale: scale) }, predicting: test,
          parameters: parameters))
    }
    self.entries = entries
    self.jobs = jobs
    self.parameters = parameters
    if let classes = label.classes {
      let labels = label.classes(in: comparison.holdout)
      truths = .classes(testRows.map { labels[$0] }, count: classes.count)
      judged = JudgedClasses(
        names: classes, testRowCounts: label.rowsByClass(comparison.holdout).map(\.count),
        smallestCount: configuration.smallestTestClassRowCount)
    } else {
      let numbers = comparison.holdout.columns[label.column].numbers ?? []
      truths = .numbers(testRows.map { numbers[$0] }, scale: scale)
      judged = nil
    }
  }

  /// 200 rounds of depth 6 at learning rate 0.1; fewer and faster ones where many classes would take too long.
  private static func parameters(
    _ label: LabelTask, rowCount: Int, _ configuration: ValidationConfiguration
  ) -> BoostingParameters {
    let classCount = label.classes?.count ?? 1
    let treesPerRound = classCount > 2 ? classCount : 1
    let affordable = configuration.utilityWorkLimit / max(1, rowCount * treesPerRound)
    let rounds = max(1, min(configuration.utilityRounds, max(30, affordable)))
    let rate = 0.1 * Double(configuration.utilityRounds) / Double(rounds)
    let objective: BoostingParameters.Objective =
      label.classes == nil ? .number : classCount == 2 ? .binary : .classes(classCount)
    return BoostingParameters(
      objective: objective, rounds: rounds, depth: 6, learningRate: min(0.3, rate))
  }

  /// The results of all entries, from the outcomes of `jobs`.
  func results(_ outcomes: [BoostingJob.Outcome]) -> [UtilityResult] {
    var remaining = outcomes[...]
    return entries.map { entry in
      var result = UtilityResult(
        source: entry.source, rowCount: entry.rowCount, score: .notApplicable(entry.reason ?? ""))
      if entry.reason != nil { return result }
      switch remaining.popFirst() {
      case .success(let predictions): evaluate(predictions, into: &result)
      case .failure(let error): result.score = .notApplicable(error.description)
      case nil: break
      }
      return result
    }
  }

  private func evaluate(_ predictions: [Float], into result: inout UtilityResult) {
    switch truths {
    case .classes(let truths, 2):
      result.score = RankScores.area(scores: predictions, isPositive: truths.map { $0 == 1 })
      result.classification = ClassificationScores(
        predictions: predictions.map { $0 > 0.5 ? 1 : 0 }, truths: truths, classCount: 2)
    case .classes(let truths, let count):
      let classes = judged?.indices ?? Array(0..<count)
      result.score = RankScores.macroArea(
        probabilities: predictions, truths: truths, classCount: count, over: classes)
      let predicted = truths.indices.map { row -> Int32 in
        let start = row * count
        let best = (start..<start + count).max { predictions[$0] < predictions[$1] } ?? start
        return Int32(best - start)
      }
      result.classification = ClassificationScores(
        predictions: predicted, truths: truths, classCount: count
      ).averaged(over: classes)
    case .numbers(let truths, let scale):
      let scores = RegressionScores(
        predictions: predictions.map { scale.number(Double($0)) }, truths: truths)
      result.regression = scores.rootMeanSquaredError.isFinite ? scores : nil
      result.score = Score(
        scores.determination ?? .nan, whenUndefined: "the hold-out's label is constant or too large"
      )
    }
  }
}

/// A sample of a table's labelled rows.
private struct LabelledRows {
  let table: MetricTable
  let rows: [Int]
  /// Why a model cannot learn from them.
  let reason: String?

  init(
    _ table: MetricTable, _ label: LabelTask, _ configuration: ValidationConfiguration,
    using generator: inout SeededGenerator
  ) {
    let usable = label.usableRows(table)
    let chosen = RowSampling.indices(
      configuration.utilityRowLimit, of: usable.count, using: &generator)
    self.table = table
    rows = chosen.map { usable[$0] }
    let labels = label.classes(in: table)
    if rows.count < 2 {
      reason = "fewer than two rows have a known label"
    } else if label.classes != nil, Set(rows.map { labels[$0] }).count < 2 {
      reason = "the rows to learn from are all of one class"
    } else {
      reason = nil
    }
  }

  func features(skipping label: Int, origins: [Double]) -> FeatureMatrix {
    FeatureMatrix(table, rows: rows, skipping: label, origins: origins)
  }

  func labels(_ label: LabelTask, scale: LabelScale) -> [Float] {
    if label.classes != nil {
      let classes = label.classes(in: table)
      return rows.map { Float(classes[$0]) }
    }
    let numbers = table.columns[label.column].numbers ?? []
    return rows.map { scale.label(numbers[$0]) }
  }
}

/// Brings a numeric label to mean 0 and deviation 1 for training.
///
/// Float32 sums of squares then neither overflow nor drown small differences of large numbers; trees are not affected
/// otherwise.
struct LabelScale: Sendable {
  private let mean: Double
  private let deviation: Double

  init(_ numbers: [Double]) {
    let present = numbers.filter(\.isFinite)
    let count = Double(max(present.count, 1))
    let mean = present.reduce(0) { $0 + $1 / count }
    let largest = present.reduce(0) { max($0, abs($1 - mean)) }
    let scale = largest > 0 && largest.isFinite ? largest : 1
    let variance = present.reduce(0) { $0 + (($1 - mean) / scale) * (($1 - mean) / scale) } / count
    self.mean = mean
    deviation = variance > 0 ? variance.squareRoot() * scale : 1
  }

  func label(_ number: Double) -> Float {
    Float(max(-1e30, min(1e30, (number - mean) / deviation)))
  }

  func number(_ label: Double) -> Double { label * deviation + mean }

  /// A difference of two labels in the label's unit.
  func difference(_ labels: Double) -> Double { labels * deviation }
}
