internal import Encoding
package import Engine
internal import Parallel

/// A number for every level of every token, given the row's earlier tokens and its class. As a generator the numbers are logits;
/// as a discriminator, the log-odds that a level is real.
///
///     e_t = E[x_t] + Φ[x_t] P                      Φ: the ordered levels' fixed features
///     h_t = silu(Σ_{s<t} e_s W[s, t] + C[class]_t + b_t) (1 + G[class]_t)
///     output_t = (h_t + silu(h_t W_t + c_t)) V_t + v_t
package struct TokenNetwork: Sendable {
  let layout: TokenLayout
  let classCount: Int
  /// Φ `[S, 4 · ordered tokens]`, a block per ordered token.
  let features: Tensor
  /// Every trained tensor; `Place` names them.
  package var parameters: [Tensor]

  /// Where each tensor stands in `parameters`.
  package enum Place: Int, CaseIterable {
    case levelVectors, featureMap, weight, classTable, bias, classGain, residualWeight,
      residualBias, heads, headBias
  }

  subscript(place: Place) -> Tensor { parameters[place.rawValue] }

  package init(layout: TokenLayout, classCount: Int, features: Tensor, parameters: [Tensor]) {
    (self.layout, self.classCount, self.features, self.parameters) =
      (layout, classCount, features, parameters)
  }

  /// Fresh weights; `headScale` shrinks the last layer's.
  init(layout: TokenLayout, classCount: Int, features: Tensor, headScale: Float, noise: Philox) {
    let shapes = Self.shapes(layout, classCount: classCount, featureWidth: features.shape[1])
    let spread = 1 / Float(layout.hiddenWidth).squareRoot()
    func normal(_ part: Place, _ deviation: Float) -> Tensor {
      noise.split(UInt64(part.rawValue)).normal(shapes[part.rawValue], deviation: deviation)
    }
    func zeros(_ part: Place) -> Tensor { Tensor(repeating: 0, shape: shapes[part.rawValue]) }
    let weight = normal(.weight, 1)
    Self.scaleToEarlierTokens(weight, layout)
    self.init(
      layout: layout, classCount: classCount, features: features,
      parameters: [
        normal(.levelVectors, 0.5), normal(.featureMap, 0.3), weight, normal(.classTable, 0.3),
        zeros(.bias), zeros(.classGain), normal(.residualWeight, spread), zeros(.residualBias),
        normal(.heads, headScale * spread), zeros(.headBias),
      ])
  }

  /// The shape of every trained tensor, in the order of `Place`.
  static func shapes(_ layout: TokenLayout, classCount: Int, featureWidth: Int) -> [[Int]] {
    let (tokens, hidden, width) = (layout.tokenCount, layout.hiddenWidth, layout.rowWidth)
    return [
      [layout.levelCount, layout.embeddingWidth], [featureWidth, layout.embeddingWidth],
      [layout.embeddedWidth, width], [classCount, width], [width], [classCount, width],
      [tokens, hidden, hidden], [tokens, hidden], [hidden, layout.levelCount], [layout.levelCount],
    ]
  }

  /// Token t's weights have deviation 1/√(its inputs); those from itself and later tokens are zero.
  private static func scaleToEarlierTokens(_ weight: Tensor, _ layout: TokenLayout) {
    let (hidden, width) = (layout.hiddenWidth, layout.rowWidth)
    for row in 0..<layout.embeddedWidth {
      for token in 0..<layout.tokenCount {
        let inputs = token * layout.embeddingWidth
        let scale = row < inputs ? 1 / Float(inputs).squareRoot() : 0
        let start = weight.pointer + row * width + token * hidden
        for column in 0..<hidden { start[column] *= scale }
      }
    }
  }

  /// The parameters as leaves of a tape.
  package func leaves(on tape: Tape) -> [Variable] { parameters.map(tape.parameter) }

  /// The output before its bias, `[S, B]`.
  package func output(
    _ leaves: [Variable], _ batch: TokenBatch, on tape: Tape, dropout: Float, noise: Philox
  ) -> Variable {
    func leaf(_ place: Place) -> Variable { leaves[place.rawValue] }
    let fixed = tape.apply(Matmul(), tape.constant(features), leaf(.featureMap))
    let table = tape.apply(Add(), leaf(.levelVectors), fixed)
    let embedded = tape.apply(GatherTokens(layout, batch: batch), table)
    let inputs = tape.apply(
      EarlierTokens(layout, classes: batch.classes), embedded, leaf(.weight), leaf(.classTable),
      leaf(.bias))
    let h = tape.apply(SiLU(dropout: dropout, noise: noise), inputs)
    let own = tape.apply(ClassGain(classes: batch.classes), h, leaf(.classGain))
    let deep = tape.apply(TokenResidual(layout), own, leaf(.residualWeight), leaf(.residualBias))
    return tape.apply(TokenHeads(layout), deep, leaf(.heads))
  }

  /// The weights as the sampler wants them.
  func samplingWeights() -> TokenWeights {
    let tape = Tape(team: ThreadTeam(threadCount: 1))
    let fixed = tape.apply(Matmul(), tape.constant(features), tape.constant(self[.featureMap]))
    let table = tape.apply(Add(), tape.constant(self[.levelVectors]), fixed)
    return TokenWeights(
      table: table.value, weight: self[.weight], classTable: self[.classTable], bias: self[.bias],
      classGain: self[.classGain], residualWeight: self[.residualWeight],
      residualBias: self[.residualBias],
      heads: self[.heads], headBias: self[.headBias])
  }

  /// The columns of Φ; one of zeros where no token is ordered.
  static func featureWidth(_ tokens: [TokenDescription]) -> Int {
    max(1, tokens.reduce(0) { $0 + ($1.features?.first?.count ?? 0) })
  }

  /// Φ: each ordered token's features in columns of their own.
  static func features(_ tokens: [TokenDescription]) -> Tensor {
    let width = featureWidth(tokens)
    var elements: [Float] = []
    var start = 0
    for token in tokens {
      for level in 0..<token.size {
        var row = [Float](repeating: 0, count: width)
        if let numbers = token.features?[level] {
          row.replaceSubrange(start..<start + numbers.count, with: numbers)
        }
        elements += row
      }
      start += token.features?.first?.count ?? 0
    }
    return Tensor(elements, shape: [tokens.reduce(0) { $0 + $1.size }, width])
  }
}
