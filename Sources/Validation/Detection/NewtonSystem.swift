/// Newton's linear system of a logistic regression: (Xᵀ · diag(row weights) · X + diag(penalties)) · step = gradient.
///
/// Features are scaled to a diagonal of ones first. Where the matrix is cheaper than products with it, it is formed and
/// factorised (Cholesky); else conjugate gradients solve the system as exactly as the state of the iteration deserves.
/// - Source: Nocedal, Wright (2006), "Numerical optimization", algorithms 5.3 and 7.1, appendix A.2.
struct NewtonSystem {
  private let rows: LogisticRows
  private let penalties: [Double]
  private let isDirect: Bool
  /// The size of the first gradient, by which later ones are measured.
  private var firstSize: Double?

  /// A system; `penalties` has one entry per feature, 0 for the intercept.
  init(_ rows: LogisticRows, penalties: [Double]) {
    self.rows = rows
    self.penalties = penalties
    let width = Double(rows.featureCount)
    let entries = Double(rows.rowCount * rows.entryCount)
    let direct = entries * Double(rows.entryCount) / 2 + width * width * width / 6
    isDirect = direct <= Self.usualProductCount * entries && rows.featureCount <= Self.widthLimit
  }

  /// A system this wide takes 32 MiB.
  private static let widthLimit = 2_000
  /// Conjugate gradients need about this many passes over the rows for one step.
  private static let usualProductCount = 120.0
  private static let iterationLimit = 250
  /// Pivots of the scaled matrix below this are rounding.
  private static let smallestPivot = 1e-13

  /// The step for a gradient; `rowWeights` are the second derivatives of the loss by the logits.
  mutating func solve(_ gradient: [Double], rowWeights: [Double]) -> [Double] {
    let diagonal = zip(rows.squares(weights: rowWeights), penalties).map { $0 + $1 }
    let scales = diagonal.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
    let scaled = zip(gradient, scales).map { $0 * $1 }
    let size = scaled.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let relative = size / (firstSize ?? size)
    firstSize = firstSize ?? size
    let solution =
      isDirect
      ? factorised(scaled, scales, rowWeights)
      : iterated(scaled, scales, rowWeights, tolerance: size * min(0.1, relative.squareRoot()))
    return zip(solution, scales).map { $0 * $1 }
  }

  private func factorised(
    _ right: [Double], _ scales: [Double], _ rowWeights: [Double]
  ) -> [Double] {
    let width = right.count
    var matrix = rows.gram(weights: rowWeights)
    for row in 0..<width {
      matrix[row * width + row] += penalties[row]
      for column in 0...row { matrix[row * width + column] *= scales[row] * scales[column] }
    }
    Self.factorise(&matrix, width)
    return Self.solve(matrix, width, right)
  }

  /// Replaces the lower triangle of a positive definite matrix by its Cholesky factor.
  private static func factorise(_ matrix: inout [Double], _ width: Int) {
    var column = [Double](repeating: 0, count: width)
    matrix.withUnsafeMutableBufferPointer { matrix in
      column.withUnsafeMutableBufferPointer { column in
        for pivot in 0..<width {
          let root = max(matrix[pivot * width + pivot], smallestPivot).squareRoot()
          matrix[pivot * width + pivot] = root
          for row in (pivot + 1)..<max(width, pivot + 1) {
            column[row] = matrix[row * width + pivot] / root
            matrix[row * width + pivot] = column[row]
          }
          for row in (pivot + 1)..<max(width, pivot + 1) where column[row] != 0 {
            let factor = column[row]
            let start = row * width
            for other in (pivot + 1)...row { matrix[start + other] -= factor * column[other] }
          }
        }
      }
    }
  }

  /// Solves L · Lᵀ · x = right.
  private static func solve(_ factor: [Double], _ width: Int, _ right: [Double]) -> [Double] {
    var solution = right
    for row in 0..<width {
      for column in 0..<row { solution[row] -= factor[row * width + column] * solution[column] }
      solution[row] /= factor[row * width + row]
    }
    for row in (0..<width).reversed() {
      solution[row] /= factor[row * width + row]
      for column in 0..<row { solution[column] -= factor[row * width + column] * solution[row] }
    }
    return solution
  }

  /// Conjugate gradients on the scaled system, until the residual is at most `tolerance`.
  private func iterated(
    _ right: [Double], _ scales: [Double], _ rowWeights: [Double], tolerance: Double
  ) -> [Double] {
    var solution = [Double](repeating: 0, count: right.count)
    var residual = right
    var direction = right
    var square = residual.reduce(0) { $0 + $1 * $1 }
    for _ in 0..<Self.iterationLimit where square.squareRoot() > tolerance {
      let image = product(direction, scales, rowWeights)
      let curvature = zip(direction, image).reduce(0) { $0 + $1.0 * $1.1 }
      guard curvature > 0, curvature.isFinite else { break }
      let length = square / curvature
      for index in solution.indices {
        solution[index] += length * direction[index]
        residual[index] -= length * image[index]
      }
      let next = residual.reduce(0) { $0 + $1 * $1 }
      let ratio = next / square
      for index in direction.indices {
        direction[index] = residual[index] + ratio * direction[index]
      }
      square = next
    }
    return solution
  }

  /// The scaled matrix times a vector, without forming the matrix.
  private func product(
    _ vector: [Double], _ scales: [Double], _ rowWeights: [Double]
  ) -> [Double] {
    let unscaled = zip(vector, scales).map { $0 * $1 }
    let sums = rows.gramProduct(unscaled, weights: rowWeights)
    return sums.indices.map { (sums[$0] + penalties[$0] * unscaled[$0]) * scales[$0] }
  }
}
