internal import Datasets

/// A table's model as it was read.
struct SavedTable: Sendable {
  var model: TableModel
  var encoder: TableEncoder
  var use: ModelUse.Table
  /// Rows learned from, by class.
  var classCounts: [Int]
  /// What every row of the run had to meet.
  var constraints: ConstraintSet
}

/// Rows of a saved model that had to meet something, all together.
struct SuitableRows: Sendable {
  var encoded: EncodedTable
  var table: Table
  var drawing: DrawingRecord?
  var completion: CompletionRecord?
  var constraints: ConstraintFindings?
}

extension SavedModel {
  /// The constraints of the run, bound again without its rows.
  func constraints(
    _ use: ModelUse.Table, _ encoder: TableEncoder, seed: UInt64
  ) throws(PipelineError) -> ConstraintSet {
    let saved = use.constraints ?? []
    let columnCount = encoder.schema.columns.count
    guard saved.allSatisfy({ $0.basis?.isConsistent(columnCount: columnCount) ?? true }) else {
      throw .unusableModel(path: path, reason: "the constraints of sampling.json are damaged")
    }
    do throws(ConstraintFault) {
      return try ConstraintSet(
        saved.map(\.rule), schema: encoder.schema, names: encoder.knownNames,
        bases: saved.map(\.basis), seed: seed)
    } catch {
      throw .constraint(name: saved[error.index].rule.description, error: error.error)
    }
  }
}

extension ModelSampling {
  /// Whether rows have to meet something, so that they are drawn all together rather than piece by piece.
  func hasDemands(_ saved: SavedTable) -> Bool {
    configuration.condition != nil || configuration.likePath != nil
      || !saved.constraints.constraints.isEmpty
  }

  /// Rows that meet the constraints of the run, the condition, or given cells.
  func suitableRows(_ saved: SavedTable, counts: [Int]) throws -> SuitableRows {
    let condition = try condition(saved.encoder)
    let (requirements, mending) = saved.constraints.requirements(
      conditions: condition.map { [ConditionRequirement(condition: $0)] } ?? [], saved.encoder)
    if let path = configuration.likePath {
      let completed = try complete(path, saved, requirements)
      return SuitableRows(
        encoded: completed.encoded, table: completed.table, completion: completed.record,
        constraints: mending?.findings(real: nil))
    }
    let spreading = ClassSpreading(
      hasCondition: condition != nil, isBalanced: configuration.isBalanced,
      hasAmounts: configuration.classRowCounts != nil)
    let made = RowDrawing(
      model: saved.model, encoder: saved.encoder, requirements: requirements, condition: condition,
      counts: counts,
      classWeights: spreading.weights(saved.classCounts, isReal: saved.encoder.isRealClass),
      spreading: spreading, isStratified: saved.use.isStratified,
      seed: configuration.seed(of: .sample), threadCount: configuration.threadCount,
      listener: clock.listener
    ).draw()
    if made.table.rowCount == 0 { throw made.record.noneFound }
    if made.record.isPartial {
      for sentence in made.record.sentences { clock.listener(.noted(sentence)) }
    }
    return SuitableRows(
      encoded: made.encoded, table: made.table, drawing: made.record,
      constraints: mending?.findings(real: nil))
  }

  /// The condition, checked against the columns and names that the model knows.
  private func condition(
    _ encoder: TableEncoder
  ) throws(PipelineError) -> Datasets.Expression? {
    guard let text = configuration.condition else { return nil }
    do throws(ExpressionError) {
      return try Datasets.Expression(text, schema: encoder.schema, table: encoder.knownNames)
    } catch {
      throw .condition(error)
    }
  }

  private func complete(
    _ path: String, _ saved: SavedTable, _ requirements: [any RowRequirement]
  ) throws -> CompletedRows {
    let dialect = saved.use.dialect
    let given = try GivenRows(
      path: path,
      options: ReadOptions(encoding: dialect.encoding, header: dialect.hasHeader ? .yes : .no),
      encoder: saved.encoder)
    try given.check(saved.constraints)
    for note in given.notes { clock.listener(.noted("\(path): \(note)")) }
    return try RowCompletion(
      model: saved.model, encoder: saved.encoder, given: given, requirements: requirements,
      classCounts: saved.classCounts, isStratified: saved.use.isStratified,
      seed: configuration.seed(of: .sample), threadCount: configuration.threadCount
    ).complete()
  }
}

extension DrawingRecord {
  /// That no row satisfies everything, where no real rows are at hand to be counted.
  fileprivate var noneFound: PipelineError {
    if let condition {
      return .conditionNotMet(
        condition: condition, drawnCount: drawnRowCount, realCount: 0, realTotal: 0)
    }
    let most = rejections.max { $0.rowCount < $1.rowCount }
    return .requirementNotMet(
      requirement: most?.requirement ?? "requirement", drawnCount: drawnRowCount)
  }
}
