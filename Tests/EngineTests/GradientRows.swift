import Engine
import Parallel

/// One line of the table of gradient checks: an operation, its inputs, and what is differentiated.
///
/// Unchecked, because operations are values that nobody changes but do not say so.
struct GradientRow: @unchecked Sendable, CustomStringConvertible {
  let name: String
  let operation: any Engine.Operation
  let inputs: [Tensor]
  /// The scalar that the gradient of an input belongs to, as a function of all inputs; nil for a
  /// weighted sum of the operation's output.
  var scalar: (@Sendable (_ inputs: [Tensor], _ index: Int) -> Double)?

  var description: String { name }

  /// The operation's type, as it is written in the sources.
  var typeName: String { String(describing: type(of: operation)) }
}

/// Every operation of the engine, some in several settings.
///
/// A new operation needs a row.
enum GradientTable {
  static let layout = TokenLayout(sizes: [3, 5, 2, 4], embeddingWidth: 4, hiddenWidth: 6)
  static let rowCount = 7
  static let batch: TokenBatch = {
    let noise = Philox(key: 21)
    let codes = layout.sizes.enumerated().map { token, size in
      noise.split(UInt64(token)).uniform(count: rowCount).map { Int32($0 * Float(size)) }
    }
    return TokenBatch(codes: codes, classes: [0, 1, 1, 0, 1, 0, 0])
  }()

  static var rows: [GradientRow] { plain + token + games + image }

  private static func normal(_ part: UInt64, _ shape: [Int], _ deviation: Float = 1) -> Tensor {
    Philox(key: 22).split(part).normal(shape, deviation: deviation)
  }

  private static var plain: [GradientRow] {
    [
      GradientRow(
        name: "Add", operation: Add(), inputs: [normal(1, [4, 5]), normal(2, [4, 5])]),
      GradientRow(
        name: "Matmul", operation: Matmul(), inputs: [normal(3, [4, 6]), normal(4, [6, 3])]),
      GradientRow(name: "SiLU", operation: SiLU(), inputs: [normal(5, [9, 7], 2)]),
      GradientRow(
        name: "SiLU with dropout", operation: SiLU(dropout: 0.3, noise: Philox(key: 9, stream: 4)),
        inputs: [normal(6, [9, 7], 2)]),
    ]
  }

  private static var token: [GradientRow] {
    let (depth, width, levels) = (layout.embeddedWidth, layout.rowWidth, layout.levelCount)
    let (tokens, hidden) = (layout.tokenCount, layout.hiddenWidth)
    return [
      GradientRow(
        name: "GatherTokens", operation: GatherTokens(layout, batch: batch),
        inputs: [normal(7, [levels, layout.embeddingWidth])]),
      GradientRow(
        name: "EarlierTokens", operation: EarlierTokens(layout, classes: batch.classes),
        inputs: [
          normal(8, [rowCount, depth]), normal(9, [depth, width]), normal(10, [2, width]),
          normal(11, [width]),
        ]),
      GradientRow(
        name: "ClassGain", operation: ClassGain(classes: batch.classes),
        inputs: [normal(12, [rowCount, width]), normal(13, [2, width])]),
      GradientRow(
        name: "ClassGain wider than a piece of work", operation: ClassGain(classes: batch.classes),
        inputs: [normal(14, [rowCount, 150]), normal(15, [2, 150])]),
      GradientRow(
        name: "TokenResidual", operation: TokenResidual(layout),
        inputs: [
          normal(16, [rowCount, width]), normal(17, [tokens, hidden, hidden], 0.5),
          normal(18, [tokens, hidden]),
        ]),
      GradientRow(
        name: "TokenHeads", operation: TokenHeads(layout),
        inputs: [normal(19, [rowCount, width]), normal(20, [hidden, levels])]),
    ]
  }

  private static var games: [GradientRow] {
    let shape = [layout.levelCount, rowCount]
    let generator = [normal(21, shape, 2), normal(22, [layout.levelCount])]
    let both = generator + [normal(23, shape, 3), normal(24, [layout.levelCount])]
    return [
      game("joint", both, adversarial: 1, likelihood: 0.5),
      game("adversarial", both, adversarial: 1, likelihood: 0),
      game("likelihood", generator, adversarial: 0, likelihood: 1),
      game("joint, most scores clipped", both, adversarial: 0.7, likelihood: 0.3, clip: 0.5),
      game("likelihood with a discriminator beside it", both, adversarial: 0, likelihood: 1),
    ]
  }

  private static func game(
    _ name: String, _ inputs: [Tensor], adversarial: Float, likelihood: Float, clip: Float = 4
  ) -> GradientRow {
    let reference = GameReference(layout: layout, batch: batch, clip: Double(clip))
    return GradientRow(
      name: "TokenGame, \(name)",
      operation: TokenGame(
        layout, batch: batch, adversarialWeight: adversarial, likelihoodWeight: likelihood,
        clip: clip),
      inputs: inputs
    ) { inputs, index in
      let losses = reference.losses(inputs)
      // The generator's move is judged with scores held fixed, the discriminator's with logits held fixed.
      return index < 2
        ? Double(adversarial) * losses.generator + Double(likelihood) * losses.token
        : losses.discriminator
    }
  }
}
