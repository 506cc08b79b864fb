internal import Datasets

extension PipelineConfiguration {
  /// The constraints of the configuration and those of the schema file, bound to the real table.
  /// - Throws: `PipelineError.yamlFile` with the place of one that cannot be bound, or `constraint` where it comes from
  ///   the configuration.
  func bound(
    _ placed: [PlacedConstraint], schema: Schema, table: Table
  ) throws(PipelineError) -> ConstraintSet {
    do throws(ConstraintFault) {
      return try ConstraintSet(constraints + placed.map(\.rule), schema: schema, table: table)
    } catch {
      let index = error.index - constraints.count
      if index >= 0 { throw .yamlFile(placed[index].fault(error.error)) }
      throw .constraint(name: constraints[error.index].description, error: error.error)
    }
  }
}

extension PipelineConfiguration {
  /// The constraints by which rows are drawn: of real rows they know those learned from alone.
  func drawingConstraints(
    _ dataset: Dataset, training: Table
  ) throws(PipelineError) -> ConstraintSet {
    let rules = dataset.constraints.rules
    do throws(ConstraintFault) {
      return try ConstraintSet(
        rules, schema: dataset.schema, table: dataset.table, rows: training,
        seed: seed(of: .decode))
    } catch {
      throw .constraint(name: rules[error.index].description, error: error.error)
    }
  }
}

extension Dataset {
  /// Rules that the real rows keep, those that are applied left out.
  var suggestedConstraints: [ConstraintRule] {
    let found = ConstraintSuggestions(
      table, schema: schema, labelIndex: label.columnIndex)
    return found.rules.filter { !constraints.rules.contains($0) }
  }
}
