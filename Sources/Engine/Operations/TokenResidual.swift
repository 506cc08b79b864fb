internal import CKernels
public import Parallel

/// A residual layer of its own for every token: `h_t + silu(h_t W_t + c_t)`.
/// - Shapes: inputs are h `[B, T·H]`, W `[T, H, H]` and c `[T, H]`; the result is `[B, T·H]`.
/// - Source: He et al. (2016), arXiv 1512.03385, equation 1.
public struct TokenResidual: Operation {
  private let layout: TokenLayout

  /// The layer for this layout.
  public init(_ layout: TokenLayout) { self.layout = layout }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (h, weight, bias) = (inputs[0], inputs[1], inputs[2])
    let (rows, width, hidden) = (h.shape[0], layout.rowWidth, layout.hiddenWidth)
    precondition(
      h.shape[1] == width && weight.shape == [layout.tokenCount, hidden, hidden],
      "token residual: \(h.shape) and \(weight.shape)")
    let inner = Tensor(uninitialized: h.shape)
    let output = Tensor(uninitialized: h.shape)
    team.forEach(layout.tokenCount) { token in
      let column = token * hidden
      MatrixProduct.run(
        Block(h, at: column, stride: width), Block(weight, at: column * hidden, stride: hidden),
        into: Block(inner, at: column, stride: width), rows: rows, columns: hidden, inner: hidden)
      ck_bias_silu_residual(
        rows, hidden, bias.pointer + column, h.pointer + column, inner.pointer + column,
        output.pointer + column, width)
    }
    return Forward(output, saved: [inner])
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (h, weight) = (inputs[0], inputs[1])
    let (rows, width, hidden) = (h.shape[0], layout.rowWidth, layout.hiddenWidth)
    let slope = Tensor(uninitialized: h.shape)
    let hGradient = gradient.copy()
    let weightGradient = Tensor(uninitialized: weight.shape)
    let biasGradient = Tensor(uninitialized: inputs[2].shape)
    team.forEach(layout.tokenCount) { token in
      let column = token * hidden
      let inner = Block(slope, at: column, stride: width)
      let block = Block(weight, at: column * hidden, stride: hidden)
      ck_silu_gradient_rows(
        rows, hidden, result.saved[0].pointer + column, gradient.pointer + column,
        slope.pointer + column, width)
      MatrixProduct.run(
        Block(h, at: column, stride: width), transposeA: true, inner,
        into: Block(weightGradient, at: column * hidden, stride: hidden), rows: hidden,
        columns: hidden, inner: rows)
      ck_column_sums(
        rows, hidden, slope.pointer + column, width, biasGradient.pointer + column)
      MatrixProduct.run(
        inner, block, transposeB: true, into: Block(hGradient, at: column, stride: width),
        rows: rows, columns: hidden, inner: hidden, beta: 1)
    }
    return [hGradient, weightGradient, biasGradient]
  }
}
