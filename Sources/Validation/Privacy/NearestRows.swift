/// Rows laid out by column for brute-force distances: each column is one run through memory.
struct NearestRows: Sendable {
  private let rowCount: Int
  /// Numbers divided by their range, missing ones replaced; one array per numeric column.
  private let numbers: [[Float]]
  /// Codes, one array per categorical column.
  private let codes: [[Int32]]

  init(_ table: MetricTable, scales: [ClosestRecordShare.Scale?]) {
    rowCount = table.rowCount
    var numbers: [[Float]] = []
    var codes: [[Int32]] = []
    for (column, scale) in zip(table.columns, scales) {
      if let values = column.numbers, let scale {
        numbers.append(
          values.map { value in
            let offset = (value.isNaN ? scale.median : value) - scale.median
            return Float(max(-1e6, min(1e6, offset / scale.range)))
          })
      } else if let values = column.codes {
        codes.append(values)
      }
    }
    self.numbers = numbers
    self.codes = codes
  }

  /// The distance from a row of `queries` to the nearest of these rows; infinity when there are none.
  ///
  /// `distances` is working space for at least as many numbers as there are rows.
  func nearest(to row: Int, of queries: NearestRows, _ distances: inout [Float]) -> Float {
    distances.withUnsafeMutableBufferPointer { sums in
      for index in 0..<rowCount { sums[index] = 0 }
      for (column, values) in numbers.enumerated() {
        let wanted = queries.numbers[column][row]
        values.withUnsafeBufferPointer { values in
          for index in 0..<rowCount { sums[index] += abs(values[index] - wanted) }
        }
      }
      for (column, values) in codes.enumerated() {
        let wanted = queries.codes[column][row]
        values.withUnsafeBufferPointer { values in
          for index in 0..<rowCount { sums[index] += values[index] == wanted ? 0 : 1 }
        }
      }
      var least = Float.infinity
      for index in 0..<rowCount { least = min(least, sums[index]) }
      return least
    }
  }
}
