public import Parallel

/// Exact copies: the share of rows that equal a training row in every column, label included.
///
/// Cells are compared by value: trimmed texts, and numbers as numbers (`39` is `39.0`). Identifiers are left out, text
/// columns count. Where real rows repeat each other, a perfect generator does too; where a table enumerates few possible
/// rows, it meets the ones it learned from by chance (`CopiesByChance`): both are floors for the gate.
/// - Range: 0 to 1.
/// - Source: "identical match share" of MOSTLY AI's quality report (arXiv 2504.01908).
public struct ExactCopies: Metric {
  /// The metric; it has no settings.
  public init() {}

  /// The key in the report.
  public var name: String { "copies" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// The fewer, the better, down to what real rows and chance give.
  public var goal: MetricGoal { .minimize }
  /// Privacy.
  public var topic: MetricTopic { .privacy }
  /// What the number means.
  public var meaning: String { "The share of rows that repeat a training row exactly." }

  /// The synthetic rows' share.
  public func score(_ comparison: Comparison) -> Score {
    let copies = Self.copies(
      of: comparison.training, in: [comparison.synthetic], team: comparison.team)
    return Self.share(copies[0])
  }

  /// The share of true values; not applicable without rows.
  static func share(_ isCopy: [Bool]) -> Score {
    if isCopy.isEmpty { return .notApplicable("there are no rows") }
    return Score(Double(isCopy.count { $0 }) / Double(isCopy.count))
  }

  /// For every candidate table, whether each of its rows equals a row of the reference.
  public static func copies(
    of reference: MetricTable, in candidates: [MetricTable], team: ThreadTeam
  ) -> [[Bool]] {
    let hashes = team.map(candidates.count + 1) { index in
      (index == 0 ? reference : candidates[index - 1]).rowHashes()
    }
    let known = Set(hashes[0])
    return hashes.dropFirst().map { $0.map(known.contains) }
  }

  /// Whether each row equals another row of the same table.
  public static func repeats(in table: MetricTable) -> [Bool] { repeats(in: table.rowHashes()) }

  /// Whether each hash equals another one.
  static func repeats(in hashes: [RowHash]) -> [Bool] {
    var counts: [RowHash: Int] = [:]
    for hash in hashes { counts[hash, default: 0] += 1 }
    return hashes.map { counts[$0] ?? 0 > 1 }
  }
}
