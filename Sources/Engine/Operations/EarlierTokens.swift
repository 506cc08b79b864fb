internal import CKernels
public import Parallel

/// A dense layer in which every token's hidden units see the earlier tokens and the class, never themselves or later ones.
///
///     a_t = b_t + C[class]_t + Σ_{s<t} e_s W[s, t]
///
/// `W` is block strictly lower triangular (the blocks on and above the diagonal stay zero and are never touched), so half
/// the products of a full layer are saved.
/// - Shapes: inputs are the embedded rows e `[B, T·E]`, W `[T·E, T·H]`, the class table C `[classes, T·H]` and b `[T·H]`;
///   the result is `[B, T·H]`.
/// - Source: the masked layer of Germain et al. (2015), MADE, arXiv 1502.03509, section 3, in blocks.
public struct EarlierTokens: Operation {
  private let layout: TokenLayout
  private let classes: [Int32]

  /// The layer for rows of these classes.
  public init(_ layout: TokenLayout, classes: [Int32]) {
    self.layout = layout
    self.classes = classes
  }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let (embedded, weight, classTable, bias) = (inputs[0], inputs[1], inputs[2], inputs[3])
    let (rows, depth, width) = (classes.count, layout.embeddedWidth, layout.rowWidth)
    precondition(
      embedded.shape == [rows, depth] && weight.shape == [depth, width],
      "earlier tokens: \(embedded.shape) and \(weight.shape)")
    let hidden = layout.hiddenWidth
    let output = Tensor(uninitialized: [rows, width])
    forEachTokenFromTheLast(team) { token in
      let column = token * hidden
      ck_fill_rows(
        rows, hidden, bias.pointer + column, classTable.pointer + column, width, classes,
        output.pointer + column, width)
      MatrixProduct.run(
        Block(embedded, stride: depth), Block(weight, at: column, stride: width),
        into: Block(output, at: column, stride: width), rows: rows, columns: hidden,
        inner: token * layout.embeddingWidth, beta: 1)
    }
    return Forward(output)
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    [
      needed[0] ? embeddedGradient(inputs, gradient, team) : nil,
      needed[1] ? weightGradient(inputs, gradient, team) : nil,
      needed[2] ? classGradient(inputs, gradient, team) : nil,
      needed[3] ? biasGradient(gradient, team) : nil,
    ]
  }

  /// Token s hands its gradient on from all later tokens at once: g[:, later] W[s, later]ᵀ.
  private func embeddedGradient(_ inputs: [Tensor], _ gradient: Tensor, _ team: ThreadTeam)
    -> Tensor
  {
    let (depth, width) = (layout.embeddedWidth, layout.rowWidth)
    let result = Tensor(uninitialized: [classes.count, depth])
    team.forEach(layout.tokenCount) { token in
      let row = token * layout.embeddingWidth
      let later = (token + 1) * layout.hiddenWidth
      MatrixProduct.run(
        Block(gradient, at: later, stride: width),
        Block(inputs[1], at: row * width + later, stride: width), transposeB: true,
        into: Block(result, at: row, stride: depth), rows: classes.count,
        columns: layout.embeddingWidth, inner: width - later)
    }
    return result
  }

  private func weightGradient(_ inputs: [Tensor], _ gradient: Tensor, _ team: ThreadTeam) -> Tensor
  {
    let (depth, width) = (layout.embeddedWidth, layout.rowWidth)
    let result = Tensor(repeating: 0, shape: [depth, width])
    forEachTokenFromTheLast(team) { token in
      let column = token * layout.hiddenWidth
      MatrixProduct.run(
        Block(inputs[0], stride: depth), transposeA: true,
        Block(gradient, at: column, stride: width), into: Block(result, at: column, stride: width),
        rows: token * layout.embeddingWidth, columns: layout.hiddenWidth, inner: classes.count)
    }
    return result
  }

  private func classGradient(_ inputs: [Tensor], _ gradient: Tensor, _ team: ThreadTeam) -> Tensor {
    let (hidden, width) = (layout.hiddenWidth, layout.rowWidth)
    let result = Tensor(repeating: 0, shape: inputs[2].shape)
    team.forEach(layout.tokenCount) { token in
      ck_scatter_add(
        classes.count, hidden, gradient.pointer + token * hidden, width, classes,
        result.pointer + token * hidden, width)
    }
    return result
  }

  private func biasGradient(_ gradient: Tensor, _ team: ThreadTeam) -> Tensor {
    let (hidden, width) = (layout.hiddenWidth, layout.rowWidth)
    let result = Tensor(uninitialized: [width])
    team.forEach(layout.tokenCount) { token in
      ck_column_sums(
        classes.count, hidden, gradient.pointer + token * hidden, width,
        result.pointer + token * hidden)
    }
    return result
  }

  /// The last token has the longest product: begin with it, so that the threads end together.
  private func forEachTokenFromTheLast(_ team: ThreadTeam, _ body: (Int) -> Void) {
    team.forEach(layout.tokenCount) { body(layout.tokenCount - 1 - $0) }
  }
}
