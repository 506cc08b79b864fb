internal import Parallel

/// Which columns enter alpha-precision, beta-recall and authenticity.
public enum ManifoldColumns: Sendable {
  /// Every numeric and categorical column.
  case all
  /// All but the indicator of the last level, in ascending order, of the label or, where that is no category, of the last
  /// categorical column; without categorical columns, all but the last number.
  ///
  /// This is what published numbers hold, for comparison with them: synthcity takes the last column of one-hot encoded
  /// rows for a label and drops it.
  case allButLastIndicator
}

/// Equally many real and synthetic rows as points, and how far they are from each other.
///
/// Numbers are scaled to 0…1 by the real rows' smallest and largest one (not scaled where these are equal), a missing one
/// is the real rows' median, and a category is one indicator per level. Distances are Euclidean.
struct ManifoldSample: Sendable {
  let real: MetricTable
  let synthetic: MetricTable
  private let space: RowSpace
  private let team: ThreadTeam

  /// Why there is nothing to measure.
  struct Refusal: Error, Equatable {
    let reason: String
  }

  /// Seeded samples of at most `manifoldRowLimit` training and as many synthetic rows.
  ///
  /// In tables of more than 64 columns, the limit is multiplied by √(64 / columns): the work grows with its square.
  static func choose(
    _ comparison: Comparison, columns: ManifoldColumns
  ) -> Result<ManifoldSample, Refusal> {
    var generator = SeededGenerator(seed: comparison.configuration.seed, stream: "manifold")
    let columnCount = max(comparison.training.columns.count(where: \.isComparable), 64)
    let limit =
      Double(comparison.configuration.manifoldRowLimit) * (64 / Double(columnCount)).squareRoot()
    let count = min(
      comparison.training.rowCount, comparison.synthetic.rowCount, Int(limit.rounded()))
    return make(
      real: comparison.training.sample(count, using: &generator),
      synthetic: comparison.synthetic.sample(count, using: &generator),
      label: comparison.label?.column, columns: columns, team: comparison.team)
  }

  /// These very rows.
  static func make(
    real: MetricTable, synthetic: MetricTable, label: Int?, columns: ManifoldColumns,
    team: ThreadTeam
  ) -> Result<ManifoldSample, Refusal> {
    if real.rowCount != synthetic.rowCount {
      return .failure(Refusal(reason: "there are not as many synthetic as real rows"))
    }
    if real.rowCount < 2 { return .failure(Refusal(reason: "there are fewer than two rows")) }
    let space = RowSpace.unitCube(real, columns: columns, label: label)
    if space.isEmpty { return .failure(Refusal(reason: "no column can be compared")) }
    return .success(
      ManifoldSample(real: real, synthetic: synthetic, space: space, team: team))
  }

  private init(real: MetricTable, synthetic: MetricTable, space: RowSpace, team: ThreadTeam) {
    self.real = real
    self.synthetic = synthetic
    self.space = space
    self.team = team
  }

  /// For every real row, the squared distance to the nearest other real row.
  func realGaps() -> [Float] { nearest(to: real, in: real).map(\.second) }

  /// For every real row, its nearest synthetic rows and the squared distances to them.
  func nearestSynthetic() -> [Nearest] { nearest(to: real, in: synthetic) }

  /// For every synthetic row, its nearest real rows and the squared distances to them.
  func nearestReal() -> [Nearest] { nearest(to: synthetic, in: real) }

  private func nearest(to rows: MetricTable, in table: MetricTable) -> [Nearest] {
    NearestRows(table, in: space).search(PlacedRows(rows, in: space), team: team)
  }

  /// Whether a distance is at most another one, equal ones included that differ by rounding errors.
  ///
  /// Tables of names have many of them: a row's distance depends on how frequent its names are.
  static func isAtMost<Number: BinaryFloatingPoint>(_ distance: Number, _ limit: Number) -> Bool {
    distance <= limit * (1 + 1e-5)
  }

