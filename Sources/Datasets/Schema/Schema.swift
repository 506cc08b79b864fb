/// What kind of values a column holds.
public enum ColumnKind: String, Codable, Sendable, CaseIterable {
  /// Whole numbers.
  case integer
  /// Numbers with decimals.
  case decimal
  /// Names without an order, or codes such as `007` whose spelling matters.
  case categorical
  /// Two categories that spell a truth value (`true`/`false`, `yes`/`no`, …).
  case boolean
  /// Dates, dates with a time, or times of day; the format is in `ColumnSchema.temporalFormat`.
  case temporal
  /// Free text with so many distinct values that each is nearly unique.
  case text
  /// A key: unique in every row; regenerated in the same pattern, never modelled, never copied.
  case identifier
  /// The same text in every row, missing included.
  case constant
}

/// One column's kind and how its cells are read and spelled.
public struct ColumnSchema: Codable, Sendable, Equatable {
  /// The name in the header.
  public var name: String
  /// What the cells hold.
  public var kind: ColumnKind
  /// The cell texts that mean "no value" and occur in this column, most frequent first.
  public var missingMarkers: [String]
  /// How numbers are spelled; set for `integer` and `decimal`.
  public var numberFormat: NumberFormat?
  /// How dates and times are spelled; set for `temporal`.
  public var temporalFormat: TemporalFormat?

  /// A column schema; formats belong to the numeric and temporal kinds alone.
  public init(
    name: String, kind: ColumnKind, missingMarkers: [String] = [],
    numberFormat: NumberFormat? = nil, temporalFormat: TemporalFormat? = nil
  ) {
    self.name = name
    self.kind = kind
    self.missingMarkers = missingMarkers
    self.numberFormat = numberFormat
    self.temporalFormat = temporalFormat
  }

  /// Whether a cell has a place on a number line: integers, decimals, dates and times.
  public var isNumeric: Bool { kind == .integer || kind == .decimal || kind == .temporal }

  /// Whether this text means "no value" here.
  public func isMissing(_ text: String) -> Bool { missingMarkers.contains(text) }

  /// The number that a cell's text stands for: itself, or seconds since 1970-01-01 (since midnight
  /// for times of day); nil when missing or not numeric.
  public func number(_ text: String) -> Double? {
    if isMissing(text) { return nil }
    if let numberFormat { return numberFormat.number(text) }
    return temporalFormat?.number(text)
  }

  /// The text of a number in the column's own spelling.
  public func text(_ number: Double) -> String {
    if let numberFormat { return numberFormat.text(number) }
    return temporalFormat?.text(number) ?? String(number)
  }
}

/// The columns of a table and what each holds.
public struct Schema: Codable, Sendable, Equatable {
  /// One entry per column of the table, in its order.
  public var columns: [ColumnSchema]

  /// A schema of these columns.
  public init(columns: [ColumnSchema]) { self.columns = columns }
}
