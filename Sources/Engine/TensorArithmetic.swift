internal import CKernels

extension Tensor {
  /// The rows of both, those of `first` before those of `second`.
  /// - Precondition: shapes that differ in the first dimension at most.
  package static func stacked(_ first: Tensor, _ second: Tensor) -> Tensor {
    precondition(
      first.shape.dropFirst() == second.shape.dropFirst(), "\(first.shape) on \(second.shape)")
    let result = Tensor(
      uninitialized: [first.shape[0] + second.shape[0]] + first.shape.dropFirst())
    result.pointer.update(from: first.pointer, count: first.count)
    (result.pointer + first.count).update(from: second.pointer, count: second.count)
    return result
  }

  /// Some of the rows.
  package func rows(_ range: Range<Int>) -> Tensor {
    let size = count / max(1, shape[0])
    let result = Tensor(uninitialized: [range.count] + shape.dropFirst())
    result.pointer.update(from: pointer + range.lowerBound * size, count: range.count * size)
    return result
  }

  /// `self + scale other`.
  package func adding(_ other: Tensor, scale: Float) -> Tensor {
    precondition(shape == other.shape, "\(shape) and \(other.shape)")
    let result = copy()
    ck_add_scaled(count, scale, other.pointer, result.pointer)
    return result
  }

  /// The sum of squares.
  package var squaredNorm: Double { Double(ck_dot(count, pointer, pointer)) }

  /// Moves every element towards `scale` times another's by the share `weight` of the distance, in place: for running averages.
  package func approach(_ other: Tensor, scale: Float, weight: Float) {
    precondition(shape == other.shape, "\(shape) and \(other.shape)")
    for index in 0..<count {
      pointer[index] += weight * (scale * other.pointer[index] - pointer[index])
    }
  }

  /// Cuts every element to ± `bound`, in place: for critics with bounded weights.
  package func clip(to bound: Float) {
    for index in 0..<count { pointer[index] = max(-bound, min(bound, pointer[index])) }
  }
}
