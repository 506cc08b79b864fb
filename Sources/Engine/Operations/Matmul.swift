public import Parallel

/// The matrix product `a b`.
/// - Shapes: `a` is `[rows, inner]`, `b` is `[inner, columns]`; the result is `[rows, columns]`.
/// - Gradient: `g bᵀ` with respect to `a`, `aᵀ g` with respect to `b`.
public struct Matmul: Operation {
  /// The operation.
  public init() {}

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (a, b) = (inputs[0], inputs[1])
    let (rows, inner, columns) = (a.shape[0], a.shape[1], b.shape[1])
    precondition(b.shape[0] == inner, "matmul: \(a.shape) and \(b.shape)")
    let output = Tensor(uninitialized: [rows, columns])
    MatrixProduct.run(
      Block(a, stride: inner), Block(b, stride: columns), into: Block(output, stride: columns),
      rows: rows, columns: columns, inner: inner)
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (a, b) = (inputs[0], inputs[1])
    let (rows, inner, columns) = (a.shape[0], a.shape[1], b.shape[1])
    var gradients: [Tensor?] = [nil, nil]
    if needed[0] {
      let part = Tensor(uninitialized: a.shape)
      MatrixProduct.run(
        Block(gradient, stride: columns), Block(b, stride: columns), transposeB: true,
        into: Block(part, stride: inner), rows: rows, columns: inner, inner: columns)
      gradients[0] = part
    }
    if needed[1] {
      let part = Tensor(uninitialized: b.shape)
      MatrixProduct.run(
        Block(a, stride: inner), transposeA: true, Block(gradient, stride: columns),
        into: Block(part, stride: columns), rows: inner, columns: columns, inner: rows)
      gradients[1] = part
    }
    return gradients
  }
}
