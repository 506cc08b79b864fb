internal import CKernels
public import Parallel

/// The losses of the token game, both players' in one pass.
///
/// At the real tokens x_<t of every row the generator's softmax p_t is its whole fake sample of token t, so the adversarial
/// expectation is exact; the discriminator scores every level, s_t. Summed over tokens, averaged over the batch:
///
///     L_D = Σ_t softplus(-s_t[x_t]) + Σ_k p_t[k] softplus(s_t[k])          p held fixed
///     L_G = Σ_t a (-Σ_k p_t[k] exp(clip(s_t[k]))) + l (-log p_t[x_t])      s held fixed
///
/// At the best discriminator s = log(real / fake), and L_G is the forward-KL f-GAN game. The operation's output is
/// L_G + L_D: since each player's move is held fixed for the other, one backward pass serves both.
/// - Shapes: inputs are logits `[S, B]`, their bias `[S]` and, with a discriminator, scores `[S, B]` and their bias `[S]`;
///   the result is `[1]`. `saved` holds the parts of the loss (see `TokenLosses`).
/// - Source: Nowozin, Cseke and Tomioka (2016), f-GAN, arXiv 1606.00709, table 6 (KL).
public struct TokenGame: Operation {
  private let layout: TokenLayout
  private let batch: TokenBatch
  private let adversarialWeight: Float
  private let likelihoodWeight: Float
  private let clip: Float

  /// The game on one batch, with the weights a and l of the generator's two terms and the bound of the clipped scores.
  public init(
    _ layout: TokenLayout, batch: TokenBatch, adversarialWeight: Float, likelihoodWeight: Float,
    clip: Float
  ) {
    self.layout = layout
    self.batch = batch
    self.adversarialWeight = adversarialWeight
    self.likelihoodWeight = likelihoodWeight
    self.clip = clip
  }

  public func forward(_ inputs: [Tensor], team: ThreadTeam) -> Forward {
    let rows = batch.rowCount
    let hasScores = inputs.count == 4
    precondition(inputs[0].shape == [layout.levelCount, rows], "token game: \(inputs[0].shape)")
    let logitGradient = Tensor(uninitialized: inputs[0].shape)
    let scoreGradient = hasScores ? Tensor(uninitialized: inputs[2].shape) : nil
    let scratch = Tensor(uninitialized: [layout.tokenCount, 4 * rows])
    let losses = Tensor(uninitialized: [layout.tokenCount, 3])
    team.forEach(layout.tokenCount) { token in
      let offset = layout.offsets[token]
      let start = offset * rows
      let sums = ck_token_game(
        layout.sizes[token], rows, inputs[0].pointer + start, inputs[1].pointer + offset,
        hasScores ? inputs[2].pointer + start : nil, hasScores ? inputs[3].pointer + offset : nil,
        batch.codes[token], adversarialWeight, likelihoodWeight, clip,
        logitGradient.pointer + start, scoreGradient.map { $0.pointer + start },
        scratch.pointer + token * 4 * rows)
      let place = losses.pointer + 3 * token
      place[0] = Float(sums.generator) / Float(rows)
      place[1] = Float(sums.discriminator) / Float(rows)
      place[2] = Float(sums.token) / Float(rows)
    }
    let total = TokenLosses(losses)
    let value =
      adversarialWeight * total.generator + total.discriminator + likelihoodWeight * total.token
    return Forward(
      Tensor(repeating: value, shape: [1]),
      saved: [losses, logitGradient] + (scoreGradient.map { [$0] } ?? []))
  }

  public func backward(
    _ inputs: [Tensor], _ result: Forward, gradient: Tensor, needed: [Bool], team: ThreadTeam
  ) -> [Tensor?] {
    precondition(gradient.pointer[0] == 1, "the token game is the end of its tape")
    let parts = result.saved.dropFirst()
    return parts.flatMap { [$0, levelSums($0, team)] }
  }

  /// The gradient of the bias: each level's sum over the rows.
  private func levelSums(_ gradient: Tensor, _ team: ThreadTeam) -> Tensor {
    let sums = Tensor(uninitialized: [layout.levelCount])
    let rows = batch.rowCount
    team.forEach(layout.tokenCount) { token in
      let offset = layout.offsets[token]
      ck_row_sums(
        layout.sizes[token], rows, gradient.pointer + offset * rows, sums.pointer + offset)
    }
    return sums
  }
}

/// What the token game's loss is made of, each summed over tokens and averaged over the batch.
public struct TokenLosses: Sendable, Equatable {
  /// -Σ p exp(clip(s)).
  public let generator: Float
  /// L_D.
  public let discriminator: Float
  /// The token cross-entropy -Σ log p[x], in nats per row.
  public let token: Float

  init(_ parts: Tensor) {
    var sums: (Float, Float, Float) = (0, 0, 0)
    for token in 0..<parts.shape[0] {
      sums.0 += parts.pointer[3 * token]
      sums.1 += parts.pointer[3 * token + 1]
      sums.2 += parts.pointer[3 * token + 2]
    }
    (generator, discriminator, token) = sums
  }
}
