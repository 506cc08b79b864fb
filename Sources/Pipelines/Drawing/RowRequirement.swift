/// What every published row must satisfy.
package protocol RowRequirement: Sendable {
  /// In a word or two, for counts of rejected rows, e.g. "condition".
  var name: String { get }

  /// The rows with set right what can be set right.
  func mended(_ table: Table) -> Table

  /// Whether each row satisfies it.
  func isMet(_ table: Table) -> [Bool]
}

extension RowRequirement {
  /// Nothing is set right unless a requirement says how.
  package func mended(_ table: Table) -> Table { table }
}

extension [any RowRequirement] {
  /// Whether each row satisfies all of them.
  func isMet(_ table: Table) -> [Bool] {
    reduce([Bool](repeating: true, count: table.rowCount)) { isMet, requirement in
      zip(isMet, requirement.isMet(table)).map { $0 && $1 }
    }
  }
}

/// The condition of `--where`.
struct ConditionRequirement: RowRequirement {
  let condition: Expression

  var name: String { "condition" }

  func isMet(_ table: Table) -> [Bool] { condition.isMet(table) }
}

extension Dataset {
  /// What every published row must satisfy; rows are drawn as they come where there is nothing.
  var requirements: [any RowRequirement] {
    condition.map { [ConditionRequirement(condition: $0)] } ?? []
  }
}
