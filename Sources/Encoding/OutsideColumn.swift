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

  /// Every text of the real column.
  var knownTexts: [String] { texts + missing.texts }

  /// Whether every text has a count.
  var isConsistent: Bool {
    texts.count == counts.count && counts.allSatisfy { (0...1_000_000_000).contains($0) }
      && missing.isConsistent
  }

  /// What makes new cells of this column for a sample of so many rows.
  func maker(rowCount: Int, schema: ColumnSchema) -> OutsideMaker {
    switch schema.kind {
    case .identifier where !texts.isEmpty:
      let pattern = IdentifierPattern(column: Column(name: schema.name, cells: texts))
      return .keys(KeySeries(pattern, count: rowCount))
    case .text where !texts.isEmpty:
      let repeated = zip(texts, counts).lazy.flatMap { repeatElement($0, count: $1) }
      return .texts(WordRecombiner(texts: repeated), real: Set(texts))
    default: return .constant(texts.first ?? missing.texts.first ?? "")
    }
  }

  /// The cells with as large a share missing as in the real column.
  fileprivate func blanked(
    _ cells: [String], _ name: String, using generator: inout DecodingNoise
  ) -> Column {
    if missing.isEmpty { return Column(name: name, cells: cells) }
    let noise = generator.uniforms(count: cells.count)
    return Column(
      name: name,
      cells: zip(cells, noise).map { cell, uniform in
        uniform < missingFraction ? missing.texts[missing.index(uniform / missingFraction)] : cell
      })
  }
}

/// Makes the cells of one column that no network models, piece by piece.
enum OutsideMaker: Sendable {
  /// Identifiers: they never repeat and are never real ones.
  case keys(KeySeries)
  /// Texts: not real ones unless nothing else can be made.
  case texts(WordRecombiner, real: Set<String>)
  /// The same cell in every row.
  case constant(String)

  /// Whether what it makes depends on the pieces before.
  var isSeries: Bool {
    if case .keys = self { true } else { false }
  }

  /// The cells of the next piece.
  mutating func next(
    _ rowCount: Int, _ outside: OutsideColumn, name: String, noise: DecodingNoise
  ) -> Column {
    var generator = noise
    switch self {
    case .keys(var series):
      let keys = series.next(rowCount, using: &generator)
      self = .keys(series)
      return outside.blanked(keys, name, using: &generator)
    case .texts(let recombiner, let real):
      let texts = (0..<rowCount).map { _ in
        Self.text(recombiner, besides: real, using: &generator)
      }
      return outside.blanked(texts, name, using: &generator)
    case .constant(let level):
      return Column(
        name: name, levels: [level], codes: [Int32](repeating: 0, count: rowCount))
    }
  }

  /// Tries per text before a real one is accepted.
  private static let tryCount = 20

  private static func text(
    _ recombiner: WordRecombiner, besides real: Set<String>,
    using generator: inout DecodingNoise
  ) -> String {
    var text = recombiner.text(using: &generator)
    for _ in 0..<tryCount where real.contains(text) {
      text = recombiner.text(using: &generator)
    }
    return text
  }
}
