internal import Engine

/// How different images are from each other.
enum Diversity {
  /// The mean Euclidean distance of all pairs of rows.
  static func meanDistance(_ images: Tensor) -> Double {
    let (count, size) = (images.shape[0], images.count / max(1, images.shape[0]))
    var (sum, pairs) = (0.0, 0)
    for first in 0..<count {
      for second in 0..<first {
        var square: Float = 0
        for place in 0..<size {
          let step = images.pointer[first * size + place] - images.pointer[second * size + place]
          square += step * step
        }
        sum += Double(square).squareRoot()
        pairs += 1
      }
    }
    return pairs == 0 ? 0 : sum / Double(pairs)
  }
}
