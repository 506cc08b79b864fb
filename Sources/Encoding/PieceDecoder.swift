public import Datasets
internal import Parallel

/// Decodes a long sample piece by piece, so that it never needs to be in memory as a whole.
///
/// What must not repeat across pieces (keys) and what counts over all of them (extremes) is kept here; everything else of a
/// piece is fixed by its codes and its seed, so pieces that were begun in order may be decoded side by side.
public struct PieceDecoder: Sendable {
  /// A piece that was begun.
  public struct Piece: Sendable {
    fileprivate let seed: UInt64
    fileprivate let rows: Range<Int>
    /// Columns that depend on the pieces before, by index.
    fileprivate let columns: [Int: Column]
  }

  private let encoder: TableEncoder
  private let calibratesExtremes: Bool
  private var makers: [Int: OutsideMaker] = [:]
  private var begunCount = 0

  /// A decoder for a sample of `rowCount` rows.
  /// - Parameter calibratesExtremes: see `TableEncoder.decode`.
  public init(_ encoder: TableEncoder, rowCount: Int, calibratesExtremes: Bool) {
    (self.encoder, self.calibratesExtremes) = (encoder, calibratesExtremes)
    for (index, role) in encoder.roles.enumerated() {
      guard case .outside(let outside) = role else { continue }
      makers[index] = outside.maker(rowCount: rowCount, schema: encoder.schema.columns[index])
    }
  }

  /// Begins the next piece; what the codes leave open is drawn from `seed`.
  public mutating func next(rowCount: Int, seed: UInt64) -> Piece {
    var columns: [Int: Column] = [:]
    for index in makers.keys where makers[index]?.isSeries == true {
      guard case .outside(let outside) = encoder.roles[index] else { continue }
      columns[index] = makers[index]?.next(
        rowCount, outside, name: encoder.schema.columns[index].name,
        noise: DecodingNoise(seed: seed, column: index))
    }
    defer { begunCount += rowCount }
    return Piece(seed: seed, rows: begunCount..<begunCount + rowCount, columns: columns)
  }

  /// The cells of a piece, in the columns' own spelling; the same for every number of threads.
  /// - Precondition: `encoded` has as many rows as the piece.
  public func decode(_ encoded: EncodedTable, _ piece: Piece, threadCount: Int = 1) -> Table {
    var columns = apart(encoded, piece, threadCount: threadCount)
    let schema = encoder.schema
    for (index, role) in encoder.roles.enumerated() {
      guard case .tokens(_, _, let offset?) = role else { continue }
      columns[index] = offset.restored(
        columns[index], columns: columns, schema: schema, own: schema.columns[index])
    }
    return Table(columns: columns)
  }

  /// The cells of a piece, column by column: of a column that is told by what is left of it, what is left.
  func apart(_ encoded: EncodedTable, _ piece: Piece, threadCount: Int) -> [Column] {
    precondition(encoded.rowCount == piece.rows.count, "a piece of \(piece.rows.count) rows")
    let team = ThreadTeam(threadCount: threadCount)
    return team.map(encoder.roles.count) { decode($0, encoded, piece) }
  }

  private func decode(_ index: Int, _ encoded: EncodedTable, _ piece: Piece) -> Column {
    let schema = encoder.schema.columns[index]
    let noise = DecodingNoise(seed: piece.seed, column: index)
    switch encoder.roles[index] {
    case .label: return encoder.label.decode(encoded.classes, name: schema.name)
    case .outside(let outside):
      if let made = piece.columns[index] { return made }
      var maker = makers[index] ?? .constant("")
      return maker.next(encoded.rowCount, outside, name: schema.name, noise: noise)
    case .tokens(let first, let column, let offset):
      let column = column.encoder
      let codes = column.tokens.indices.map { encoded.codes[first + $0] }
      return column.decode(
        codes, schema: offset?.residualSchema(of: schema) ?? schema,
        context: DecodingContext(
          noise: noise, rows: piece.rows, calibratesExtremes: calibratesExtremes))
    }
  }
}
