internal import Datasets

/// The rows of two tables, the real ones first, as a linear classifier reads them.
///
/// Numbers and dates stay numbers, missing ones become the mean of the real column. A boolean column is 0 or 1,
/// a missing cell being the more frequent of the two. Any other category becomes one feature per category of the real
/// column, missing among them; a category that only synthetic rows have is zero in all of them.
///
/// Kinds are those of the schema. SDMetrics looks at how pandas stores a column: codes are numbers there even where
/// the schema calls them categories, `yes` and `no` are two features, and columns declared boolean are left out.
/// - Source: SDMetrics 0.32, `utils.py` (HyperTransformer), which refuses unknown categories.
struct LogisticFeatures: Sendable {
  /// Rows of both tables.
  let rowCount: Int
  /// `[number column][row]`; NaN where the real column has no mean, and for infinite values.
  private(set) var numbers: [[Double]] = []
  /// `[category column][row]`: which of the levels is 1; −1 when none is.
  private(set) var positions: [[Int32]] = []
  /// The number of levels of all category columns.
  private(set) var levelCount = 0

  /// Encodes every comparable column.
  init(real: MetricTable, synthetic: MetricTable) {
    rowCount = real.rowCount + synthetic.rowCount
    for (realColumn, syntheticColumn) in zip(real.columns, synthetic.columns) {
      if let values = realColumn.numbers {
        numbers.append(Self.filled(values, syntheticColumn.numbers ?? []))
      } else if let codes = realColumn.codes {
        let other = syntheticColumn.codes ?? []
        if let truths = Self.truths(realColumn) {
          numbers.append(
            Self.filled(codes.map { truths[Int($0)] }, other.map { truths[Int($0)] }, byMode: true))
        } else {
          append(codes, other, levelCount: realColumn.levels.count)
        }
      }
    }
  }

  /// Numbers of this size are brought down first, so that their squares do not overflow; a scale is lost later anyway.
  private static let largeNumber = 1e100

  /// Real and synthetic numbers, missing ones filled by the mean (or mode) of the real ones where there is one.
  private static func filled(
    _ real: [Double], _ synthetic: [Double], byMode: Bool = false
  ) -> [Double] {
    var all = real + synthetic
    var largest = 0.0
    for value in all where value.isFinite { largest = max(largest, abs(value)) }
    if largest > largeNumber { all = all.map { $0 / largest } }
    let realPart = all.prefix(real.count)
    let present = realPart.filter { !$0.isNaN }
    let mean = present.reduce(0, +) / Double(present.count)
    // Of 0 and 1, the more frequent is the mean rounded; a tie goes to 0, as pandas has it.
    let fill = byMode ? (mean > 0.5 ? 1 : mean.isNaN ? .nan : 0) : mean
    return all.map { $0.isNaN ? fill : $0 }.map { $0.isFinite ? $0 : .nan }
  }

  /// 0, 1 or NaN for every code of a boolean column; nil for other columns.
  private static func truths(_ column: MetricTable.Column) -> [Double]? {
    guard column.kind == .boolean else { return nil }
    let words = column.levels.indices.filter { Int32($0) != column.missingCode }
    guard words.count <= 2 else { return nil }
    return column.levels.indices.map { words.firstIndex(of: $0).map(Double.init) ?? .nan }
  }

  /// Appends a category column, one feature for every code of a real row.
  private mutating func append(_ real: [Int32], _ synthetic: [Int32], levelCount codeCount: Int) {
    var position = [Int32](repeating: -1, count: codeCount)
    let counts = TVComplement.counts(real, levelCount: codeCount)
    for code in 0..<codeCount where counts[code] > 0 {
      position[code] = Int32(levelCount)
      levelCount += 1
    }
    positions.append((real + synthetic).map { position[Int($0)] })
  }
}
