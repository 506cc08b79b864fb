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
  let layout: TokenLayout
  let weights: TokenWeights
  let isStratified: Bool

  /// A sampler for these weights.
  public init(_ layout: TokenLayout, weights: TokenWeights, isStratified: Bool) {
    self.layout = layout
    self.weights = weights
    self.isStratified = isStratified
  }

  /// Rows drawn together; strata are spread inside one such piece.
  static let pieceSize = 8_192

  /// The codes of one row per class given, `[token][row]`, the same for every number of threads.
  public func sample(classes: [Int32], noise: Philox, team: ThreadTeam) -> [[Int32]] {
    sample(classes: classes, limits: nil, noise: noise, team: team).codes
  }

  /// One row per class given, made of permitted levels, with its weight; the same for every number of threads.
  public func sample(classes: [Int32], limits: TokenLimits?, noise: Philox, team: ThreadTeam)
    -> LimitedRows
  {
    let pieceCount = (classes.count + Self.pieceSize - 1) / Self.pieceSize
    let pieces = team.map(pieceCount) { piece in
      let start = piece * Self.pieceSize
      let part = Array(classes[start..<min(start + Self.pieceSize, classes.count)])
      return samplePiece(part, limits, noise: noise.split(UInt64(piece)))
    }
    return LimitedRows(
      codes: (0..<layout.tokenCount).map { token in pieces.flatMap { $0.codes[token] } },
      logWeights: pieces.flatMap(\.logWeights))
  }

  /// Rows whose activations are in the cache together.
  private static let blockSize = 1_024

  private func samplePiece(_ classes: [Int32], _ limits: TokenLimits?, noise: Philox)
    -> LimitedRows
  {
    let rows = classes.count
    let strata = isStratified ? Strata(count: rows) : nil
    var codes: [Int32] = []
    codes.reserveCapacity(rows * layout.tokenCount)
    var logWeights = [Float](repeating: 0, count: rows)
    for token in 0..<layout.tokenCount {
      let logits = logits(token, classes, codes)
      codes += draw(
        token, logits, limits?.permitted[token], &logWeights, noise: noise.split(UInt64(token)),
        strata: strata)
    }
    return LimitedRows(
      codes: (0..<layout.tokenCount).map { Array(codes[$0 * rows..<($0 + 1) * rows]) },
      logWeights: logWeights)
  }

  /// What the network says of a token's levels, before the bias: `[K_t, rows]`.
  func logits(_ token: Int, _ classes: [Int32], _ codes: [Int32]) -> Tensor {
    let (rows, hidden, size) = (classes.count, layout.hiddenWidth, layout.sizes[token])
    let products = products(token)
    let blocks = (0..<3).map { _ in
      Tensor(uninitialized: [min(rows, Self.blockSize), hidden])
    }
    let logits = Tensor(uninitialized: [size, rows])
    for start in stride(from: 0, to: rows, by: Self.blockSize) {
      let block = start..<min(start + Self.blockSize, rows)
      activate(token, classes, codes, products, block, h: blocks[0])
      residual(token, h: blocks[0], inner: blocks[1], output: blocks[2], rows: block.count)
      MatrixProduct.run(
        Block(weights.heads, at: layout.offsets[token], stride: layout.levelCount),
        transposeA: true, Block(blocks[2], stride: hidden), transposeB: true,
        into: Block(logits, at: start, stride: rows), rows: size, columns: block.count,
        inner: hidden)
    }
    return logits
  }

  /// The vectors of all earlier tokens' levels times the token's weights, to be looked up: a token has far fewer levels than a
  /// piece has rows.
  private func products(_ token: Int) -> Tensor {
    let (width, hidden, embedding) = (layout.rowWidth, layout.hiddenWidth, layout.embeddingWidth)
    let products = Tensor(uninitialized: [max(1, layout.offsets[token]), hidden])
    for earlier in 0..<token {
      let start = layout.offsets[earlier]
      MatrixProduct.run(
        Block(weights.table, at: start * embedding, stride: embedding),
        Block(weights.weight, at: earlier * embedding * width + token * hidden, stride: width),
        into: Block(products, at: start * hidden, stride: hidden), rows: layout.sizes[earlier],
        columns: hidden, inner: embedding)
    }
    return products
  }

  /// h = (1 + G[class]_t) silu(b_t + C[class]_t + e_<t W[<t, t])
  private func activate(
    _ token: Int, _ classes: [Int32], _ codes: [Int32], _ products: Tensor, _ rows: Range<Int>,
    h: Tensor
  ) {
    let column = token * layout.hiddenWidth
    codes.withUnsafeBufferPointer { codes in
      classes.withUnsafeBufferPointer { classes in
        guard let first = classes.baseAddress else { return }
        ck_draw_activations(
          rows.count, layout.hiddenWidth, token, codes.baseAddress.map { $0 + rows.lowerBound },
          classes.count, layout.offsets, products.pointer, weights.bias.pointer + column,
          weights.classTable.pointer + column, weights.classGain.pointer + column,
          layout.rowWidth, first + rows.lowerBound, h.pointer)
      }
    }
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

  /// Levels of one token, among the permitted ones; adds what those have of the probability to `logWeights`.
  private func draw(
    _ token: Int, _ logits: Tensor, _ permitted: [Bool]?, _ logWeights: inout [Float],
    noise: Philox, strata: Strata?
  ) -> [Int32] {
    let rows = logWeights.count
    let bias = weights.headBias.pointer + layout.offsets[token]
    guard let permitted else { return invert(logits, bias, rows, noise, strata) }
    TokenLimits.weigh(logits.pointer, bias, permitted, &logWeights)
    var drawn = invert(logits, TokenLimits.bias(bias, permitted), rows, noise, strata)
    TokenLimits.correct(&drawn, permitted)
    return drawn
  }

  /// Inverts the distribution function of every row's levels.
  func invert(
    _ logits: Tensor, _ bias: UnsafePointer<Float>, _ rows: Int, _ noise: Philox, _ strata: Strata?
  ) -> [Int32] {
    let size = logits.shape[0]
    let scratch = Tensor(uninitialized: [4, rows])
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
