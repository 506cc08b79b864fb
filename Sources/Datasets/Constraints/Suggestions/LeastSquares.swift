/// The linear combination of columns, with a constant, that is nearest to another one.
///
/// ```
/// minimise Σ (y − c − Σ bⱼ xⱼ)²
/// ```
///
/// Solved by a Cholesky factorisation of the correlations, in the order of the columns; one that depends on earlier
/// ones has the coefficient zero.
struct LeastSquares {
  /// The bⱼ, in the order of the columns.
  let coefficients: [Double]

  /// The share of a column's variance that earlier ones must leave unexplained, for it to count.
  private static let leastIndependence = 1e-7

  /// - Precondition: all have equally many numbers, none of them NaN.
  init(_ target: [Double], _ columns: [[Double]]) {
    let (y, targetScale) = Self.standardised(target)
    let scaled = columns.map(Self.standardised)
    var used: [Int] = []
    var factor: [[Double]] = []
    var solved: [Double] = []
    for (index, column) in scaled.enumerated() where column.scale > 0 {
      var row: [Double] = []
      for (place, earlier) in used.enumerated() {
        let known = zip(row, factor[place]).reduce(0) { $0 + $1.0 * $1.1 }
        row.append(
          (Self.product(column.values, scaled[earlier].values) - known) / factor[place][place])
      }
      let left = 1 - row.reduce(0) { $0 + $1 * $1 }
      guard left > Self.leastIndependence else { continue }
      let diagonal = left.squareRoot()
      let known = zip(row, solved).reduce(0) { $0 + $1.0 * $1.1 }
      solved.append((Self.product(column.values, y) - known) / diagonal)
      factor.append(row + [diagonal])
      used.append(index)
    }
    for place in used.indices.reversed() {
      for later in used.indices where later > place {
        solved[place] -= factor[later][place] * solved[later]
      }
      solved[place] /= factor[place][place]
    }
    var coefficients = [Double](repeating: 0, count: columns.count)
    for (place, index) in used.enumerated() {
      coefficients[index] = solved[place] * targetScale / scaled[index].scale
    }
    self.coefficients = coefficients
  }

  /// The numbers with mean 0 and length 1, and their length before.
  private static func standardised(_ numbers: [Double]) -> (values: [Double], scale: Double) {
    let mean = numbers.reduce(0, +) / Double(max(numbers.count, 1))
    let centred = numbers.map { $0 - mean }
    let length = product(centred, centred).squareRoot()
    guard length > 1e-12 * max(abs(mean), 1e-300) else { return (centred, 0) }
    return (centred.map { $0 / length }, length)
  }

  private static func product(_ first: [Double], _ second: [Double]) -> Double {
    var sum = 0.0
    for index in first.indices { sum += first[index] * second[index] }
    return sum
  }
}
