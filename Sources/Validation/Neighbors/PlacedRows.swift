/// Rows of a table in a space, row by row.
struct PlacedRows: Sendable {
  let rowCount: Int
  /// Scaled numbers per row.
  let numberCount: Int
  /// Codes per row.
  let codeCount: Int
  /// `numberCount` numbers for each row in turn.
  private(set) var numbers: [Float]
  /// `codeCount` codes for each row in turn.
  private(set) var codes: [Int32]

  /// The table's rows in a space that was fitted on a table with the same columns.
  init(_ table: MetricTable, in space: RowSpace) {
    rowCount = table.rowCount
    var numberCount = 0
    var codeCount = 0
    for coordinate in space.coordinates {
      switch coordinate {
      case .number: numberCount += 1
      case .code: codeCount += 1
      case .indicators(let wanted): numberCount += wanted.count
      case .leftOut: break
      }
    }
    self.numberCount = numberCount
    self.codeCount = codeCount
    numbers = [Float](repeating: 0, count: rowCount * numberCount)
    codes = [Int32](repeating: 0, count: rowCount * codeCount)
    var nextNumber = 0
    var nextCode = 0
    for (column, coordinate) in zip(table.columns, space.coordinates) {
      switch coordinate {
      case .number(let center, let unit, let missing):
        for (row, number) in (column.numbers ?? []).enumerated() {
          numbers[row * numberCount + nextNumber] = Float(
            RowSpace.scaled(number, center: center, unit: unit, missing: missing))
        }
        nextNumber += 1
      case .code:
        for (row, code) in (column.codes ?? []).enumerated() {
          codes[row * codeCount + nextCode] = code
        }
        nextCode += 1
      case .indicators(let wanted):
        for (row, code) in (column.codes ?? []).enumerated() {
          if let index = wanted.firstIndex(of: code) {
            numbers[row * numberCount + nextNumber + index] = 1
          }
        }
        nextNumber += wanted.count
      case .leftOut: break
      }
    }
  }
}
