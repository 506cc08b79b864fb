package import Parallel

/// Rows between a class's rows and their neighbours: the usual answer to classes of unequal size, and the one that
/// synthetic rows have to beat.
///
/// A new row lies on the way from a random row to one of its five nearest of the same class: each number at the same
/// random fraction of the way, each category as most of the neighbours have it (the row's own, else the smallest
/// code, where several are as frequent). Distances are Euclidean over numbers in units of their standard deviation
/// within the class; two different categories, or a number and a missing one, count as one such unit. Numbers missing
/// in the row stay missing.
///
/// In the source a category counts as the median of the standard deviations, which is 1 in these units; here numbers
/// are scaled first, as otherwise the column with the largest numbers decides alone.
/// - Source: Chawla, Bowyer, Hall, Kegelmeyer (2002), "SMOTE: synthetic minority over-sampling technique", §6.1,
///   doi:10.1613/jair.953.
package struct Oversampling: Sendable {
  /// Neighbours of each row.
  package static let neighbourCount = 5

  private let rows: FeatureMatrix
  private let isCategorical: [Bool]
  /// For every row its neighbours, the nearest first.
  package let neighbours: [[Int32]]

  /// Finds the neighbours of a class's rows.
  ///
  /// - Parameters:
  ///   - rows: The rows of one class.
  ///   - isCategorical: For each feature, whether it is a code rather than a number.
  ///   - candidateLimit: With more rows, only a seeded choice of so many can be neighbours.
  ///   - seed: Of that choice.
  ///   - team: The threads to use.
  package init(
    _ rows: FeatureMatrix, isCategorical: [Bool], candidateLimit: Int, seed: UInt64,
    team: ThreadTeam
  ) {
    self.rows = rows
    self.isCategorical = isCategorical
    var generator = SeededGenerator(seed: seed, stream: "neighbours")
    let candidates = RowSampling.indices(
      max(candidateLimit, Self.neighbourCount + 1), of: rows.rowCount, using: &generator)
    let space = DistanceSpace(rows, isCategorical: isCategorical)
    neighbours = team.map(rows.rowCount) {
      space.nearest(Self.neighbourCount, to: $0, among: candidates)
    }
  }

  /// New rows of the class; none where it has fewer than two rows.
  package func rows(
    _ count: Int, using generator: inout some RandomNumberGenerator
  ) -> FeatureMatrix {
    let width = rows.featureCount
    guard rows.rowCount > 1 else {
      return FeatureMatrix(rowCount: 0, featureCount: width, values: [])
    }
    var values: [Float] = []
    values.reserveCapacity(count * width)
    for _ in 0..<count {
      let base = Int.random(in: 0..<rows.rowCount, using: &generator)
      let near = neighbours[base]
      let other = Int(near[Int.random(in: near.indices, using: &generator)])
      let fraction = Double.random(in: 0..<1, using: &generator)
      for feature in 0..<width {
        let own = rows.values[base * width + feature]
        if isCategorical[feature] {
          values.append(mostFrequent(feature, near, own: own))
        } else {
          let end = rows.values[other * width + feature]
          values.append(Self.between(own, end, fraction))
        }
      }
    }
    return FeatureMatrix(rowCount: count, featureCount: width, values: values)
  }

  private static func between(_ start: Float, _ end: Float, _ fraction: Double) -> Float {
    if start.isNaN || end.isNaN { return start }
    return Float(Double(start) + (Double(end) - Double(start)) * fraction)
  }

  private func mostFrequent(_ feature: Int, _ near: [Int32], own: Float) -> Float {
    let codes = near.map { rows.values[Int($0) * rows.featureCount + feature] }
    var best = own
    var bestCount = codes.count { $0 == own }
    for code in codes {
      let count = codes.count { $0 == code }
      if count > bestCount || (count == bestCount && best != own && code < best) {
        (best, bestCount) = (code, count)
      }
    }
    return best
  }
}

/// Rows as points: numbers scaled to deviation 1, codes as they are, a missing number as a code of its own.
private struct DistanceSpace: Sendable {
  private let rowCount: Int
  private let numberCount: Int
  private let codeCount: Int
  private let numbers: [Float]
  private let codes: [Float]

  init(_ rows: FeatureMatrix, isCategorical: [Bool]) {
    let numeric = isCategorical.indices.filter { !isCategorical[$0] }
    let named = isCategorical.indices.filter { isCategorical[$0] }
    var columns: [[Float]] = []
    var gaps: [[Float]] = []
    for feature in numeric {
      let column = (0..<rows.rowCount).map { rows.values[$0 * rows.featureCount + feature] }
      columns.append(Self.scaled(column))
      if column.contains(where: \.isNaN) { gaps.append(column.map { $0.isNaN ? 1 : 0 }) }
    }
    let names = named.map { feature in
      (0..<rows.rowCount).map { rows.values[$0 * rows.featureCount + feature] }
    }
    rowCount = rows.rowCount
    numberCount = columns.count
    codeCount = names.count + gaps.count
    numbers = (0..<rows.rowCount).flatMap { row in columns.map { $0[row] } }
    codes = (0..<rows.rowCount).flatMap { row in (names + gaps).map { $0[row] } }
  }

  /// Mean 0 and deviation 1 over the present numbers; 0 where missing, and everywhere where all are equal.
  private static func scaled(_ column: [Float]) -> [Float] {
    let present = column.filter { !$0.isNaN }.map(Double.init)
    let count = Double(max(present.count, 1))
    let mean = present.reduce(0) { $0 + $1 / count }
    let variance = present.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / count }
    let scale = variance > 0 && variance.isFinite ? 1 / variance.squareRoot() : 0
    return column.map { $0.isNaN ? 0 : Float((Double($0) - mean) * scale) }
  }

  /// The nearest candidates to a row, itself left out; of equally near ones the earlier.
  func nearest(_ count: Int, to row: Int, among candidates: [Int]) -> [Int32] {
    var found: [(distance: Float, row: Int32)] = []
    found.reserveCapacity(count + 1)
    numbers.withUnsafeBufferPointer { numbers in
      codes.withUnsafeBufferPointer { codes in
        for candidate in candidates where candidate != row {
          var distance: Float = 0
          for place in 0..<numberCount {
            let gap =
              numbers[row * numberCount + place] - numbers[candidate * numberCount + place]
            distance += gap * gap
          }
          for place in 0..<codeCount
          where codes[row * codeCount + place] != codes[candidate * codeCount + place] {
            distance += 1
          }
          if found.count == count, distance >= found[count - 1].distance { continue }
          let place = found.firstIndex { distance < $0.distance } ?? found.count
          found.insert((distance, Int32(candidate)), at: place)
          if found.count > count { found.removeLast() }
        }
      }
    }
    return found.map(\.row)
  }
}
