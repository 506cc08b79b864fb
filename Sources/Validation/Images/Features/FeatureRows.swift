internal import Parallel

/// Feature vectors in double precision, each padded with zeros to whole machine vectors, for products and distances.
struct FeatureRows: Sendable {
  let count: Int
  private let stride: Int
  private let values: [SIMD4<Double>]

  /// Rows of the other side that are met together, so that they stay in the cache.
  private static let tile = 64

  init(_ features: Features) {
    count = features.count
    let stride = (features.dimension + 3) / 4
    self.stride = stride
    var values = [SIMD4<Double>](repeating: .zero, count: features.count * stride)
    for row in 0..<features.count {
      for (place, value) in features[row].enumerated() {
        values[row * stride + place / 4][place % 4] = Double(value)
      }
    }
    self.values = values
  }

  /// Squared Euclidean distances `[rows.count, other.count]` into `results`, from differences: 0 for equal vectors.
  func squaredDistances(
    of rows: Range<Int>, to other: FeatureRows, into results: UnsafeMutableBufferPointer<Double>
  ) {
    combine(rows, other, count: other.count, results) { left, right in
      let difference = left - right
      return difference * difference
    }
  }

  /// Scalar products with the first `count` rows of the other side, `[rows.count, other.count]`, into `results`.
  func products(
    of rows: Range<Int>, with other: FeatureRows, count: Int,
    into results: UnsafeMutableBufferPointer<Double>
  ) {
    combine(rows, other, count: count, results) { $0 * $1 }
  }

  /// Sums of `term` over the elements of each pair of vectors; four pairs at a time.
  @inline(__always)
  private func combine(
    _ rows: Range<Int>, _ other: FeatureRows, count: Int,
    _ results: UnsafeMutableBufferPointer<Double>,
    _ term: (SIMD4<Double>, SIMD4<Double>) -> SIMD4<Double>
  ) {
    let stride = stride
    values.withUnsafeBufferPointer { own in
      other.values.withUnsafeBufferPointer { others in
        for start in Swift.stride(from: 0, to: count, by: Self.tile) {
          let end = min(start + Self.tile, count)
          for row in rows {
            let left = row * stride
            let target = (row - rows.lowerBound) * other.count
            var index = start
            while index + 4 <= end {
              var sum0 = SIMD4<Double>.zero
              var sum1 = SIMD4<Double>.zero
              var sum2 = SIMD4<Double>.zero
              var sum3 = SIMD4<Double>.zero
              let right = index * stride
              for place in 0..<stride {
                let element = own[left + place]
                sum0 += term(element, others[right + place])
                sum1 += term(element, others[right + stride + place])
                sum2 += term(element, others[right + 2 * stride + place])
                sum3 += term(element, others[right + 3 * stride + place])
              }
              results[target + index] = sum0.sum()
              results[target + index + 1] = sum1.sum()
              results[target + index + 2] = sum2.sum()
              results[target + index + 3] = sum3.sum()
              index += 4
            }
            while index < end {
              var sum = SIMD4<Double>.zero
              for place in 0..<stride {
                sum += term(own[left + place], others[index * stride + place])
              }
              results[target + index] = sum.sum()
              index += 1
            }
          }
        }
      }
    }
  }
}

extension FeatureRows {
  /// Rows that one task of a thread team takes.
  static let chunk = 16

  /// `[transform(first rows), …]`: for each chunk of rows, what `transform` makes of their squared distances to `other`,
  /// `[rows.count, other.count]`.
  func mapDistances<Result: Sendable>(
    to other: FeatureRows, team: ThreadTeam,
    _ transform: (Range<Int>, UnsafeMutableBufferPointer<Double>) -> Result
  ) -> [Result] {
    team.map((count + Self.chunk - 1) / Self.chunk) { index in
      let rows = index * Self.chunk..<min((index + 1) * Self.chunk, count)
      return withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.count * other.count) {
        squaredDistances(of: rows, to: other, into: $0)
        return transform(rows, $0)
      }
    }
  }
}
