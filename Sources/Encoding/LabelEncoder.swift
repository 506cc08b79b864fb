internal import Datasets

/// How rows are told apart by class: the label's own levels, ranges of a numeric label, or one class for all.
struct LabelEncoder: Codable, Sendable {
  /// A name per class.
  let classNames: [String]
  /// The label's texts, one per class; empty for a numeric label cut into ranges and without a label.
  private let texts: [String]
  /// Upper ends of the ranges of a numeric label but the last.
  private let cuts: [Double]
  private let hasMissingClass: Bool

  /// Whether the label's cells are drawn by the model, as columns are, rather than given by the class.
  var isModelled: Bool { texts.isEmpty }

  /// Whether there is a name for every class.
  var isConsistent: Bool {
    !classNames.isEmpty && (texts.isEmpty || texts.count == classNames.count)
  }

  /// One class for all rows.
  init() {
    classNames = ["all rows"]
    texts = []
    cuts = []
    hasMissingClass = false
  }

  init(_ column: Column, schema: ColumnSchema, configuration: EncodingConfiguration) {
    let numbers = column.levels.map { schema.isNumeric ? schema.number($0) ?? .nan : .nan }
    let summary = NumericSummary(column, numbers: numbers)
    if schema.isNumeric && summary.values.count > configuration.maximumLabelLevels {
      let cuts = Self.cuts(summary, binCount: configuration.labelBinCount)
      self.cuts = cuts
      hasMissingClass = !summary.missing.isEmpty
      texts = []
      classNames =
        Self.rangeNames(column.name, cuts: cuts, schema: schema)
        + (hasMissingClass ? ["\(column.name) missing"] : [])
    } else {
      let used = Set(column.codes).sorted()
      texts = used.map { column.levels[Int($0)] }.sorted()
      classNames = texts
      cuts = []
      hasMissingClass = false
    }
  }

  private static func cuts(_ summary: NumericSummary, binCount: Int) -> [Double] {
    var cuts: [Double] = []
    let total = Double(summary.knownCount)
    var below = 0
    var next = 1
    for (value, count) in zip(summary.values, summary.counts).dropLast() {
      below += count
      while next < binCount, Double(below) >= total * Double(next) / Double(binCount) {
        if cuts.last != value { cuts.append(value) }
        next += 1
      }
    }
    return cuts
  }

  private static func rangeNames(_ name: String, cuts: [Double], schema: ColumnSchema) -> [String] {
    guard let first = cuts.first, let last = cuts.last else { return [name] }
    let inner = zip(cuts, cuts.dropFirst()).map {
      "\(schema.text($0)) < \(name) ≤ \(schema.text($1))"
    }
    return ["\(name) ≤ \(schema.text(first))"] + inner + ["\(name) > \(schema.text(last))"]
  }

  /// The class of every row; a text that was not seen in fitting counts as the first class.
  func classes(_ column: Column, schema: ColumnSchema) -> [Int32] {
    let index = Dictionary(zip(texts, texts.indices), uniquingKeysWith: { first, _ in first })
    let perLevel = column.levels.map { text -> Int32 in
      if !isModelled { return Int32(index[text] ?? 0) }
      guard let number = schema.number(text) else {
        return Int32(hasMissingClass ? cuts.count + 1 : 0)
      }
      return Int32(cuts.lowerBound(number))
    }
    return column.codes.map { perLevel[Int($0)] }
  }

  /// The label's cells for rows of these classes; only where the class says all.
  func decode(_ classes: [Int32], name: String) -> Column {
    Column(name: name, levels: texts, codes: classes)
  }
}
