/// One column's schema under an override, checked against every cell.
struct OverriddenColumn {
  let column: Column
  let inferred: ColumnSchema
  let override: ColumnOverride
  let markers: MissingMarkers

  /// The checked schema.
  func schema() throws(DatasetError) -> ColumnSchema {
    var result = inferred
    if let missing = override.missing {
      result = ColumnInference(column: column, markers: MissingMarkers(everywhere: missing))
        .schema()
    }
    try checkCombination()
    let kind = override.kind ?? (override.format == nil ? result.kind : .temporal)
    if kind == result.kind, override.format == nil, override.decimals == nil { return result }
    if override.missing == nil { result.missingMarkers = markers(for: kind) }
    result.kind = kind
    result.numberFormat = nil
    result.temporalFormat = nil
    switch kind {
    case .integer, .decimal: result.numberFormat = try numberFormat(kind, result)
    case .temporal: result.temporalFormat = try temporalFormat(result)
    case .boolean: try checkBoolean(result)
    case .identifier: try checkIdentifier(result)
    case .constant: try checkConstant()
    case .categorical, .text: break
    }
    return result
  }

  private func checkCombination() throws(DatasetError) {
    if let kind = override.kind, kind != .temporal, override.format != nil {
      throw invalid("a format belongs to the kind temporal, not \(kind.rawValue)")
    }
    guard let decimals = override.decimals else { return }
    if override.format != nil || (override.kind != nil && override.kind != .decimal) {
      throw invalid("decimals belong to the kind decimal")
    }
    if !(0...17).contains(decimals) {
      throw invalid("decimals are \(decimals) where 0 to 17 are expected")
    }
  }

  /// The markers that hold for a kind, most frequent first.
  private func markers(for kind: ColumnKind) -> [String] {
    let isNumeric = kind == .integer || kind == .decimal || kind == .temporal
    let counts = column.levelCounts
    return column.levels.indices
      .filter { index in
        counts[index] > 0
          && (isNumeric
            ? markers.containsAmongNumbers(column.levels[index])
            : markers.contains(column.levels[index]))
      }
      .sorted { (counts[$1], $0) < (counts[$0], $1) }
      .map { column.levels[$0] }
  }

  /// The texts that are not missing.
  private func known(_ schema: ColumnSchema) -> [String] {
    let missing = Set(schema.missingMarkers)
    let counts = column.levelCounts
    return column.levels.indices.filter { counts[$0] > 0 && !missing.contains(column.levels[$0]) }
      .map { column.levels[$0] }
  }

  private func numberFormat(_ kind: ColumnKind, _ schema: ColumnSchema) throws(DatasetError)
    -> NumberFormat
  {
    let texts = known(schema)
    let name = kind == .integer ? "a whole number" : "a number"
    let fitting = texts.filter { NumberInference.format(of: [$0]) != nil || isCode($0) }
    guard fitting.count == texts.count, !texts.isEmpty else {
      let wrong = Set(texts).subtracting(fitting)
      throw mismatch(name) { wrong.contains($0) || texts.isEmpty }
    }
    var format = NumberInference.format(of: texts) ?? NumberFormat()
    if kind == .integer, format.decimals > 0 {
      let fractional = format
      throw mismatch(name) { text in
        fractional.number(text).map { $0 != $0.rounded() } ?? false
      }
    }
    try check(name, texts) { format.number($0) != nil }
    if let decimals = override.decimals {
      format.decimals = decimals
      format.minimumDecimals = min(format.minimumDecimals, decimals)
    }
    return format
  }

  /// A code with leading zeros reads as a number when a user says so.
  private func isCode(_ text: String) -> Bool { NumberScanner.scan(text.trimmingBlanks) != nil }

  private func temporalFormat(_ schema: ColumnSchema) throws(DatasetError) -> TemporalFormat {
    let texts = known(schema)
    guard let pattern = override.format else {
      if let found = inferred.temporalFormat ?? TemporalPatterns.firstMatch(texts) { return found }
      throw invalid("no known date or time format fits its cells; give one, such as '%d.%m.%Y'")
    }
    let format = TemporalFormat(pattern: pattern)
    guard format.isValid else {
      throw invalid("'\(pattern)' is no date or time format; use letters such as %Y-%m-%d %H:%M:%S")
    }
    try check("a date or time written as \(pattern)", texts) { format.number($0) != nil }
    return format
  }

  private func checkBoolean(_ schema: ColumnSchema) throws(DatasetError) {
    let texts = known(schema)
    if texts.count > 2 {
      let pair = Set(texts.prefix(2))
      try check("one of two values, as a boolean column has", texts) { pair.contains($0) }
    }
  }

  private func checkIdentifier(_ schema: ColumnSchema) throws(DatasetError) {
    if known(schema).isEmpty {
      throw invalid("an identifier column needs cells that are not missing")
    }
  }

  private func checkConstant() throws(DatasetError) {
    guard let first = column.codes.first else { return }
    let value = column.levels[Int(first)]
    try check("'\(value)', the constant", column.levels) { $0 == value }
  }

  /// Throws for the first text that does not hold.
  private func check(
    _ expected: String, _ texts: [String], _ holds: (String) -> Bool
  ) throws(DatasetError) {
    let wrong = Set(texts.filter { !holds($0) })
    if !wrong.isEmpty { throw mismatch(expected) { wrong.contains($0) } }
  }

  private func mismatch(_ expected: String, _ isWrong: (String) -> Bool) -> DatasetError {
    let counts = column.levelCounts
    let wrong = column.levels.indices.filter { counts[$0] > 0 && isWrong(column.levels[$0]) }
    return .overrideMismatch(
      column: column.name, expected: expected, cell: wrong.first.map { column.levels[$0] } ?? "",
      count: wrong.reduce(0) { $0 + counts[$1] })
  }

  private func invalid(_ reason: String) -> DatasetError {
    .invalidOverride(column: column.name, reason: reason)
  }
}
