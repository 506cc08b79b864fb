/// Rows of a sparse design matrix X: an intercept, numbers, and for every category column at most one 1.
///
/// The features are `[1, numbers, levels]`, `[rowCount, featureCount]` if X were written out. Both products cost as much
/// as there are entries that are not zero.
struct LogisticRows: Sendable {
  let rowCount: Int
  let numberCount: Int
  /// Row-major, `[rowCount, numberCount]`; finite.
  let numbers: [Double]
  let categoryCount: Int
  /// Row-major, `[rowCount, categoryCount]`: the level that is 1, ascending within a row; −1 for none.
  let positions: [Int32]
  let levelCount: Int

  /// The number of features, the intercept included.
  var featureCount: Int { 1 + numberCount + levelCount }
  /// At most this many entries of a row are not zero.
  var entryCount: Int { 1 + numberCount + categoryCount }

  /// X · vector, `[rowCount]`.
  func product(_ vector: [Double]) -> [Double] {
    [Double](unsafeUninitializedCapacity: rowCount) { sums, initialized in
      vector.withUnsafeBufferPointer { vector in
        withUnsafeRows { row, numbers, positions in
          sums[row] = product(numbers, positions, vector)
        }
      }
      initialized = rowCount
    }
  }

  /// One row · vector.
  @inline(__always)
  private func product(
    _ numbers: UnsafePointer<Double>, _ positions: UnsafePointer<Int32>,
    _ vector: UnsafeBufferPointer<Double>
  ) -> Double {
    // Four sums side by side do not wait for each other.
    var sums = (vector[0], 0.0, 0.0, 0.0)
    var index = 0
    while index + 4 <= numberCount {
      sums.0 += vector[1 + index] * numbers[index]
      sums.1 += vector[2 + index] * numbers[index + 1]
      sums.2 += vector[3 + index] * numbers[index + 2]
      sums.3 += vector[4 + index] * numbers[index + 3]
      index += 4
    }
    while index < numberCount {
      sums.0 += vector[1 + index] * numbers[index]
      index += 1
    }
    let offset = 1 + numberCount
    for index in 0..<categoryCount where positions[index] >= 0 {
      sums.1 += vector[offset + Int(positions[index])]
    }
    return (sums.0 + sums.1) + (sums.2 + sums.3)
  }

  /// Xᵀ · diag(weights) · X · vector, `[featureCount]`, in one pass over the rows.
  func gramProduct(_ vector: [Double], weights: [Double]) -> [Double] {
    let offset = 1 + numberCount
    var sums = [Double](repeating: 0, count: featureCount)
    sums.withUnsafeMutableBufferPointer { sums in
      vector.withUnsafeBufferPointer { vector in
        withUnsafeRows { row, numbers, positions in
          let factor = weights[row] * product(numbers, positions, vector)
          sums[0] += factor
          for index in 0..<numberCount { sums[1 + index] += factor * numbers[index] }
          for index in 0..<categoryCount where positions[index] >= 0 {
            sums[offset + Int(positions[index])] += factor
          }
        }
      }
    }
    return sums
  }

  /// Xᵀ · vector, `[featureCount]`.
  func transposedProduct(_ vector: [Double]) -> [Double] {
    let offset = 1 + numberCount
    var sums = [Double](repeating: 0, count: featureCount)
    sums.withUnsafeMutableBufferPointer { sums in
      withUnsafeRows { row, numbers, positions in
        let factor = vector[row]
        sums[0] += factor
        for index in 0..<numberCount { sums[1 + index] += factor * numbers[index] }
        for index in 0..<categoryCount where positions[index] >= 0 {
          sums[offset + Int(positions[index])] += factor
        }
      }
    }
    return sums
  }

  /// The diagonal of Xᵀ · diag(weights) · X, `[featureCount]`.
  func squares(weights: [Double]) -> [Double] {
    let offset = 1 + numberCount
    var sums = [Double](repeating: 0, count: featureCount)
    sums.withUnsafeMutableBufferPointer { sums in
      withUnsafeRows { row, numbers, positions in
        let weight = weights[row]
        sums[0] += weight
        for index in 0..<numberCount { sums[1 + index] += weight * numbers[index] * numbers[index] }
        for index in 0..<categoryCount where positions[index] >= 0 {
          sums[offset + Int(positions[index])] += weight
        }
      }
    }
    return sums
  }

  /// The lower triangle of Xᵀ · diag(weights) · X, row-major `[featureCount, featureCount]`.
  func gram(weights: [Double]) -> [Double] {
    let width = featureCount
    let offset = 1 + numberCount
    var sums = [Double](repeating: 0, count: width * width)
    var dense = [Double](repeating: 0, count: offset)
    sums.withUnsafeMutableBufferPointer { sums in
      dense.withUnsafeMutableBufferPointer { dense in
        withUnsafeRows { row, numbers, positions in
          let weight = weights[row]
          dense[0] = weight
          for index in 0..<numberCount { dense[1 + index] = weight * numbers[index] }
          sums[0] += weight
          for first in 0..<numberCount {
            let start = (1 + first) * width
            let factor = numbers[first]
            for second in 0...(first + 1) { sums[start + second] += factor * dense[second] }
          }
          for first in 0..<categoryCount where positions[first] >= 0 {
            let start = (offset + Int(positions[first])) * width
            for second in 0..<offset { sums[start + second] += dense[second] }
            for second in 0...first where positions[second] >= 0 {
              sums[start + offset + Int(positions[second])] += weight
            }
          }
        }
      }
    }
    return sums
  }

  /// Calls `body` with every row's index, numbers and positions.
  private func withUnsafeRows(
    _ body: (Int, UnsafePointer<Double>, UnsafePointer<Int32>) -> Void
  ) {
    // Neither may be empty, so that both have an address.
    let spareNumbers: [Double] = numbers.isEmpty ? [0] : numbers
    let sparePositions: [Int32] = positions.isEmpty ? [0] : positions
    spareNumbers.withUnsafeBufferPointer { numbers in
      sparePositions.withUnsafeBufferPointer { positions in
        guard let numbers = numbers.baseAddress, let positions = positions.baseAddress else {
          return
        }
        for row in 0..<rowCount {
          body(row, numbers + row * numberCount, positions + row * categoryCount)
        }
      }
    }
  }
}
