public import Datasets

/// A table in the form that metrics read: numbers as `Double`, names as codes that mean the same in every table.
///
/// The tables of one comparison are built together (`MetricTable.build`), so that a code stands for the same
/// trimmed text in each.
///
/// | kind in the schema | here | used by |
/// | --- | --- | --- |
/// | integer, decimal, temporal | `.numeric` | every metric |
/// | categorical, boolean, constant | `.categorical` | every metric |
/// | text | `.text` | exact copies and missing cells only: nearly every value is unique, so that a comparison |
/// |  |  | of frequencies says nothing, and its code would tell a classifier the row's origin |
/// | identifier | `.excluded` | nothing: it is regenerated, never learned |
public struct MetricTable: Sendable, Equatable {
  /// The values of one column.
  public enum Values: Sendable, Equatable {
    /// One number per row; NaN where missing.
    case numeric([Double])
    /// One shared code per row, from 0 to the number of levels − 1.
    case categorical([Int32])
    /// One shared code per row, for exact comparison only.
    case text([Int32])
    /// Left out of every metric.
    case excluded
  }

  /// One column.
  public struct Column: Sendable, Equatable {
    /// The name in the header.
    public var name: String
    /// The kind in the schema.
    public var kind: ColumnKind
    /// One value per row.
    public var values: Values
    /// The texts that codes stand for, the same in every table; empty for numbers.
    public var levels: [String]
    /// The code of the missing category, when any table has one.
    public var missingCode: Int32?

    /// A column.
    public init(
      name: String, kind: ColumnKind, values: Values, levels: [String] = [],
      missingCode: Int32? = nil
    ) {
      self.name = name
      self.kind = kind
      self.values = values
      self.levels = levels
      self.missingCode = missingCode
    }

    /// The numbers of a numeric column, else nil.
    public var numbers: [Double]? {
      if case .numeric(let numbers) = values { return numbers }
      return nil
    }

    /// The codes of a categorical column, else nil.
    public var codes: [Int32]? {
      if case .categorical(let codes) = values { return codes }
      return nil
    }

    /// Whether distributions of this column can be compared: it is numeric or categorical.
    public var isComparable: Bool { numbers != nil || codes != nil }
  }

  /// The columns, in the schema's order.
  public var columns: [Column]
  /// The number of rows.
  public var rowCount: Int

  /// A table of columns with `rowCount` rows each.
  public init(columns: [Column], rowCount: Int) {
    self.columns = columns
    self.rowCount = rowCount
  }

  /// The rows at these indices, in this order.
  public func rows(at indices: [Int]) -> MetricTable {
    let selected = columns.map { column in
      var copy = column
      switch column.values {
      case .numeric(let numbers): copy.values = .numeric(indices.map { numbers[$0] })
      case .categorical(let codes): copy.values = .categorical(indices.map { codes[$0] })
      case .text(let codes): copy.values = .text(indices.map { codes[$0] })
      case .excluded: break
      }
      return copy
    }
    return MetricTable(columns: selected, rowCount: indices.count)
  }
}
