internal import Glibc

/// How a tensor begins.
public enum InitialWeights: Sendable, Equatable {
  /// All numbers alike.
  case constant(Float)
  /// Normal numbers around 0.
  case normal(deviation: Float)
  /// A norm's table `[classes, 2 channels]`: scales around 0, which are gains around 1, and shifts of 0.
  case gains(deviation: Float)
  /// Uniform between ± 1 / √fanIn.
  /// - Source: LeCun et al. (1998), Efficient BackProp, section 4.6, with PyTorch's factor.
  case uniform(fanIn: Int)
  /// A matrix `[rows, columns]` whose shorter side's vectors are orthonormal.
  /// - Source: Saxe, McClelland and Ganguli (2014), arXiv 1312.6120, section 3.
  case orthogonal(rows: Int, columns: Int)

  /// Numbers that depend on the noise alone.
  public func tensor(_ shape: [Int], noise: Philox) -> Tensor {
    switch self {
    case .constant(let value): return Tensor(repeating: value, shape: shape)
    case .normal(let deviation): return noise.normal(shape, deviation: deviation)
    case .gains(let deviation):
      let half = shape[shape.count - 1] / 2
      let gains = noise.normal([half], deviation: deviation).elements
      let row = gains + [Float](repeating: 0, count: half)
      let rows = shape.dropLast().reduce(1, *)
      return Tensor((0..<rows).flatMap { _ in row }, shape: shape)
    case .uniform(let fanIn):
      let bound = 1 / Float(max(1, fanIn)).squareRoot()
      let numbers = noise.uniform(count: shape.reduce(1, *))
      return Tensor(numbers.map { (2 * $0 - 1) * bound }, shape: shape)
    case .orthogonal(let rows, let columns):
      return Self.orthogonal(shape, rows: rows, columns: columns, noise: noise)
    }
  }

  /// Normal numbers after Gram and Schmidt.
  private static func orthogonal(
    _ shape: [Int], rows: Int, columns: Int, noise: Philox
  ) -> Tensor {
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
