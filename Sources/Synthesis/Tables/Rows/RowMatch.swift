internal import Encoding
internal import Engine
internal import Parallel

/// Rows of a table against networks that make or judge a row at once.
struct RowMatch: Match {
  let rows: EncodedTable
  let sizes: [Int]
  let classCount: Int
  /// Whether networks are an autoencoder's: a decoder and an encoder, and nobody judges.
  let isAutoencoder: Bool

  /// The softmax's temperature while training.
  /// - Source: Xu et al. (2019), arXiv 1907.00503, section 4.4.
  private static let temperature: Float = 0.2

  func networks(noise: Philox) -> Players {
    let generator = Network(
      RowGenerator.layers(sizes: sizes, classCount: classCount, hasNorms: !isAutoencoder),
      noise: noise.split(0))
    let outputs = isAutoencoder ? 2 * RowGenerator.latentWidth : 1
    let judge = Network(
      RowGenerator.judge(sizes: sizes, classCount: classCount, outputs: outputs),
      noise: noise.split(1))
    return isAutoencoder
      ? Players(generators: [generator, judge], discriminators: [])
      : Players(generators: [generator], discriminators: [judge])
  }

  func round(_ moment: Moment) -> Round {
    let numbers = moment.noise.split(0).uniform(count: moment.batchSize)
    let chosen = numbers.map { min(rows.rowCount - 1, Int($0 * Float(rows.rowCount))) }
    let part = rows.rows(at: chosen)
    let real = oneHot(part)
    let inputs =
      isAutoencoder
      ? [real, codes(part)]
      : [moment.noise.split(1).normal([chosen.count, RowGenerator.latentWidth], deviation: 1)]
    return Round(
      real: isAutoencoder ? [] : [Shown(real, classes: part.classes)], inputs: inputs,
      classes: part.classes)
  }

  func play(_ round: Round, _ seats: [Seat], _ moment: Moment, on tape: Tape) -> Play {
    func output(_ place: Int, _ x: Variable) -> (output: Variable, norms: [Variable]) {
      seats[place].network.output(
        x, leaves: seats[place].leaves, on: tape, classes: round.classes,
        strength: moment.strength)
    }
    if isAutoencoder {
      let told = output(1, tape.constant(round.inputs[0])).output
      let latents = tape.apply(GaussianSample(noise: moment.noise.split(2)), told)
      let logits = output(0, latents).output
      let codes = sizes.indices.map { token in
        (0..<round.classes.count).map {
          Int32(round.inputs[1].pointer[token * round.classes.count + $0])
        }
      }
      // Twice the reconstruction's weight, as the source has it.
      let fit = tape.apply(
        Scale(2), tape.apply(SpanCrossEntropy(spans: sizes, codes: codes), logits))
      return Play(
        outputs: [], terms: [fit, tape.apply(GaussianDivergence(), told)], norms: [[], []])
    }
    let (logits, norms) = output(0, tape.constant(round.inputs[0]))
    let noise = RowGenerator.gumbel(logits.value.shape, moment.noise.split(2))
    let moved = tape.apply(Add(), logits, tape.constant(noise))
    let row = tape.apply(SpanSoftmax(spans: sizes, temperature: Self.temperature), moved)
    return Play(outputs: [row], norms: [norms])
  }

  private func oneHot(_ part: EncodedTable) -> Tensor {
    let width = sizes.reduce(0, +)
    let result = Tensor(repeating: 0, shape: [part.rowCount, width])
    var start = 0
    for (token, size) in sizes.enumerated() {
      for row in 0..<part.rowCount {
        result.pointer[row * width + start + Int(part.codes[token][row])] = 1
      }
      start += size
    }
    return result
  }

  /// The codes as numbers, token after token.
  private func codes(_ part: EncodedTable) -> Tensor {
    Tensor(part.codes.flatMap { $0.map(Float.init) }, shape: [sizes.count, part.rowCount])
  }
}
