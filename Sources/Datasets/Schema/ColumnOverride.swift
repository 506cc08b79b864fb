/// What a user says about one column; whatever is left out is found from the cells.
public struct ColumnOverride: Codable, Sendable, Equatable {
  /// What the cells hold.
  public var kind: ColumnKind?
  /// How dates and times are spelled, as in `TemporalFormat.pattern`.
  public var format: String?
  /// Digits after the decimal mark; values with more are rounded when new ones are written.
  public var decimals: Int?
  /// The cell texts that mean "no value" in this column, instead of the usual ones; compared
  /// without blanks around.
  public var missing: [String]?

  /// An override of some of a column's traits.
  public init(
    kind: ColumnKind? = nil, format: String? = nil, decimals: Int? = nil, missing: [String]? = nil
  ) {
    self.kind = kind
    self.format = format
    self.decimals = decimals
    self.missing = missing
  }
}

extension Schema {
  /// The schema with a user's word put over what was found.
  /// - Parameters:
  ///   - overrides: By column name, compared as `columnIndex(named:)` does.
  ///   - table: The table that the schema was inferred from.
  ///   - missingMarkers: The markers that it was inferred with.
  /// - Returns: The schema, checked against every cell.
  /// - Throws: `DatasetError.unknownColumn`; `overrideMismatch` with the first cell that does not
  ///   fit and how many rows do not; `invalidOverride` for an override that makes no sense.
  public func applying(
    overrides: [String: ColumnOverride], to table: Table,
    missingMarkers: MissingMarkers = .standard
  ) throws(DatasetError) -> Schema {
    var schema = self
    var seen: [Int: String] = [:]
    for name in overrides.keys.sorted() {
      guard let override = overrides[name] else { continue }
      let index = try table.columnIndex(named: name)
      if let earlier = seen.updateValue(name, forKey: index) {
        throw .invalidOverride(column: name, reason: "it is overridden twice, also as '\(earlier)'")
      }
      schema.columns[index] = try OverriddenColumn(
        column: table.columns[index], inferred: columns[index], override: override,
        markers: missingMarkers
      ).schema()
    }
    return schema
  }
}

extension Table {
  /// The column of this name: exactly, or else the only one that differs in case and outer blanks
  /// alone.
  /// - Throws: `DatasetError.unknownColumn` with the nearest name.
  public func columnIndex(named name: String) throws(DatasetError) -> Int {
    if let index = columns.firstIndex(where: { $0.name == name }) { return index }
    let key = name.trimmingBlanks.lowercased()
    let alike = columns.indices.filter { columns[$0].name.trimmingBlanks.lowercased() == key }
    if alike.count == 1 { return alike[0] }
    let names = columns.map(\.name)
    throw .unknownColumn(name: name, nearest: nearestName(to: name, among: names), names: names)
  }
}
