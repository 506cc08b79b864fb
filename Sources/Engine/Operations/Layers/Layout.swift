public import Parallel

/// The same elements under another shape; the first dimension stays.
public struct Reshape: Operation {
  private let shape: [Int]

  /// The shape of one row of the batch.
  public init(_ shape: [Int]) { self.shape = shape }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    Forward(inputs[0].reshaped([inputs[0].shape[0]] + shape))
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] { [needed[0] ? gradient.reshaped(inputs[0].shape) : nil] }
}

/// Two tensors side by side along their last dimension: features of a row, or channels of a pixel.
/// - Shapes: `[…, a]` and `[…, b]`, equal but for the last dimension; the result is `[…, a + b]`.
public struct Concatenate: Operation {
  /// The operation.
  public init() {}

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (a, b) = (inputs[0], inputs[1])
    precondition(a.shape.dropLast() == b.shape.dropLast(), "concatenate: \(a.shape), \(b.shape)")
    let (wide, narrow) = (a.shape[a.shape.count - 1], b.shape[b.shape.count - 1])
    let output = Tensor(uninitialized: Array(a.shape.dropLast()) + [wide + narrow])
    for row in 0..<a.count / max(1, wide) {
      let place = output.pointer + row * (wide + narrow)
      place.update(from: a.pointer + row * wide, count: wide)
      (place + wide).update(from: b.pointer + row * narrow, count: narrow)
    }
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let widths = inputs.map { $0.shape[$0.shape.count - 1] }
    var column = 0
    return zip(inputs, widths).enumerated().map { index, part in
      defer { column += part.1 }
      if !needed[index] { return nil }
      let result = Tensor(uninitialized: part.0.shape)
      for row in 0..<part.0.count / max(1, part.1) {
        (result.pointer + row * part.1).update(
          from: gradient.pointer + row * (widths[0] + widths[1]) + column, count: part.1)
      }
      return result
    }
  }
}
