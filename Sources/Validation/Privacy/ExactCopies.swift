public import Parallel

/// Exact copies: the share of rows that equal a training row in every column, label included.
///
/// Cells are compared by value: trimmed texts, and numbers as numbers (`39` is `39.0`). Identifiers are left out, text
/// columns count. The hold-out rows' own share is the floor: where real rows repeat each other, a perfect generator does too.
/// - Range: 0 to 1.
/// - Source: "identical match share" of MOSTLY AI's quality report (arXiv 2504.01908).
public struct ExactCopies: Metric {
  /// The metric; it has no settings.
  public init() {}

  /// The key in the report.
  public var name: String { "copies" }
  /// 0 to 1.
  public var range: MetricRange { .unit }
  /// The fewer, the better; the floor is the hold-out's share.
  public var goal: MetricGoal { .minimize }
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
  ///
  /// Rows are compared by 128-bit hashes of their values; that two different rows of a billion share one has a
  /// probability below 10⁻²⁰.
  public static func copies(
    of reference: MetricTable, in candidates: [MetricTable], team: ThreadTeam
  ) -> [[Bool]] {
    let hashes = team.map(candidates.count + 1) { index in
      rowHashes(index == 0 ? reference : candidates[index - 1])
    }
    let known = Set(hashes[0])
    return hashes.dropFirst().map { $0.map(known.contains) }
  }

  /// Whether each row equals another row of the same table.
  public static func repeats(in table: MetricTable) -> [Bool] {
    let hashes = rowHashes(table)
    var counts: [RowHash: Int] = [:]
    for hash in hashes { counts[hash, default: 0] += 1 }
    return hashes.map { counts[$0] ?? 0 > 1 }
  }

  private static func rowHashes(_ table: MetricTable) -> [RowHash] {
    var hashes = [RowHash](repeating: RowHash(), count: table.rowCount)
    for column in table.columns {
      switch column.values {
      case .numeric(let numbers):
        for row in numbers.indices { hashes[row].combine(bits(numbers[row])) }
      case .categorical(let codes), .text(let codes):
        for row in codes.indices { hashes[row].combine(UInt64(UInt32(bitPattern: codes[row]))) }
      case .excluded: break
      }
    }
    return hashes
  }

  /// One pattern per value: −0 is 0, and all missing numbers are the same.
  private static func bits(_ number: Double) -> UInt64 {
    if number.isNaN { return Double.nan.bitPattern }
    return number == 0 ? 0 : number.bitPattern
  }
}

/// Two independent 64-bit hashes of a sequence of values.
private struct RowHash: Hashable {
  private var first: UInt64 = 0x243f_6a88_85a3_08d3
  private var second: UInt64 = 0x1319_8a2e_0370_7344

  mutating func combine(_ value: UInt64) {
    first = Self.mixed(first ^ value, 0xff51_afd7_ed55_8ccd)
    second = Self.mixed(second &+ value, 0xc4ce_b9fe_1a85_ec53)
  }

  private static func mixed(_ value: UInt64, _ factor: UInt64) -> UInt64 {
    var bits = (value ^ (value >> 33)) &* factor
    bits = (bits ^ (bits >> 29)) &* 0x9e37_79b9_7f4a_7c15
    return bits ^ (bits >> 32)
  }
}
