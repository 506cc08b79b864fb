public import Parallel

/// A weight divided by an estimate of its largest singular value: `W / σ` with `σ = uᵀ W v`.
///
/// u and v come from power iteration and are held fixed by the gradient, as the source does.
/// - Shapes: the weight is `[…, filters]`, taken as a matrix `[rows, filters]`; the result has the same shape.
/// - Gradient: `(G - ⟨G, W / σ⟩ u vᵀ) / σ`.
/// - Source: Miyato et al. (2018), arXiv 1802.05957, algorithm 1 and equation 12.
public struct SpectralNorm: Operation {
  private let left: [Float]
  private let right: [Float]

  /// The division with these singular vectors, of lengths `rows` and `filters`.
  public init(left: [Float], right: [Float]) { (self.left, self.right) = (left, right) }

  /// One power iteration from `right`: the vectors for the next division.
  public static func iterate(_ weight: Tensor, right: [Float]) -> SpectralNorm {
    let columns = right.count
    var (left, next) = (
      [Float](repeating: 0, count: weight.count / columns), [Float](repeating: 0, count: columns)
    )
    for row in left.indices {
      for column in 0..<columns {
        left[row] += weight.pointer[row * columns + column] * right[column]
      }
    }
    left = unit(left)
    for row in left.indices {
      for column in 0..<columns {
        next[column] += weight.pointer[row * columns + column] * left[row]
      }
    }
    return SpectralNorm(left: left, right: unit(next))
  }

  /// The right vector, from which the next iteration begins.
  public var state: [Float] { right }

  private static func unit(_ vector: [Float]) -> [Float] {
    let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return vector.map { $0 / max(norm, 1e-12) }
  }

  private func sigma(_ weight: Tensor) -> Float {
    precondition(weight.count == left.count * right.count, "spectral norm: \(weight.shape)")
    var sum: Float = 0
    for row in left.indices {
      var own: Float = 0
      for column in right.indices {
        own += weight.pointer[row * right.count + column] * right[column]
      }
      sum += own * left[row]
    }
    return abs(sum) < 1e-12 ? 1e-12 : sum
  }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let scale = 1 / sigma(inputs[0])
    return Forward(
      Tensor(inputs[0].elements.map { $0 * scale }, shape: inputs[0].shape),
      saved: [Tensor([scale], shape: [1])])
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let scale = result.saved[0].pointer[0]
    var overlap: Float = 0
    for index in 0..<gradient.count {
      overlap += gradient.pointer[index] * result.output.pointer[index]
    }
    let output = Tensor(uninitialized: gradient.shape)
    for row in left.indices {
      for column in right.indices {
        let place = row * right.count + column
        output.pointer[place] =
          scale * (gradient.pointer[place] - overlap * left[row] * right[column])
      }
    }
    return [output]
  }
}
