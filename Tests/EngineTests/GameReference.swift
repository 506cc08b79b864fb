import Engine
import Glibc

/// The token game's losses in double precision, written down as their formulas stand.
struct GameReference: Sendable {
  let layout: TokenLayout
  let batch: TokenBatch
  let clip: Double

  /// The losses at these inputs: logits `[S, B]`, their bias `[S]` and maybe scores with theirs.
  func losses(_ inputs: [Tensor]) -> (generator: Double, discriminator: Double, token: Double) {
    let logits = sums(inputs[0], inputs[1])
    let scores = inputs.count == 4 ? sums(inputs[2], inputs[3]) : nil
    let rows = batch.rowCount
    var (generator, discriminator, token) = (0.0, 0.0, 0.0)
    for (place, size) in layout.sizes.enumerated() {
      let levels = layout.offsets[place]..<layout.offsets[place] + size
      for row in 0..<rows {
        let real = layout.offsets[place] + Int(batch.codes[place][row])
        let weights = levels.map { exp(logits[$0 * rows + row]) }
        let total = weights.reduce(0, +)
        token -= logits[real * rows + row] - log(total)
        guard let scores else { continue }
        discriminator += softplus(-scores[real * rows + row])
        for (level, weight) in zip(levels, weights) {
          let (p, score) = (weight / total, scores[level * rows + row])
          generator -= p * exp(min(max(score, -clip), clip))
          discriminator += p * softplus(score)
        }
      }
    }
    let count = Double(rows)
    return (generator / count, discriminator / count, token / count)
  }

  private func sums(_ matrix: Tensor, _ bias: Tensor) -> [Double] {
    let (elements, biases, rows) = (matrix.elements, bias.elements, batch.rowCount)
    return elements.indices.map { Double(elements[$0]) + Double(biases[$0 / rows]) }
  }

  private func softplus(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }
}
