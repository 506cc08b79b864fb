/// Rows of a table with a known label, in the form that forests read.
struct AugmentationRows: Sendable {
  /// One row per labelled row.
  var features: FeatureMatrix
  /// What forests learn: the class, or the number brought to mean 0 and deviation 1.
  var labels: [Float]
  /// The class of every row; 0 for all with a numeric label.
  var classes: [Int32]
  /// The rows of each class.
  var rowsByClass: [[Int]]

  /// Some labelled rows of a table.
  init(
    _ table: MetricTable, rows: [Int], label: LabelTask, scale: LabelScale, origins: [Double]
  ) {
    features = FeatureMatrix(table, rows: rows, skipping: label.column, origins: origins)
    if let names = label.classes {
      let all = label.classes(in: table)
      classes = rows.map { all[$0] }
      labels = classes.map(Float.init)
      rowsByClass = [[Int]](repeating: [], count: names.count)
    } else {
      let numbers = table.columns[label.column].numbers ?? []
      classes = [Int32](repeating: 0, count: rows.count)
      labels = rows.map { scale.label(numbers[$0]) }
      rowsByClass = [[]]
    }
    for (row, label) in classes.enumerated() { rowsByClass[Int(label)].append(row) }
  }

  /// No rows with as many features and classes.
  init(like other: AugmentationRows) {
    features = FeatureMatrix(rowCount: 0, featureCount: other.features.featureCount, values: [])
    labels = []
    classes = []
    rowsByClass = other.rowsByClass.map { _ in [] }
  }

  /// The number of rows.
  var count: Int { labels.count }

  /// The number of rows of each class.
  var classCounts: [Int] { rowsByClass.map(\.count) }

  /// The rows at these indices.
  func rows(at indices: [Int]) -> AugmentationRows {
    var copy = AugmentationRows(like: self)
    copy.features = features.rows(at: indices)
    copy.labels = indices.map { labels[$0] }
    copy.classes = indices.map { classes[$0] }
    for (row, label) in copy.classes.enumerated() { copy.rowsByClass[Int(label)].append(row) }
    return copy
  }

  /// Other rows behind these.
  mutating func append(_ other: AugmentationRows) {
    for (label, rows) in other.rowsByClass.enumerated() {
      rowsByClass[label] += rows.map { $0 + count }
    }
    features = features.appending(other.features)
    labels += other.labels
    classes += other.classes
  }

  /// Rows of one class behind these.
  mutating func append(_ rows: FeatureMatrix, ofClass label: Int) {
    rowsByClass[label] += (0..<rows.rowCount).map { $0 + count }
    features = features.appending(rows)
    labels += [Float](repeating: Float(label), count: rows.rowCount)
    classes += [Int32](repeating: Int32(label), count: rows.rowCount)
  }
}
