internal import Datasets
internal import Synchronization

/// Changes drawn rows so that they meet constraints, as far as that can be done, and counts what that takes.
final class ConstraintMending: RowRequirement {
  private let set: ConstraintSet
  private let fixed: Set<Int>
  private let counts: Mutex<Counts>

  /// What was seen of a draw.
  private struct Counts {
    var drawn = 0
    var mended = 0
    var rejected = 0
    /// By constraint, rows that broke it when they were drawn, and after mending.
    var broken: [Int]
    var failed: [Int]
  }

  /// Mends by all of a set's constraints; columns in `fixed` are not changed.
  init(_ set: ConstraintSet, keeping fixed: Set<Int>) {
    self.set = set
    self.fixed = fixed
    let zeros = [Int](repeating: 0, count: set.constraints.count)
    counts = Mutex(Counts(broken: zeros, failed: zeros))
  }

  let name = "constraints"

  func mended(_ table: Table, keeping further: Set<Int>) -> Table {
    let mended = set.mended(table, keeping: fixed.union(further))
    let before = set.constraints.map { $0.isMet(table) }
    let after = set.constraints.map { $0.isMet(mended) }
    let rejected = (0..<table.rowCount).count { row in after.contains { !$0[row] } }
    let changed = Self.changedCount(table, mended)
    counts.withLock { counts in
      counts.drawn += table.rowCount
      counts.mended += changed
      counts.rejected += rejected
      for index in before.indices {
        counts.broken[index] += before[index].count { !$0 }
        counts.failed[index] += after[index].count { !$0 }
      }
    }
    return mended
  }

  /// True of every row: the constraints themselves are checked one by one.
  func isMet(_ table: Table) -> [Bool] { [Bool](repeating: true, count: table.rowCount) }

  private static func changedCount(_ before: Table, _ after: Table) -> Int {
    var isChanged = [Bool](repeating: false, count: before.rowCount)
    for (old, new) in zip(before.columns, after.columns) where old.codes != new.codes {
      for row in isChanged.indices where old.codes[row] != new.codes[row] { isChanged[row] = true }
    }
    return isChanged.count { $0 }
  }

  /// How the constraints fared so far; nil for real rows that are not at hand.
  func findings(real: Table?) -> ConstraintFindings {
    let counts = counts.withLock { $0 }
    let broken = real.map { set.violations(in: $0).map(\.count) }
    let entries = set.rules.enumerated().map { index, rule in
      ConstraintFindings.Entry(
        name: rule.description, realCount: broken?[index], drawnCount: counts.broken[index],
        rejectedCount: counts.failed[index])
    }
    return ConstraintFindings(
      constraints: entries, drawnRowCount: counts.drawn, mendedRowCount: counts.mended,
      rejectedRowCount: counts.rejected)
  }
}
