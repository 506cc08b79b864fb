internal import Datasets

/// A column told by what is left of it after earlier columns are taken off: drop-off as seconds after pick-up, a total as what it
/// holds beside its parts.
///
///     residual = value - Σ sign · earlier value
///
/// Links like these are exact in the data, and bins cannot keep them: two binned moments are apart by the width of a bin, a total
/// misses the sum of its parts. The residual has few values or a small range, and decoding adds the parts back.
struct ColumnOffset: Codable, Sendable, Equatable {
  /// One earlier column, added or taken off.
  struct Term: Codable, Sendable, Equatable {
    var index: Int
    var sign: Double
  }

  /// What is taken off.
  let terms: [Term]
  /// Digits after the decimal mark that a residual can have.
  let decimals: Int
  /// The range that restored numbers are kept in; nil for moments.
  let range: ClosedRange<Double>?

  /// The schema under which residuals go to their column encoder.
  func residualSchema(of column: ColumnSchema) -> ColumnSchema {
    ColumnSchema(
      name: column.name, kind: .decimal, missingMarkers: column.missingMarkers,
      numberFormat: NumberFormat(decimals: decimals, isFixed: false))
  }

  /// The column of residuals; missing cells keep their text.
  func residuals(_ index: Int, in table: Table, schema: Schema) -> Column {
    let own = schema.columns[index]
    let values = Self.numbers(table.columns[index], own)
    let sums = sums(table.columns, schema, rowCount: values.count)
    let format = residualSchema(of: own)
    let cells = values.indices.map { row in
      let residual = values[row] - sums[row]
      return residual.isNaN ? table.columns[index][row] : format.text(residual)
    }
    return Column(name: own.name, cells: cells)
  }

  /// The column itself from residuals and the earlier columns, which are decoded already.
  func restored(_ residuals: Column, columns: [Column], schema: Schema, own: ColumnSchema) -> Column
  {
    let values = Self.numbers(residuals, residualSchema(of: own))
    let sums = sums(columns, schema, rowCount: values.count)
    let cells = values.indices.map { row -> String in
      if values[row].isNaN { return residuals[row] }
      let value = values[row] + sums[row]
      if value.isNaN { return own.missingMarkers.first ?? "" }
      return own.text(range.map { min(max(value, $0.lowerBound), $0.upperBound) } ?? value)
    }
    return Column(name: own.name, cells: cells)
  }

  private func sums(_ columns: [Column], _ schema: Schema, rowCount: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: rowCount)
    for term in terms {
      let values = Self.numbers(columns[term.index], schema.columns[term.index])
      for row in sums.indices { sums[row] += term.sign * values[row] }
    }
    return sums
  }

  /// A column's numbers row by row; nan where missing.
  static func numbers(_ column: Column, _ schema: ColumnSchema) -> [Double] {
    let levels = column.levels.map { schema.number($0) ?? .nan }
    return column.codes.map { levels[Int($0)] }
  }
}
