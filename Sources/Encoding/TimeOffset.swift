internal import Datasets

/// A date or time told as its distance from an earlier column's: drop-off as minutes after pick-up.
///
/// Two moments close together need far more resolution than bins over months give; their distance does not. Used where
/// both columns are temporal, the base is never missing when this one is known, and the distance varies far less than the
/// moment itself.
struct TimeOffset: Codable, Sendable {
  /// The column that the distance is counted from.
  let baseIndex: Int

  /// The distance varies at most this fraction of what the moment does.
  private static let maximumDeviationRatio = 0.25
  /// How distances are spelled between encoder and column: whole and decimal seconds.
  private static let spelling = ColumnSchema(
    name: "offset", kind: .decimal, numberFormat: NumberFormat(decimals: 6, isFixed: false))

  /// The schema under which distances go to their column encoder.
  static func schema(for column: ColumnSchema) -> ColumnSchema {
    var schema = spelling
    schema.name = column.name
    schema.missingMarkers = column.missingMarkers
    return schema
  }

  /// The best base for a column among those before it, if any serves.
  static func find(_ index: Int, in table: Table, schema: Schema) -> TimeOffset? {
    guard schema.columns[index].kind == .temporal else { return nil }
    let moments = numbers(table.columns[index], schema.columns[index])
    var best: (index: Int, deviation: Double)?
    for base in 0..<index where schema.columns[base].kind == .temporal {
      let others = numbers(table.columns[base], schema.columns[base])
      let differences = zip(moments, others).map { $0 - $1 }
      let isComplete = zip(moments, others).allSatisfy { $0.isNaN || !$1.isNaN }
      guard isComplete, let spread = deviation(differences), let whole = deviation(moments),
        spread <= maximumDeviationRatio * whole
      else { continue }
      if best.map({ spread < $0.deviation }) ?? true { best = (base, spread) }
    }
    return best.map { TimeOffset(baseIndex: $0.index) }
  }

  private static func deviation(_ numbers: [Double]) -> Double? {
    let known = numbers.filter { !$0.isNaN }
    if known.count < 2 { return nil }
    let mean = known.reduce(0, +) / Double(known.count)
    return (known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(known.count)).squareRoot()
  }

  private static func numbers(_ column: Column, _ schema: ColumnSchema) -> [Double] {
    let levels = column.levels.map { schema.number($0) ?? .nan }
    return column.codes.map { levels[Int($0)] }
  }

  /// The column of distances; missing cells keep their text.
  func distances(_ index: Int, in table: Table, schema: Schema) -> Column {
    let moments = Self.numbers(table.columns[index], schema.columns[index])
    let bases = Self.numbers(table.columns[baseIndex], schema.columns[baseIndex])
    let cells = moments.indices.map { row in
      let distance = moments[row] - bases[row]
      return distance.isNaN ? table.columns[index][row] : Self.spelling.text(distance)
    }
    return Column(name: table.columns[index].name, cells: cells)
  }

  /// Moments from distances and the decoded base.
  func moments(_ distances: Column, base: Column, baseSchema: ColumnSchema, schema: ColumnSchema) -> Column {
    let offsets = Self.numbers(distances, Self.schema(for: schema))
    let bases = Self.numbers(base, baseSchema)
    let cells = offsets.indices.map { row in
      if offsets[row].isNaN { return distances[row] }
      let moment = bases[row] + offsets[row]
      return moment.isNaN ? (schema.missingMarkers.first ?? "") : schema.text(moment)
    }
    return Column(name: schema.name, cells: cells)
  }
}
