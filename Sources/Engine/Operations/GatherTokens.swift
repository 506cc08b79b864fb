internal import CKernels
public import Parallel

/// Looks up every token of every row in a table of level vectors.
/// - Shapes: the table is `[S, E]`; the result is `[B, T·E]`, token after token.
/// - Gradient: each row's part is added to its level's vector; rows in order, tokens side by side.
public struct GatherTokens: Operation {
  private let layout: TokenLayout
  private let batch: TokenBatch

  /// The look-up for one batch.
  public init(_ layout: TokenLayout, batch: TokenBatch) {
    self.layout = layout
    self.batch = batch
  }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let table = inputs[0]
    let (width, stride) = (layout.embeddingWidth, layout.embeddedWidth)
    precondition(table.shape == [layout.levelCount, width], "gather: table \(table.shape)")
    let output = Tensor(uninitialized: [batch.rowCount, stride])
    team.forEach(layout.tokenCount) { token in
      ck_gather(
        batch.rowCount, width, table.pointer + layout.offsets[token] * width, width,
        batch.codes[token], output.pointer + token * width, stride)
    }
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    let (width, stride) = (layout.embeddingWidth, layout.embeddedWidth)
    let sum = Tensor(repeating: 0, shape: inputs[0].shape)
    team.forEach(layout.tokenCount) { token in
      ck_scatter_add(
        batch.rowCount, width, gradient.pointer + token * width, stride, batch.codes[token],
        sum.pointer + layout.offsets[token] * width, width)
    }
    return [sum]
  }
}
