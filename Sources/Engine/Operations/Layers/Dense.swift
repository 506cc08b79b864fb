internal import CKernels
public import Parallel

/// A fully connected layer with bias, followed by a leaky rectifier when asked for: `leaky(x W + b)`.
/// - Shapes: x is `[batch, …]` with `inner` elements per row, W `[inner, columns]`, b `[columns]`; the result is `[batch, columns]`.
/// - Gradient: with g the gradient through the activation, `g Wᵀ`, `xᵀ g` and the sum of g over rows.
public struct Dense: Operation {
  let slope: Float

  /// A layer; slope 1 is without activation, slope 0 a rectifier.
  public init(slope: Float = 1) { self.slope = slope }

  /// Pieces that a product's longer side is cut into; fixed, so that results do not depend on the number of threads.
  private static let pieceCount = 4

  private static func forEachPiece(
    _ count: Int, _ team: ThreadTeam, _ body: (_ start: Int, _ count: Int) -> Void
  ) {
    let size = max(16, (count + pieceCount - 1) / pieceCount + 15) / 16 * 16
    team.forEach((count + size - 1) / size) { piece in
      body(piece * size, min(size, count - piece * size))
    }
  }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (x, weight) = (inputs[0], inputs[1])
    let (rows, inner, columns) = (x.shape[0], weight.shape[0], weight.shape[1])
    precondition(x.count == rows * inner, "dense: \(x.shape) and \(weight.shape)")
    let output = Tensor(uninitialized: [rows, columns])
    let bias = inputs.count > 2 ? inputs[2] : Tensor(repeating: 0, shape: [columns])
    Self.forEachPiece(columns, team) { start, count in
      MatrixProduct.run(
        Block(x, stride: inner), Block(weight, at: start, stride: columns),
        into: Block(output, at: start, stride: columns), rows: rows, columns: count, inner: inner)
      ck_bias_leaky(
        rows, count, bias.pointer + start, slope, output.pointer + start, columns)
    }
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (x, weight) = (inputs[0], inputs[1])
    let (rows, inner, columns) = (x.shape[0], weight.shape[0], weight.shape[1])
    var through = gradient
    if slope != 1 {
      through = Tensor(uninitialized: gradient.shape)
      ck_leaky(
        gradient.count, gradient.pointer, result.output.pointer, slope, through.pointer)
    }
    var gradients = [Tensor?](repeating: nil, count: inputs.count)
    if needed[0] {
      let part = Tensor(uninitialized: x.shape)
      Self.forEachPiece(inner, team) { start, count in
        MatrixProduct.run(
          Block(through, stride: columns), Block(weight, at: start * columns, stride: columns),
          transposeB: true, into: Block(part, at: start, stride: inner), rows: rows,
          columns: count, inner: columns)
      }
      gradients[0] = part
    }
    if needed[1] { gradients[1] = weightGradient(x, through, weight.shape, team) }
    if inputs.count > 2 && needed[2] {
      let sums = Tensor(uninitialized: [columns])
      ck_column_sums(rows, columns, through.pointer, columns, sums.pointer)
      gradients[2] = sums
    }
    return gradients
  }

  private func weightGradient(
    _ x: Tensor, _ gradient: Tensor, _ shape: [Int], _ team: ThreadTeam
  ) -> Tensor {
    let (rows, inner, columns) = (x.shape[0], shape[0], shape[1])
    let result = Tensor(uninitialized: shape)
    if inner >= columns {
      Self.forEachPiece(inner, team) { start, count in
        MatrixProduct.run(
          Block(x, at: start, stride: inner), transposeA: true, Block(gradient, stride: columns),
          into: Block(result, at: start * columns, stride: columns), rows: count,
          columns: columns, inner: rows)
      }
    } else {
      Self.forEachPiece(columns, team) { start, count in
        MatrixProduct.run(
          Block(x, stride: inner), transposeA: true,
          Block(gradient, at: start, stride: columns),
          into: Block(result, at: start, stride: columns), rows: inner, columns: count,
          inner: rows)
      }
    }
    return result
  }
}
