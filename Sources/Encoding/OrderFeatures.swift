internal import Glibc

/// Fixed numbers that tell a network where a level stands among the values of its column.
enum OrderFeatures {
  /// How many numbers there are per level.
  static let count = 4

  /// Normal score of the mid-rank, standardised value (clipped to ±4), sine and cosine of 2π rank.
  /// - Parameters: `levels` are the values of the levels; `values` with `counts` the column's distinct values, ascending.
  static func of(levels: [Double], among values: [Double], counts: [Int]) -> [[Float]] {
    var below: [Double] = [0]
    var (sum, squares) = (0.0, 0.0)
    for (value, count) in zip(values, counts) {
      below.append((below.last ?? 0) + Double(count))
      sum += value * Double(count)
    }
    let total = max(below.last ?? 1, 1)
    let mean = sum / total
    for (value, count) in zip(values, counts) {
      squares += (value - mean) * (value - mean) * Double(count)
    }
    let deviation = (squares / total).squareRoot() + 1e-9
    return levels.map { level in
      let left = below[values.lowerBound(level)]
      let right = below[values.upperBound(level)]
      let rank = min(max((left + right) / (2 * total), 1e-4), 1 - 1e-4)
      let standard = min(max((level - mean) / deviation, -4), 4)
      return [
        Float(normalScore(rank)), Float(standard), Float(sin(2 * .pi * rank)),
        Float(cos(2 * .pi * rank)),
      ]
    }
  }

  /// The inverse of the normal distribution function, by Newton's method on erfc; error below 1e-12 for 1e-4…1-1e-4.
  static func normalScore(_ probability: Double) -> Double {
    var x = 0.0
    for _ in 0..<60 {
      let value = 0.5 * erfc(-x / 2.0.squareRoot()) - probability
      let slope = exp(-x * x / 2) / (2 * Double.pi).squareRoot()
      let move = min(max(value / slope, -1), 1)
      x -= move
      if abs(move) < 1e-14 { break }
    }
    return x
  }
}

extension Array where Element: Comparable {
  /// The first index whose element is not below `value`; the array ascends.
  func lowerBound(_ value: Element) -> Int { partitionPoint { $0 < value } }

  /// The first index whose element is above `value`; the array ascends.
  func upperBound(_ value: Element) -> Int { partitionPoint { $0 <= value } }

  private func partitionPoint(_ isBefore: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
