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
    let conditions = dataset.requirements
    if dataset.constraints.constraints.isEmpty { return (conditions, nil) }
    // A class is not changed, so that all keep their numbers of rows.
    let fixed = encoder.isLabelNumeric ? [] : Set([encoder.labelIndex].compactMap { $0 })
    let set = try configuration.drawingConstraints(dataset, training: parts.training)
    let mending = ConstraintMending(set, keeping: fixed)
    let checks = set.constraints.map { ConstraintRequirement(constraint: $0) }
    return ([mending] + checks + conditions, mending)
  }
}
