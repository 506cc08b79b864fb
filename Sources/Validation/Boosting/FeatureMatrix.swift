internal import Datasets

/// Rows of Float32 features for gradient boosting, NaN where missing.
///
/// Numbers enter as they are (infinities as the largest finite value, dates as seconds since the earliest), categories
/// as their codes, in the order of their texts, as the yardstick of this project encodes them. Text and identifier
/// columns are left out.
public struct FeatureMatrix: Sendable, Equatable {
  /// The number of rows.
  public var rowCount: Int
  /// The number of features.
  public var featureCount: Int
  /// Row-major, `[rowCount, featureCount]`.
  public var values: [Float]

  /// A matrix from its values, which are `rowCount` × `featureCount` many.
  public init(rowCount: Int, featureCount: Int, values: [Float]) {
    precondition(values.count == rowCount * featureCount, "one value per row and feature")
    self.rowCount = rowCount
    self.featureCount = featureCount
    self.values = values
  }

  /// The comparable columns of a table but one, some rows of it.
  ///
  /// - Parameters:
  ///   - table: The table to take rows from.
  ///   - rows: The rows to take, in this order; nil takes all.
  ///   - skipping: A column to leave out: the label.
  ///   - origins: What `origins(_:)` says of the training table.
  init(_ table: MetricTable, rows: [Int]? = nil, skipping: Int? = nil, origins: [Double]) {
    let used = table.columns.indices.filter { $0 != skipping && table.columns[$0].isComparable }
    let rowCount = rows?.count ?? table.rowCount
    var values = [Float](repeating: .nan, count: rowCount * used.count)
    for (feature, index) in used.enumerated() {
      let column = table.columns[index]
      if let numbers = column.numbers {
        for row in 0..<rowCount {
          values[row * used.count + feature] = Self.finite(
            numbers[rows?[row] ?? row] - origins[index])
        }
      } else if let codes = column.codes {
        for row in 0..<rowCount {
          values[row * used.count + feature] = Float(codes[rows?[row] ?? row])
        }
      }
    }
    self.init(rowCount: rowCount, featureCount: used.count, values: values)
  }

  /// What to subtract from each column: the earliest moment of a temporal one, since Float32 cannot tell two minutes of
  /// today apart when counted from 1970; 0 for all others.
  static func origins(_ table: MetricTable) -> [Double] {
    table.columns.map { column in
      guard column.kind == .temporal, let numbers = column.numbers else { return 0 }
      let earliest = numbers.reduce(Double.infinity) { $1.isNaN ? $0 : min($0, $1) }
      return earliest.isFinite ? earliest : 0
    }
  }

  /// The rows at these indices, in this order.
  public func rows(at indices: [Int]) -> FeatureMatrix {
    var selected: [Float] = []
    selected.reserveCapacity(indices.count * featureCount)
    for row in indices { selected += values[row * featureCount..<(row + 1) * featureCount] }
    return FeatureMatrix(rowCount: indices.count, featureCount: featureCount, values: selected)
  }

  /// This matrix's rows followed by another's with as many features.
  public func appending(_ other: FeatureMatrix) -> FeatureMatrix {
    FeatureMatrix(
      rowCount: rowCount + other.rowCount, featureCount: featureCount,
      values: values + other.values)
  }

  private static func finite(_ number: Double) -> Float {
    if number.isNaN { return .nan }
    let largest = Double(Float.greatestFiniteMagnitude)
    return Float(max(-largest, min(largest, number)))
  }
}
