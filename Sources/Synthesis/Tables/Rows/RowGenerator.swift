internal import Encoding
package import Engine
internal import Glibc
internal import Parallel

/// A network that makes a whole row at once: from a latent vector and a class to logits for the levels of every token.
///
///     h = relu(norm(dense(z ⊕ onehot(class))))     twice
///     logits = dense(h)
///
/// While training, Gumbel noise and a softmax at low temperature make of the logits what looks nearly like a row's levels.
/// - Source: Xu et al. (2019), arXiv 1907.00503, section 4.4, without its residual connections.
package struct RowGenerator: Sendable {
  /// Levels of every token.
  package let sizes: [Int]
  package let classCount: Int
  package var network: Network

  /// Numbers of a latent vector.
  package static let latentWidth = 128
  /// Units of hidden layers.
  private static let hiddenWidth = 256
  /// Units of the last hidden layers of a discriminator or encoder.
  private static let judgeWidth = 256

  package init(sizes: [Int], classCount: Int, network: Network) {
    (self.sizes, self.classCount, self.network) = (sizes, classCount, network)
  }

  /// The generator's layers; an autoencoder's decoder has no norms.
  package static func layers(sizes: [Int], classCount: Int, hasNorms: Bool) -> [any Layer] {
    let told = OneHotLayer(classCount: classCount)
    let inner = latentWidth + told.addedWidth
    let hidden = [(inner, hiddenWidth), (hiddenWidth, hiddenWidth)].flatMap {
      from, to -> [any Layer] in
      hasNorms
        ? [DenseLayer(from: from, to: to), BatchNormLayer(width: to, slope: 0)]
        : [DenseLayer(from: from, to: to, slope: 0)]
    }
    return [told] + hidden + [
      DenseLayer(from: hiddenWidth, to: sizes.reduce(0, +))
    ]
  }

  /// A discriminator's layers, or with more outputs an encoder's.
  package static func judge(sizes: [Int], classCount: Int, outputs: Int) -> [any Layer] {
    let told = OneHotLayer(classCount: classCount)
    let inner = sizes.reduce(0, +) + told.addedWidth
    return [
      told,
      DenseLayer(from: inner, to: judgeWidth, slope: 0.2),
      DenseLayer(from: judgeWidth, to: judgeWidth, slope: 0.2),
      DenseLayer(from: judgeWidth, to: outputs),
    ]
  }

  /// Rows of these classes, a level per token drawn from the softmax of its logits; each row depends on its place and the noise alone.
  func rows(classes: [Int32], noise: Philox, team: ThreadTeam) -> EncodedTable {
    let passes = stride(from: 0, to: classes.count, by: Self.passSize).map {
      $0..<min(classes.count, $0 + Self.passSize)
    }
    let width = sizes.reduce(0, +)
    let parts = team.map(passes.count) { pass -> [[Int32]] in
      let own = noise.split(UInt64(pass))
      let part = Array(classes[passes[pass]])
      let tape = Tape(team: ThreadTeam(threadCount: 1))
      let latents = own.split(0).normal([part.count, Self.latentWidth], deviation: 1)
      let logits = Denormals.flushed {
        network.output(
          tape.constant(latents), leaves: network.constants(on: tape), on: tape, classes: part,
          isTraining: false
        ).output.value
      }
      let moved = logits.adding(Self.gumbel([part.count, width], own.split(1)), scale: 1)
      let numbers = moved.elements
      var start = 0
      return sizes.map { size in
        defer { start += size }
        return (0..<part.count).map { row in
          let span = numbers[row * width + start..<row * width + start + size]
          let best = span.indices.max { span[$0] < span[$1] } ?? span.startIndex
          return Int32(best - span.startIndex)
        }
      }
    }
    return EncodedTable(
      codes: sizes.indices.map { token in parts.flatMap { $0[token] } }, classes: classes)
  }

  private static let passSize = 1_024

  /// Noise that makes the largest of logits a draw from their softmax.
  /// - Source: Jang, Gu and Poole (2017), arXiv 1611.01144, equation 1.
  static func gumbel(_ shape: [Int], _ noise: Philox) -> Tensor {
    let numbers = noise.uniform(count: shape.reduce(1, *))
    return Tensor(numbers.map { -log(-log(min($0, 1 - 1e-7))) }, shape: shape)
  }
}
