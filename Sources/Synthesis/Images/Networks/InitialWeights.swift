internal import Engine
internal import Glibc

/// How weights begin.
enum InitialWeights {
  /// Uniform between ± 1 / √fanIn.
  /// - Source: LeCun et al. (1998), Efficient BackProp, section 4.6, with PyTorch's factor.
  static func uniform(_ shape: [Int], fanIn: Int, noise: Philox) -> Tensor {
    let bound = 1 / Float(max(1, fanIn)).squareRoot()
    let numbers = noise.uniform(count: shape.reduce(1, *))
    return Tensor(numbers.map { (2 * $0 - 1) * bound }, shape: shape)
  }

  /// A matrix `[rows, columns]` whose shorter side's vectors are orthonormal: normal numbers after Gram and Schmidt.
  /// - Source: Saxe, McClelland and Ganguli (2014), arXiv 1312.6120, section 3.
  static func orthogonal(_ shape: [Int], rows: Int, columns: Int, noise: Philox) -> Tensor {
    let (count, length) = (min(rows, columns), max(rows, columns))
    let start = noise.normal([count, length], deviation: 1).elements
    var vectors = (0..<count).map { start[$0 * length..<($0 + 1) * length].map(Double.init) }
    for index in 0..<count {
      for earlier in 0..<index {
        let overlap = zip(vectors[index], vectors[earlier]).reduce(0) { $0 + $1.0 * $1.1 }
        for place in 0..<length { vectors[index][place] -= overlap * vectors[earlier][place] }
      }
      let norm = vectors[index].reduce(0) { $0 + $1 * $1 }.squareRoot()
      for place in 0..<length { vectors[index][place] /= max(norm, 1e-12) }
    }
    var elements = [Float](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for column in 0..<columns {
        elements[row * columns + column] = Float(
          rows <= columns ? vectors[row][column] : vectors[column][row])
      }
    }
    return Tensor(elements, shape: shape)
  }
}
