internal import CKernels
public import Parallel

/// The weights of a token network, by the names of the operations that use them.
public struct TokenWeights: Sendable {
  /// The level vectors `[S, E]`, features included.
  public var table: Tensor
  /// `EarlierTokens`: W `[T·E, T·H]`, the class table `[classes, T·H]`, b `[T·H]`.
  public var weight, classTable, bias: Tensor
  /// `ClassGain`: `[classes, T·H]`.
  public var classGain: Tensor
  /// `TokenResidual`: W `[T, H, H]`, c `[T, H]`.
  public var residualWeight, residualBias: Tensor
  /// `TokenHeads` and the bias of its result: V `[H, S]`, v `[S]`.
  public var heads, headBias: Tensor

  /// Weights in the shapes above.
  public init(
    table: Tensor, weight: Tensor, classTable: Tensor, bias: Tensor, classGain: Tensor,
    residualWeight: Tensor, residualBias: Tensor, heads: Tensor, headBias: Tensor
  ) {
    self.table = table
    (self.weight, self.classTable, self.bias) = (weight, classTable, bias)
    self.classGain = classGain
    (self.residualWeight, self.residualBias) = (residualWeight, residualBias)
    (self.heads, self.headBias) = (heads, headBias)
  }
}

/// Draws rows from a token network, one token after another, without a tape.
///
/// A level is drawn by inverting its distribution function at one uniform number per row. With `isStratified`, these
/// numbers are spread evenly over rows with similar predictions (Array-RQMC): rows are sorted by the mean level that the
/// network expects, and neighbours get numbers far apart. Each row is still a draw from the network; the counts over many rows
/// scatter less around what the network says.
/// - Source: L'Ecuyer, Lécot and Tuffin (2008), A randomized quasi-Monte Carlo simulation method for Markov chains,
///   DOI 10.1287/opre.1080.0556.
public struct TokenSampler: Sendable {
  private let layout: TokenLayout
  private let weights: TokenWeights
  private let isStratified: Bool

  /// A sampler for these weights.
  public init(_ layout: TokenLayout, weights: TokenWeights, isStratified: Bool) {
    self.layout = layout
    self.weights = weights
    self.isStratified = isStratified
  }

  /// Rows drawn together; strata are spread inside one such piece.
  private static let pieceSize = 8_192

  /// The codes of one row per class given, `[token][row]`, the same for every number of threads.
  public func sample(classes: [Int32], noise: Philox, team: ThreadTeam) -> [[Int32]] {
    let pieceCount = (classes.count + Self.pieceSize - 1) / Self.pieceSize
    let pieces = team.map(pieceCount) { piece in
      let start = piece * Self.pieceSize
      let part = Array(classes[start..<min(start + Self.pieceSize, classes.count)])
      return samplePiece(part, noise: noise.split(UInt64(piece)))
    }
    return (0..<layout.tokenCount).map { token in pieces.flatMap { $0[token] } }
  }

  private func samplePiece(_ classes: [Int32], noise: Philox) -> [[Int32]] {
    let (rows, depth, hidden) = (classes.count, layout.embeddedWidth, layout.hiddenWidth)
    let embedded = Tensor(uninitialized: [rows, depth])
    let (h, inner, output) = (
      Tensor(uninitialized: [rows, hidden]), Tensor(uninitialized: [rows, hidden]),
      Tensor(uninitialized: [rows, hidden])
    )
    let strata = isStratified ? Strata(count: rows) : nil
    var codes: [[Int32]] = []
    for token in 0..<layout.tokenCount {
      activate(token, classes, embedded: embedded, h: h)
      residual(token, h: h, inner: inner, output: output, rows: rows)
      let drawn = draw(token, output, rows: rows, noise: noise.split(UInt64(token)), strata: strata)
      ck_gather(
        rows, layout.embeddingWidth,
        weights.table.pointer + layout.offsets[token] * layout.embeddingWidth,
        layout.embeddingWidth, drawn, embedded.pointer + token * layout.embeddingWidth, depth)
      codes.append(drawn)
    }
    return codes
  }

  /// h = (1 + G[class]_t) silu(b_t + C[class]_t + e_<t W[<t, t])
  private func activate(_ token: Int, _ classes: [Int32], embedded: Tensor, h: Tensor) {
    let (rows, depth, width, hidden) = (
      classes.count, layout.embeddedWidth, layout.rowWidth, layout.hiddenWidth
    )
    let column = token * hidden
    ck_fill_rows(
      rows, hidden, weights.bias.pointer + column, weights.classTable.pointer + column, width,
      classes, h.pointer, hidden)
    MatrixProduct.run(
      Block(embedded, stride: depth), Block(weights.weight, at: column, stride: width),
      into: Block(h, stride: hidden), rows: rows, columns: hidden,
      inner: token * layout.embeddingWidth, beta: 1)
    ck_silu(rows * hidden, h.pointer, h.pointer)
    ck_gain_rows(
      rows, hidden, h.pointer, hidden, classes, weights.classGain.pointer + column, width, h.pointer
    )
  }

  private func residual(_ token: Int, h: Tensor, inner: Tensor, output: Tensor, rows: Int) {
    let hidden = layout.hiddenWidth
    MatrixProduct.run(
      Block(h, stride: hidden),
      Block(weights.residualWeight, at: token * hidden * hidden, stride: hidden),
      into: Block(inner, stride: hidden), rows: rows, columns: hidden, inner: hidden)
    ck_bias_silu_residual(
      rows, hidden, weights.residualBias.pointer + token * hidden, h.pointer, inner.pointer,
      output.pointer, hidden)
  }

  private func draw(_ token: Int, _ h: Tensor, rows: Int, noise: Philox, strata: Strata?) -> [Int32]
  {
    let (hidden, size) = (layout.hiddenWidth, layout.sizes[token])
    let logits = Tensor(uninitialized: [size, rows])
    MatrixProduct.run(
      Block(weights.heads, at: layout.offsets[token], stride: layout.levelCount), transposeA: true,
      Block(h, stride: hidden), transposeB: true, into: Block(logits, stride: rows), rows: size,
      columns: rows, inner: hidden)
    let scratch = Tensor(uninitialized: [4, rows])
    let bias = weights.headBias.pointer + layout.offsets[token]
    var uniform = noise.uniform(count: rows)
    if let strata {
      ck_mean_levels(size, rows, logits.pointer, bias, scratch.pointer + 3 * rows, scratch.pointer)
      uniform = strata.spread(uniform, by: scratch.pointer + 3 * rows, noise: noise)
    }
    return [Int32](unsafeUninitializedCapacity: rows) { buffer, initialized in
      if let base = buffer.baseAddress {
        ck_sample_levels(size, rows, logits.pointer, bias, uniform, base, scratch.pointer)
      }
      initialized = rows
    }
  }
}
