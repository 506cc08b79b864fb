public import Datasets

/// Rows as numbers for training other programs: a plain encoding that is fixed by the training rows.
///
/// - A number is itself; not a number where it is missing.
/// - A moment is its days since 1970-01-01; a time of day is a fraction of a day.
/// - A name is one feature per level, 1 or 0: the most frequent levels of the training rows, at most `maximumLevels`. A rarer or
///   unknown name is 0 in all of them; a missing cell is a level like others.
/// - The label, keys, free text and constants are no features.
public struct FeatureEncoding: Sendable {
  /// What one column gives.
  private enum Part: Sendable {
    case number(scale: Double)
    case levels([String: Int], count: Int)

    var width: Int {
      switch self {
      case .number: 1
      case .levels(_, let count): count
      }
    }
  }

  /// At most this many levels of a column are features.
  public static let maximumLevels = 32

  /// A name per feature: the column's, or `column=level`.
  public let names: [String]
  /// The classes of the label; empty for a label of numbers and without a label.
  public let classNames: [String]
  private let schema: Schema
  private let labelIndex: Int?
  private let isLabelNumeric: Bool
  /// By column; nil for those that are no features.
  private let parts: [Part?]

  /// The encoding by what an encoder found in the training rows.
  public init(_ encoder: TableEncoder) {
    (schema, labelIndex, isLabelNumeric) = (
      encoder.schema, encoder.labelIndex, encoder.isLabelNumeric
    )
    classNames = labelIndex == nil || isLabelNumeric ? [] : encoder.classNames
    var names: [String] = []
    var parts: [Part?] = []
    for (index, role) in encoder.roles.enumerated() {
      let own = encoder.schema.columns[index]
      guard index != encoder.labelIndex, case .tokens(_, let column, _) = role else {
        parts.append(nil)
        continue
      }
      if case .categories(let categories) = column {
        let levels = categories.mostFrequent(Self.maximumLevels)
        parts.append(
          .levels(
            Dictionary(zip(levels, levels.indices), uniquingKeysWith: { first, _ in first }),
            count: levels.count))
        names += levels.map { "\(own.name)=\($0)" }
      } else {
        parts.append(.number(scale: own.kind == .temporal ? 1 / 86_400 : 1))
        names.append(own.name)
      }
    }
    (self.names, self.parts) = (names, parts)
  }

  /// The features of every row, row after row.
  public func features(_ table: Table) -> [Float] {
    let width = names.count
    var features = [Float](repeating: 0, count: table.rowCount * width)
    var first = 0
    for (index, part) in parts.enumerated() {
      guard let part else { continue }
      let column = table.columns[index]
      switch part {
      case .number(let scale):
        let numbers = column.levels.map { text in
          schema.columns[index].number(text).map { Float($0 * scale) } ?? .nan
        }
        for (row, code) in column.codes.enumerated() {
          features[row * width + first] = numbers[Int(code)]
        }
      case .levels(let places, _):
        let found = column.levels.map { places[$0] }
        for (row, code) in column.codes.enumerated() {
          if let place = found[Int(code)] { features[row * width + first + place] = 1 }
        }
      }
      first += part.width
    }
    return features
  }

  /// The label of every row.
  public func labels(_ table: Table) -> ArrayLabels {
    guard let labelIndex else { return .none }
    let column = table.columns[labelIndex]
    if isLabelNumeric {
      let numbers = column.levels.map { schema.columns[labelIndex].number($0) ?? .nan }
      return .numbers(column.codes.map { numbers[Int($0)] })
    }
    let places = Dictionary(
      zip(classNames, classNames.indices), uniquingKeysWith: { first, _ in first })
    let classes = column.levels.map { Int64(places[$0] ?? -1) }
    return .classes(column.codes.map { classes[Int($0)] })
  }
}
