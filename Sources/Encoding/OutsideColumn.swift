internal import Datasets

/// A column that no network models: constants are repeated, identifiers and free text made anew in the manner of the real ones.
struct OutsideColumn: Codable, Sendable {
  /// The distinct real texts that are not missing, and how many rows hold each.
  private let texts: [String]
  private let counts: [Int]
  private let missing: WeightedTexts
  private let missingFraction: Double

  init(_ column: Column, schema: ColumnSchema) {
    var counts = [Int](repeating: 0, count: column.levels.count)
    for code in column.codes { counts[Int(code)] += 1 }
    let used = counts.indices.filter { counts[$0] > 0 }
    let isConstant = schema.kind == .constant
    let known = used.filter { isConstant || !schema.isMissing(column.levels[$0]) }
    let gone = used.filter { !isConstant && schema.isMissing(column.levels[$0]) }
    texts = known.map { column.levels[$0] }
    self.counts = known.map { counts[$0] }
    missing = WeightedTexts(gone.map { (column.levels[$0], counts[$0]) })
    missingFraction =
      Double(gone.reduce(0) { $0 + counts[$1] }) / Double(max(column.codes.count, 1))
  }

  /// Whether every text has a count.
  var isConsistent: Bool {
    texts.count == counts.count && counts.allSatisfy { (0...1_000_000_000).contains($0) }
      && missing.isConsistent
  }

  /// New cells: identifiers never repeat and are never real ones; texts are not real ones unless nothing else can be made.
  func decode(rowCount: Int, schema: ColumnSchema, noise: DecodingNoise) -> Column {
    var generator = noise
    switch schema.kind {
    case .identifier where !texts.isEmpty:
      let column = Column(name: schema.name, cells: texts)
      let pattern = IdentifierPattern(column: column)
      let keys = pattern.generate(count: rowCount, using: &generator)
      return blanked(keys, schema.name, using: &generator)
    case .text where !texts.isEmpty:
      return blanked(newTexts(rowCount, using: &generator), schema.name, using: &generator)
    default:
      let level = texts.first ?? missing.texts.first ?? ""
      return Column(
        name: schema.name, levels: [level], codes: [Int32](repeating: 0, count: rowCount))
    }
  }

  /// Tries per text before a real one is accepted.
  private static let tryCount = 20

  private func newTexts(_ count: Int, using generator: inout DecodingNoise) -> [String] {
    let repeated = zip(texts, counts).lazy.flatMap { repeatElement($0, count: $1) }
    let recombiner = WordRecombiner(texts: repeated)
    let real = Set(texts)
    return (0..<count).map { _ in
      var text = recombiner.text(using: &generator)
      for _ in 0..<Self.tryCount where real.contains(text) {
        text = recombiner.text(using: &generator)
      }
      return text
    }
  }

  /// The cells with as large a share missing as in the real column.
  private func blanked(_ cells: [String], _ name: String, using generator: inout DecodingNoise)
    -> Column
  {
    if missing.isEmpty { return Column(name: name, cells: cells) }
    let noise = generator.uniforms(count: cells.count)
    return Column(
      name: name,
      cells: zip(cells, noise).map { cell, uniform in
        uniform < missingFraction ? missing.texts[missing.index(uniform / missingFraction)] : cell
      })
  }
}
