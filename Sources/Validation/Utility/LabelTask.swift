internal import Datasets

/// What a model has to predict: the classes or the number in the label column.
public struct LabelTask: Sendable, Equatable {
  /// The index of the label column.
  public let column: Int
  /// The names of the classes in ascending order, as the training rows have them; nil for a numeric label.
  public let classes: [String]?
  private let classOfCode: [Int32]
  private let classOfNumber: [Double: Int32]

  /// Why a column cannot serve as a label.
  struct Refusal: Error, Equatable {
    let reason: String
  }

  /// The task that a label column poses.
  ///
  /// Categories are classes; so are numbers with at most `numericClassLimit` distinct values; other numbers are
  /// regressed. Missing labels are no class.
  static func find(
    in training: MetricTable, schema: ColumnSchema, column: Int,
    configuration: ValidationConfiguration
  ) -> Result<LabelTask, Refusal> {
    let labels = training.columns[column]
    if let numbers = labels.numbers {
      let distinct = Set(numbers.filter(\.isFinite)).sorted()
      if distinct.count < 2 {
        return .failure(Refusal(reason: "the label has fewer than two values"))
      }
      if distinct.count > configuration.numericClassLimit {
        return .success(
          LabelTask(column: column, classes: nil, classOfCode: [], classOfNumber: [:]))
      }
      let index = Dictionary(
        distinct.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
      return .success(
        LabelTask(
          column: column, classes: distinct.map(schema.text), classOfCode: [], classOfNumber: index)
      )
    }
    guard let codes = labels.codes else {
      return .failure(Refusal(reason: "the label column holds \(labels.kind.rawValue) values"))
    }
    let present = Set(codes).filter { $0 != labels.missingCode }.sorted()
    if present.count < 2 {
      return .failure(Refusal(reason: "the label has fewer than two classes"))
    }
    if present.count > configuration.classLimit {
      return .failure(
        Refusal(
          reason: "the label has \(present.count) classes, more than \(configuration.classLimit)"))
    }
    var classOfCode = [Int32](repeating: -1, count: labels.levels.count)
    for (index, code) in present.enumerated() { classOfCode[Int(code)] = Int32(index) }
    return .success(
      LabelTask(
        column: column, classes: present.map { labels.levels[Int($0)] }, classOfCode: classOfCode,
        classOfNumber: [:]))
  }

  /// The class of every row, −1 where it is missing or not a class of the training rows.
  func classes(in table: MetricTable) -> [Int32] {
    let labels = table.columns[column]
    if let codes = labels.codes { return codes.map { classOfCode[Int($0)] } }
    return (labels.numbers ?? []).map { classOfNumber[$0] ?? -1 }
  }

  /// The rows of these classes, ascending.
  func rows(of wanted: Set<Int32>, in table: MetricTable) -> [Int] {
    let labels = classes(in: table)
    return labels.indices.filter { wanted.contains(labels[$0]) }
  }

  /// The rows of each class, ascending.
  func rowsByClass(_ table: MetricTable) -> [[Int]] {
    var rows = [[Int]](repeating: [], count: classes?.count ?? 0)
    for (row, label) in classes(in: table).enumerated() where label >= 0 {
      rows[Int(label)].append(row)
    }
    return rows
  }

  /// The rows whose label a model can learn or be tested on, ascending.
  func usableRows(_ table: MetricTable) -> [Int] {
    if classes != nil {
      let labels = classes(in: table)
      return labels.indices.filter { labels[$0] >= 0 }
    }
    let numbers = table.columns[column].numbers ?? []
    return numbers.indices.filter { numbers[$0].isFinite }
  }
}
