/// What every published row must satisfy.
package protocol RowRequirement: Sendable {
  /// In a word or two, for counts of rejected rows, e.g. "condition".
  var name: String { get }

  /// The rows with set right what can be set right without changing the columns to keep.
  func mended(_ table: Table, keeping fixed: Set<Int>) -> Table

  /// Whether each row satisfies it.
  func isMet(_ table: Table) -> [Bool]
}

extension RowRequirement {
  /// Nothing is set right unless a requirement says how.
  package func mended(_ table: Table, keeping fixed: Set<Int>) -> Table { table }
}

extension [any RowRequirement] {
  /// Whether each row satisfies all of them.
  func isMet(_ table: Table) -> [Bool] {
    firstUnmet(table).map { $0 < 0 }
  }

  /// For every row the first requirement that it does not satisfy; -1 where it satisfies all.
  func firstUnmet(_ table: Table) -> [Int] {
    var result = [Int](repeating: -1, count: table.rowCount)
    if result.isEmpty { return result }
    for (index, requirement) in enumerated().reversed() {
      for (row, isMet) in requirement.isMet(table).enumerated() where !isMet { result[row] = index }
    }
    return result
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
