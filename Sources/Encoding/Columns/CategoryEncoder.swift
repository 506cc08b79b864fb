internal import Datasets

/// A column of names: one token, a level per name (missing included), most frequent first. Beyond the limit the rarer names
/// share one level, which is re-drawn by frequency, so that the width is bounded whatever the cardinality.
struct CategoryEncoder: ColumnEncoder {
  private let names: [String]
  private let rare: WeightedTexts
  let tokens: [TokenDescription]

  init(_ column: Column, configuration: EncodingConfiguration) {
    var counts = [Int](repeating: 0, count: column.levels.count)
    for code in column.codes { counts[Int(code)] += 1 }
    let order = counts.indices.filter { counts[$0] > 0 }
      .sorted { counts[$0] > counts[$1] || (counts[$0] == counts[$1] && $0 < $1) }
    let limit = configuration.maximumCategories
    let kept = order.count <= limit + 1 ? order.count : limit
    names = order.prefix(kept).map { column.levels[$0] }
    rare = WeightedTexts(order.dropFirst(kept).map { (column.levels[$0], counts[$0]) })
    tokens = [TokenDescription(size: names.count + (rare.isEmpty ? 0 : 1), features: nil)]
  }

  /// The levels with most training rows, at most so many.
  func mostFrequent(_ count: Int) -> [String] { Array(names.prefix(count)) }

  /// Every name learned from.
  var texts: [String] { names + rare.texts }

  var numberRange: ClosedRange<Double>? { nil }

  var isConsistent: Bool {
    rare.isConsistent && tokens.map(\.size) == [names.count + (rare.isEmpty ? 0 : 1)]
  }

  func encode(_ column: Column, numbers: (String) -> Double?) -> [[Int32]] {
    let index = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    let last = tokens[0].size - 1
    let codes = column.levels.map { Int32(index[$0] ?? last) }
    return [column.codes.map { codes[Int($0)] }]
  }

  func knownCells(schema: ColumnSchema) -> [KnownCell?] {
    names.map { .text($0) } + (rare.isEmpty ? [] : [.anyText(rare.texts)])
  }

  func decode(_ codes: [[Int32]], schema: ColumnSchema, context: DecodingContext) -> Column {
    let name = schema.name
    if rare.isEmpty { return Column(name: name, levels: names, codes: codes[0]) }
    let noise = context.noise.uniforms(count: codes[0].count)
    let shared = Int32(names.count)
    let cells = codes[0].enumerated().map { row, code in
      code < shared ? code : shared + Int32(rare.index(Double(noise[row])))
    }
    return Column(name: name, levels: names + rare.texts, codes: cells)
  }
}
