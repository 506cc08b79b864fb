internal import Foundation

/// Eigenvalues and eigenvectors of a real symmetric matrix, in double precision.
///
/// Householder reflections make the matrix tridiagonal; QL steps with implicit shifts make that diagonal. The cost is some
/// 9 n³ operations with vectors, a few milliseconds for n = 64.
/// - Range: any finite symmetric matrix; values are exact to a few units in the last place of the largest one.
/// - Source: Golub, Van Loan (2013), "Matrix computations", 4th edition, §8.3; Bowdler, Martin, Reinsch, Wilkinson (1968),
///   "The QR and QL algorithms for symmetric matrices", doi:10.1007/BF02219771.
public struct SymmetricEigen: Sendable {
  /// The order of the matrix.
  public let dimension: Int
  /// The eigenvalues, ascending.
  public private(set) var values: [Double]
  /// `[dimension, dimension]`: row `i` is the eigenvector of `values[i]`, of length 1; empty unless asked for.
  public private(set) var vectors: [Double]

  /// Decomposes `matrix`, `[dimension, dimension]`.
  ///
  /// - Parameters:
  ///   - matrix: The elements row by row, both triangles.
  ///   - dimension: The order of the matrix.
  ///   - wantsVectors: Whether eigenvectors are needed; without them it is about six times as fast.
  public init(_ matrix: [Double], dimension: Int, wantsVectors: Bool = true) {
    precondition(matrix.count == dimension * dimension, "the matrix is not square")
    self.dimension = dimension
    var reduction = Tridiagonal(matrix, dimension: dimension, wantsVectors: wantsVectors)
    reduction.diagonalize()
    let order = (0..<dimension).sorted { reduction.diagonal[$0] < reduction.diagonal[$1] }
    values = order.map { reduction.diagonal[$0] }
    vectors = []
    guard wantsVectors else { return }
    vectors.reserveCapacity(matrix.count)
    for row in order {
      vectors += reduction.vectors[row * dimension..<(row + 1) * dimension]
    }
  }
}

/// A symmetric matrix on its way to a diagonal one: matrix = vectorsᵀ · tridiagonal · vectors.
private struct Tridiagonal {
  let dimension: Int
  var diagonal: [Double]
  /// Below the diagonal; the last element is 0.
  var offDiagonal: [Double]
  /// `[dimension, dimension]`, orthonormal rows; empty when not wanted.
  var vectors: [Double]

  init(_ matrix: [Double], dimension: Int, wantsVectors: Bool) {
    self.dimension = dimension
    diagonal = [Double](repeating: 0, count: dimension)
    offDiagonal = [Double](repeating: 0, count: dimension)
    vectors = []
    if wantsVectors {
      vectors = [Double](repeating: 0, count: dimension * dimension)
      for index in 0..<dimension { vectors[index * dimension + index] = 1 }
    }
    var work = matrix
    var reflector = [Double](repeating: 0, count: dimension)
    var image = [Double](repeating: 0, count: dimension)
    for column in 0..<max(dimension - 2, 0) {
      let factor = Self.reflector(&work, dimension, column, &reflector, &offDiagonal)
      if factor == 0 { continue }
      Self.reflectBothSides(&work, dimension, column + 1, reflector, factor, &image)
      if wantsVectors {
        Self.reflectRows(&vectors, dimension, column + 1, reflector, factor, &image)
      }
    }
    for index in 0..<dimension { diagonal[index] = work[index * dimension + index] }
    if dimension > 1 {
      offDiagonal[dimension - 2] = work[dimension * (dimension - 1) + dimension - 2]
    }
  }

  /// The vector v and the factor 2 / vᵀv of the reflection that clears a column below the element next to the diagonal.
  private static func reflector(
    _ work: inout [Double], _ dimension: Int, _ column: Int, _ reflector: inout [Double],
    _ offDiagonal: inout [Double]
  ) -> Double {
    var squares = 0.0
    for row in column + 1..<dimension {
      reflector[row] = work[row * dimension + column]
      if row > column + 1 { squares += reflector[row] * reflector[row] }
    }
    let head = reflector[column + 1]
    if squares == 0 {
      offDiagonal[column] = head
      return 0
    }
    let norm = (head * head + squares).squareRoot()
    offDiagonal[column] = head > 0 ? -norm : norm
    reflector[column + 1] = head - offDiagonal[column]
    return 2 / (reflector[column + 1] * reflector[column + 1] + squares)
  }