  /// The distance of every row of `rows` from the mean of the rows of `table`.
  func radii(_ rows: MetricTable, around table: MetricTable) -> [Double] {
    var squares = [Double](repeating: 0, count: rows.rowCount)
    for (index, coordinate) in space.coordinates.enumerated() {
      let (own, center) = (rows.columns[index], table.columns[index])
      switch coordinate {
      case .number(let origin, let unit, let missing):
        func scaled(_ column: MetricTable.Column) -> [Double] {
          (column.numbers ?? []).map {
            RowSpace.scaled($0, center: origin, unit: unit, missing: missing)
          }
        }
        let mean = scaled(center).reduce(0, +) / Double(table.rowCount)
        for (row, number) in scaled(own).enumerated() {
          squares[row] += (number - mean) * (number - mean)
        }
      case .code:
        Self.add(own.codes ?? [], around: center.codes ?? [], levels: nil, to: &squares)
      case .indicators(let levels):
        Self.add(own.codes ?? [], around: center.codes ?? [], levels: Set(levels), to: &squares)
      case .leftOut: break
      }
    }
    return squares.map { $0.squareRoot() }
  }

  /// Adds the squared distances of indicators from their means: with shares pₗ, Σ pₗ² + 1 − 2 p of the row's own level.
  ///
  /// Levels that are not listed have no indicator.
  private static func add(
    _ codes: [Int32], around center: [Int32], levels: Set<Int32>?, to squares: inout [Double]
  ) {
    var counts: [Int32: Int] = [:]
    for code in center where levels?.contains(code) ?? true { counts[code, default: 0] += 1 }
    let count = Double(center.count)
    let base = Double(counts.values.reduce(0) { $0 + $1 * $1 }) / (count * count)
    for (row, code) in codes.enumerated() {
      squares[row] += base
      guard levels?.contains(code) ?? true else { continue }
      squares[row] += 1 - 2 * Double(counts[code] ?? 0) / count
    }
  }
}

extension Result where Success == ManifoldSample, Failure == ManifoldSample.Refusal {
  /// A number of the sample, or why there is none.
  func score(_ number: (ManifoldSample) -> Double) -> Score {
    switch self {
    case .success(let sample): Score(number(sample))
    case .failure(let refusal): .notApplicable(refusal.reason)
    }
  }
}

extension RowSpace {
  /// Numbers scaled to 0…1, indicators of categories, squared distances.
  static func unitCube(
    _ real: MetricTable, columns: ManifoldColumns, label: Int?
  ) -> RowSpace {
    let coordinates = real.columns.map { column -> Coordinate in
      guard let numbers = column.numbers else { return column.codes == nil ? .leftOut : .code }
      guard let bounds = bounds(numbers) else { return .leftOut }
      let range = bounds.upperBound - bounds.lowerBound
      if !range.isFinite { return .leftOut }
      let unit = range > 0 ? range : 1
      let median = Quantiles(numbers.filter(\.isFinite))(0.5) ?? bounds.lowerBound
      return .number(
        center: bounds.lowerBound, unit: unit, missing: (median - bounds.lowerBound) / unit)
    }
    var space = RowSpace(coordinates: coordinates, difference: .squared, mismatch: 2)
    if columns == .allButLastIndicator { space.dropLastIndicator(real, label: label) }
    return space
  }

  private mutating func dropLastIndicator(_ real: MetricTable, label: Int?) {
    func last(_ isWanted: (MetricTable.Column) -> Bool) -> Int? {
      if let label, isWanted(real.columns[label]) { return label }
      return real.columns.lastIndex(where: isWanted)
    }
    if let index = last({ $0.codes != nil }) {
      let levels = Set(real.columns[index].codes ?? []).sorted()
      coordinates[index] = levels.count > 1 ? .indicators(levels.dropLast()) : .leftOut
    } else if let index = last({ $0.numbers != nil }) {
      coordinates[index] = .leftOut
    }
  }
}
