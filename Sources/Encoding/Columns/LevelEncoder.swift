internal import Datasets

/// A numeric column with few distinct values: one token, an ordered level per value and one for missing.
struct LevelEncoder: ColumnEncoder {
  private let values: [Double]
  private let spellings: [String]
  private let missing: WeightedTexts
  private let extremes: Extremes
  let tokens: [TokenDescription]

  init(_ summary: NumericSummary) {
    values = summary.values
    spellings = summary.spellings
    missing = WeightedTexts(summary.missing)
    extremes = Extremes(summary)
    var features = OrderFeatures.of(
      levels: summary.values, among: summary.values, counts: summary.counts)
    if !summary.missing.isEmpty { features.append([0, 0, 0, 0]) }
    tokens = [TokenDescription(size: features.count, features: features)]
  }

  var isConsistent: Bool {
    !values.isEmpty && spellings.count == values.count && missing.isConsistent
      && tokens.map(\.size) == [values.count + (missing.isEmpty ? 0 : 1)]
  }

  func encode(_ column: Column, numbers: (String) -> Double?) -> [[Int32]] {
    let last = Int32(tokens[0].size - 1)
    let codes = column.levels.map { text in numbers(text).map { nearest($0) } ?? last }
    return [column.codes.map { codes[Int($0)] }]
  }

  var numberRange: ClosedRange<Double>? { extremes.range }

  private func nearest(_ number: Double) -> Int32 {
    let above = min(values.lowerBound(number), values.count - 1)
    let below = max(above - 1, 0)
    return Int32(abs(values[below] - number) < abs(values[above] - number) ? below : above)
  }

  func knownCells(schema: ColumnSchema) -> [KnownCell?] {
    spellings.map { .text($0) } + (missing.isEmpty ? [] : [.anyText(missing.texts)])
  }

  func decode(_ codes: [[Int32]], schema: ColumnSchema, context: DecodingContext) -> Column {
    let gone = Int32(values.count)
    let noise = missing.texts.count > 1 ? context.noise.uniforms(count: codes[0].count) : []
    var cells = codes[0]
    if context.calibratesExtremes { reachExtremes(&cells, rows: context.rows) }
    if !noise.isEmpty {
      for row in cells.indices where cells[row] >= gone {
        cells[row] = gone + Int32(missing.index(Double(noise[row])))
      }
    }
    return Column(name: schema.name, levels: spellings + missing.texts, codes: cells)
  }

  private func reachExtremes(_ cells: inout [Int32], rows: Range<Int>) {
    var low: Int?
    var high: Int?
    for (place, cell) in cells.enumerated() where cell < values.count {
      if low.map({ cell < cells[$0] }) ?? true { low = place }
      if high.map({ cell > cells[$0] }) ?? true { high = place }
    }
    guard let low, let high else { return }
    if extremes.expectsLowest(in: rows) { cells[low] = 0 }
    if extremes.expectsHighest(in: rows) { cells[high] = Int32(values.count - 1) }
  }
}
