internal import Datasets

/// A constraint as a requirement of drawn rows.
struct ConstraintRequirement: RowRequirement {
  let constraint: any Constraint

  var name: String { "constraint '\(constraint.rule.description.shown(100))'" }

  func isMet(_ table: Table) -> [Bool] { constraint.isMet(table) }
}

extension Pipeline {
  /// What every row made has to meet, constraints first; they count what they see of a draw.
  func requirements(
    _ dataset: Dataset, _ parts: Parts, _ encoder: TableEncoder
  ) throws(PipelineError) -> (all: [any RowRequirement], mending: ConstraintMending?) {
    let isFree = dataset.constraints.constraints.isEmpty
    let set =
      isFree
      ? ConstraintSet() : try configuration.drawingConstraints(dataset, training: parts.training)
    return set.requirements(conditions: dataset.requirements, encoder)
  }
}

extension ConstraintSet {
  /// Constraints first, then conditions; what mends rows counts what it sees of a draw.
  func requirements(
    conditions: [any RowRequirement], _ encoder: TableEncoder
  ) -> (all: [any RowRequirement], mending: ConstraintMending?) {
    if constraints.isEmpty { return (conditions, nil) }
    // A class is not changed, so that all keep their numbers of rows.
    let fixed = encoder.isLabelNumeric ? [] : Set([encoder.labelIndex].compactMap { $0 })
    let mending = ConstraintMending(self, keeping: fixed)
    let checks = constraints.map { ConstraintRequirement(constraint: $0) }
    return ([mending] + checks + conditions, mending)
  }
}