  /// work ← H work H with H = 1 − factor · v vᵀ, rows and columns from `start` on: work − v wᵀ − w vᵀ.
  private static func reflectBothSides(
    _ work: inout [Double], _ dimension: Int, _ start: Int, _ reflector: [Double],
    _ factor: Double, _ image: inout [Double]
  ) {
    work.withUnsafeMutableBufferPointer { work in
      reflector.withUnsafeBufferPointer { reflector in
        image.withUnsafeMutableBufferPointer { image in
          var overlap = 0.0
          for row in start..<dimension {
            var sum = 0.0
            for place in start..<dimension {
              sum += work[row * dimension + place] * reflector[place]
            }
            image[row] = factor * sum
            overlap += image[row] * reflector[row]
          }
          let half = factor * overlap / 2
          for row in start..<dimension { image[row] -= half * reflector[row] }
          for row in start..<dimension {
            let (own, other) = (reflector[row], image[row])
            for place in start..<dimension {
              work[row * dimension + place] -= own * image[place] + other * reflector[place]
            }
          }
        }
      }
    }
  }

  /// rows ← H rows, with H as above.
  private static func reflectRows(
    _ rows: inout [Double], _ dimension: Int, _ start: Int, _ reflector: [Double],
    _ factor: Double, _ image: inout [Double]
  ) {
    rows.withUnsafeMutableBufferPointer { rows in
      image.withUnsafeMutableBufferPointer { image in
        for place in 0..<dimension { image[place] = 0 }
        for row in start..<dimension {
          let own = factor * reflector[row]
          for place in 0..<dimension { image[place] += own * rows[row * dimension + place] }
        }
        for row in start..<dimension {
          let own = reflector[row]
          for place in 0..<dimension { rows[row * dimension + place] -= own * image[place] }
        }
      }
    }
  }
}

extension Tridiagonal {
  /// QL steps for one eigenvalue; two or three are usual.
  private static let stepLimit = 100

  /// Turns the tridiagonal matrix into a diagonal one, one eigenvalue after another.
  mutating func diagonalize() {
    for target in 0..<dimension {
      for _ in 0..<Self.stepLimit {
        let end = blockEnd(from: target)
        if end == target { break }
        step(target, end)
      }
    }
  }

  /// The first index from `start` on whose element below the diagonal is negligible.
  private func blockEnd(from start: Int) -> Int {
    for index in start..<dimension - 1 {
      let scale = abs(diagonal[index]) + abs(diagonal[index + 1])
      if abs(offDiagonal[index]) <= scale * Double.ulpOfOne { return index }
    }
    return dimension - 1
  }

  /// One implicit QL step on the block `first...last`, shifted by the eigenvalue of its first 2 × 2 corner that is nearer to the first
  /// diagonal element.
  private mutating func step(_ first: Int, _ last: Int) {
    let ratio = (diagonal[first + 1] - diagonal[first]) / (2 * offDiagonal[first])
    let root = hypot(ratio, 1)
    let shift = diagonal[first] - offDiagonal[first] / (ratio + (ratio < 0 ? -root : root))
    // A bulge is chased from the end of the block to its start.
    var (chased, sine, cosine, correction) = (diagonal[last] - shift, 1.0, 1.0, 0.0)
    for index in stride(from: last - 1, through: first, by: -1) {
      let bulge = sine * offDiagonal[index]
      let rest = cosine * offDiagonal[index]
      let radius = hypot(bulge, chased)
      offDiagonal[index + 1] = radius
      if radius == 0 {
        // The block splits here.
        diagonal[index + 1] -= correction
        offDiagonal[last] = 0
        return
      }
      (sine, cosine) = (bulge / radius, chased / radius)
      let moved = diagonal[index + 1] - correction
      let mixed = (diagonal[index] - moved) * sine + 2 * cosine * rest
      correction = sine * mixed
      diagonal[index + 1] = moved + correction
      chased = cosine * mixed - rest
      rotate(index, sine, cosine)
    }
    diagonal[first] -= correction
    offDiagonal[first] = chased
    offDiagonal[last] = 0
  }

  /// Turns rows `index` and `index + 1` of the vectors in their plane.
  private mutating func rotate(_ index: Int, _ sine: Double, _ cosine: Double) {
    if vectors.isEmpty { return }
    let count = dimension
    vectors.withUnsafeMutableBufferPointer { vectors in
      for place in index * count..<(index + 1) * count {
        let (upper, lower) = (vectors[place], vectors[place + count])
        vectors[place + count] = sine * upper + cosine * lower
        vectors[place] = cosine * upper - sine * lower
      }
    }
  }
}
