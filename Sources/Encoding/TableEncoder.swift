public import Datasets
internal import Parallel

/// What stands for a column: tokens that a network models, the class itself, or nothing (the column is made anew on decoding).
enum ColumnRole: Codable, Sendable {
  /// Tokens `first ..< first + count`, which encode the cells, or what is left of them after earlier columns.
  case tokens(first: Int, AnyColumnEncoder, offset: ColumnOffset?)
  /// The class tells the cell.
  case label
  /// Outside the model: constants, identifiers and free text.
  case outside(OutsideColumn)
}

/// A table as token codes and back; everything a network needs to know about the data.
///
/// The encoder is fitted on training rows alone. Widths are bounded whatever the cardinality: a categorical column has at most
/// `maximumCategories + 1` levels, a numeric one at most `maximumLevels` or its spikes, bins and fine parts.
public struct TableEncoder: Codable, Sendable {
  /// The columns' kinds and spellings.
  public let schema: Schema
  /// Which column is the label.
  public let labelIndex: Int?
  /// Every token in the order in which they are generated; a numeric label's come first.
  public let tokens: [TokenDescription]
  let label: LabelEncoder
  let roles: [ColumnRole]

  /// A name per class, by the label; one for all rows without a label.
  public var classNames: [String] { label.classNames }

  /// Whether the label is numeric and cut into ranges, so that its cells are modelled too.
  public var isLabelNumeric: Bool { labelIndex != nil && label.isModelled }

  /// Learns the encoding of every column from training rows, columns side by side. Linear in the rows, but for sorting
  /// each column's distinct values.
  /// - Throws: `EncodingError`.
  public static func fit(
    _ table: Table, schema: Schema, labelIndex: Int?,
    configuration: EncodingConfiguration = EncodingConfiguration(), threadCount: Int = 1
  ) throws -> TableEncoder {
    guard table.rowCount > 0 else { throw EncodingError.noRows }
    let label =
      labelIndex.map {
        LabelEncoder(table.columns[$0], schema: schema.columns[$0], configuration: configuration)
      } ?? LabelEncoder()
    let team = ThreadTeam(threadCount: threadCount)
    let search = OffsetSearch(table, schema: schema)
    let fitted = team.map(table.columns.count) { index -> Fitted in
      if index == labelIndex && !label.isModelled { return .label }
      return fit(index, table, schema, configuration, search)
    }
    let encoder = TableEncoder(
      schema: schema, labelIndex: labelIndex, label: label, fitted: fitted)
    if encoder.tokens.count > configuration.maximumTokenCount {
      throw EncodingError.tooManyTokens(
        columns: table.columns.count, found: encoder.tokens.count,
        limit: configuration.maximumTokenCount)
    }
    return encoder
  }

  /// A column before its tokens have their places.
  private enum Fitted: Sendable {
    case tokens(AnyColumnEncoder, ColumnOffset?)
    case outside(OutsideColumn)
    case label
  }

  private static func fit(
    _ index: Int, _ table: Table, _ schema: Schema, _ configuration: EncodingConfiguration,
    _ search: OffsetSearch
  ) -> Fitted {
    let (column, columnSchema) = (table.columns[index], schema.columns[index])
    switch columnSchema.kind {
    case .constant, .identifier, .text:
      return .outside(OutsideColumn(column, schema: columnSchema))
    case .categorical, .boolean:
      return .tokens(.categories(CategoryEncoder(column, configuration: configuration)), nil)
    case .integer, .decimal, .temporal:
      let offset = search.offset(of: index)
      let cells = offset?.residuals(index, in: table, schema: schema) ?? column
      let cellSchema = offset?.residualSchema(of: columnSchema) ?? columnSchema
      let numbers = cells.levels.map { cellSchema.number($0) ?? .nan }
      let summary = NumericSummary(cells, numbers: numbers)
      if summary.values.count > configuration.maximumLevels,
        let bins = BinEncoder(summary, rowCount: table.rowCount, configuration: configuration)
      {
        return .tokens(.bins(bins), offset)
      }
      if summary.values.isEmpty {
        return .outside(OutsideColumn(column, schema: columnSchema))
      }
      return .tokens(.levels(LevelEncoder(summary)), offset)
    }
  }

  private init(schema: Schema, labelIndex: Int?, label: LabelEncoder, fitted: [Fitted]) {
    var order = Array(fitted.indices)
    if let labelIndex, label.isModelled { order = [labelIndex] + order.filter { $0 != labelIndex } }
    var roles = [ColumnRole](repeating: .label, count: fitted.count)
    var tokens: [TokenDescription] = []
    for index in order {
      switch fitted[index] {
      case .tokens(let encoder, let offset):
        roles[index] = .tokens(first: tokens.count, encoder, offset: offset)
        tokens += encoder.encoder.tokens
      case .outside(let outside): roles[index] = .outside(outside)
      case .label: roles[index] = .label
      }
    }
    (self.schema, self.labelIndex, self.label, self.roles, self.tokens) =
      (schema, labelIndex, label, roles, tokens)
  }

  /// Token codes of rows with these columns; texts that fitting did not see get the nearest or the shared level.
  public func encode(_ table: Table, threadCount: Int = 1) -> EncodedTable {
    let team = ThreadTeam(threadCount: threadCount)
    let parts = team.map(roles.count) { index -> [[Int32]] in
      guard case .tokens(_, let encoder, let offset) = roles[index] else { return [] }
      let schema = schema.columns[index]
      let column = offset?.residuals(index, in: table, schema: self.schema) ?? table.columns[index]
      let cellSchema = offset?.residualSchema(of: schema) ?? schema
      return encoder.encoder.encode(column, numbers: cellSchema.number)
    }
    var codes = [[Int32]](repeating: [], count: tokens.count)
    for (role, part) in zip(roles, parts) {
      guard case .tokens(let first, _, _) = role else { continue }
      for (place, token) in part.enumerated() { codes[first + place] = token }
    }
    let classes =
      labelIndex.map { label.classes(table.columns[$0], schema: schema.columns[$0]) }
      ?? [Int32](repeating: 0, count: table.rowCount)
    return EncodedTable(codes: codes, classes: classes)
  }

  /// Cells in the columns' own spelling for token codes. What the codes leave open (the place inside a bin, which of the rare
  /// names, new identifiers) is drawn from `seed`, the same for every number of threads.
  /// - Parameter calibratesExtremes: sets the smallest and largest number of every column, in a sample large enough, to those of
  ///   the training rows.
  public func decode(
    _ encoded: EncodedTable, seed: UInt64, calibratesExtremes: Bool = true, threadCount: Int = 1
  ) -> Table {
    var decoder = PieceDecoder(
      self, rowCount: encoded.rowCount, calibratesExtremes: calibratesExtremes)
    let piece = decoder.next(rowCount: encoded.rowCount, seed: seed)
    return decoder.decode(encoded, piece, threadCount: threadCount)
  }
}
