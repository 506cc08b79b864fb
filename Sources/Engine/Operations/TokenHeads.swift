internal import CKernels
public import Parallel

/// A linear layer of its own for every token, from its hidden units to a number per level: `h_t V_t`.
///
/// The bias is added by what reads the result (`TokenGame`, the sampler), in the pass that reads it anyway.
/// - Shapes: inputs are h `[B, T·H]` and V `[H, S]`; the result is `[S, B]`, level-major, so that everything after it
///   runs over contiguous rows whatever the number of levels.
public struct TokenHeads: Operation {
  private let layout: TokenLayout

  /// The layer for this layout.
  public init(_ layout: TokenLayout) { self.layout = layout }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (h, weight) = (inputs[0], inputs[1])
    let (rows, hidden) = (h.shape[0], layout.hiddenWidth)
    precondition(
      h.shape[1] == layout.rowWidth && weight.shape == [hidden, layout.levelCount],
      "token heads: \(h.shape) and \(weight.shape)")
    let output = Tensor(uninitialized: [layout.levelCount, rows])
    team.forEach(layout.tokenCount) { token in
      let offset = layout.offsets[token]
      MatrixProduct.run(
        Block(weight, at: offset, stride: layout.levelCount), transposeA: true,
        Block(h, at: token * hidden, stride: layout.rowWidth), transposeB: true,
        into: Block(output, at: offset * rows, stride: rows), rows: layout.sizes[token],
        columns: rows, inner: hidden)
    }
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (h, weight) = (inputs[0], inputs[1])
    let (rows, hidden, levels) = (h.shape[0], layout.hiddenWidth, layout.levelCount)
    let hGradient = Tensor(uninitialized: h.shape)
    let weightGradient = Tensor(uninitialized: weight.shape)
    team.forEach(layout.tokenCount) { token in
      let (offset, column, size) = (layout.offsets[token], token * hidden, layout.sizes[token])
      let part = Block(gradient, at: offset * rows, stride: rows)
      MatrixProduct.run(
        part, transposeA: true, Block(weight, at: offset, stride: levels), transposeB: true,
        into: Block(hGradient, at: column, stride: layout.rowWidth), rows: rows, columns: hidden,
        inner: size)
      MatrixProduct.run(
        Block(h, at: column, stride: layout.rowWidth), transposeA: true, part, transposeB: true,
        into: Block(weightGradient, at: offset, stride: levels), rows: hidden, columns: size,
        inner: rows)
    }
    return [hGradient, weightGradient]
  }
}
