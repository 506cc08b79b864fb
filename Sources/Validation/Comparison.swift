public import Datasets
public import Parallel

/// Three tables to be compared, in the form that metrics read, and how to compare them.
public struct Comparison: Sendable {
  /// The rows that the generator learned from.
  public var training: MetricTable
  /// Real rows that nothing else has seen.
  public var holdout: MetricTable
  /// The rows to be judged.
  public var synthetic: MetricTable
  /// Whether the generator has certainly not seen the hold-out rows; if not, they only test models.
  public var holdoutIsUnseen = true
  /// Further synthetic rows, which nothing but the gain from adding rows looks at; nil for none.
  public var pool: MetricTable?
  /// The columns of all three tables.
  let schema: Schema
  /// The label and its classes; nil when there is none that a model could learn.
  public var label: LabelTask?
  /// Why `label` is nil.
  public var labelReason: String
  /// Limits, seeds and caps.
  public var configuration: ValidationConfiguration
  /// The threads to use; results do not depend on their number.
  public var team: ThreadTeam

  /// Brings three tables of one schema, and a pool, into the metrics' form.
  ///
  /// The synthetic table may be empty where `allowsNoRows`, because none were worth adding.
  /// - Throws: `ValidationError` when columns are missing, the label does not exist, or the training or the synthetic
  ///   table has no rows. The hold-out may be empty: what needs it is then not applicable.
  public init(
    training: Table, holdout: Table, synthetic: Table, pool: Table? = nil, schema: Schema,
    labelIndex: Int?, configuration: ValidationConfiguration, team: ThreadTeam,
    allowsNoRows: Bool = false
  ) throws {
    if training.rowCount == 0 { throw ValidationError.emptyTable(table: "training") }
    if synthetic.rowCount == 0 && !allowsNoRows {
      throw ValidationError.emptyTable(table: "synthetic")
    }
    if let labelIndex, !schema.columns.indices.contains(labelIndex) {
      throw ValidationError.labelOutOfRange(index: labelIndex, columnCount: schema.columns.count)
    }
    let tables = try MetricTable.build(
      [("training", training), ("hold-out", holdout), ("synthetic", synthetic)]
        + (pool.map { [("pool", $0)] } ?? []), schema: schema, team: team)
    self.init(
      training: tables[0], holdout: tables[1], synthetic: tables[2], schema: schema,
      labelIndex: labelIndex, configuration: configuration, team: team)
    if pool != nil { self.pool = tables[3] }
  }

  /// A comparison of tables built together.
  init(
    training: MetricTable, holdout: MetricTable, synthetic: MetricTable, schema: Schema,
    labelIndex: Int?, configuration: ValidationConfiguration, team: ThreadTeam
  ) {
    self.training = training
    self.holdout = holdout
    self.synthetic = synthetic
    self.schema = schema
    self.configuration = configuration
    self.team = team
    label = nil
    labelReason = "the table has no label column"
    guard let labelIndex else { return }
    switch LabelTask.find(
      in: training, schema: schema.columns[labelIndex], column: labelIndex,
      configuration: configuration)
    {
    case .success(let task): label = task
    case .failure(let refusal): labelReason = refusal.reason
    }
  }

  /// The comparison as far as unseen rows go: without a hold-out that the generator may have seen.
  var withUnseenRowsOnly: Comparison {
    if holdoutIsUnseen { return self }
    var copy = self
    copy.holdout = holdout.rows(at: [])
    return copy
  }

  /// The comparison in which class shares that were changed on purpose do not count.
  ///
  /// With `.matchedToTraining` and a label with classes: real rows of classes without synthetic rows are left out, and
  /// of the synthetic rows the largest sample in the training rows' shares is kept. Otherwise unchanged.
  func matchingClassShares() -> Comparison {
    guard configuration.classShares == .matchedToTraining, let label, label.classes != nil else {
      return self
    }
    var copy = self
    let wanted = Set(label.classes(in: synthetic).filter { $0 >= 0 })
    copy.training = training.rows(at: label.rows(of: wanted, in: training))
    copy.holdout = holdout.rows(at: label.rows(of: wanted, in: holdout))
    let real = label.rowsByClass(copy.training)
    let generated = label.rowsByClass(synthetic)
    let total = real.reduce(0) { $0 + $1.count }
    // Rows for all classes together, so that no class needs more than it has.
    var affordable = Double.infinity
    for (realRows, rows) in zip(real, generated) where !realRows.isEmpty {
      affordable = min(affordable, Double(rows.count) * Double(total) / Double(realRows.count))
    }
    guard total > 0, affordable.isFinite else { return self }
    var generator = SeededGenerator(seed: configuration.seed, stream: "class shares")
    var kept: [Int] = []
    for (realRows, rows) in zip(real, generated) where !realRows.isEmpty {
      let share = Double(realRows.count) / Double(total)
      let count = Int((affordable * share).rounded())
      kept += RowSampling.indices(count, of: rows.count, using: &generator).map { rows[$0] }
    }
    copy.synthetic = synthetic.rows(at: kept.sorted())
    return copy
  }
}
