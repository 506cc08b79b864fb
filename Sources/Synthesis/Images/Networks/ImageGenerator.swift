package import Engine
internal import Parallel

/// Latent vectors and classes to images in [-1, 1].
///
///     h = dense(z ⊕ E[class]) as a small image
///     h = transposed convolution(relu(norm(h, class)))     once per width
///     image = tanh(h)
package struct ImageGenerator: Sendable {
  package let architecture: ImageArchitecture
  /// Every trained tensor, in the order of `names`.
  package var parameters: [Tensor]
  /// Mean and variance of every norm's batches, averaged while training: two tensors per width.
  package var statistics: [Tensor]

  package init(architecture: ImageArchitecture, parameters: [Tensor], statistics: [Tensor]) {
    (self.architecture, self.parameters, self.statistics) = (architecture, parameters, statistics)
  }

  /// Fresh weights.
  package init(_ architecture: ImageArchitecture, noise: Philox) {
    let shapes = Self.shapes(architecture)
    let names = Self.names(architecture)
    let isPaper = architecture.family == .dcgan
    let parameters = zip(names, shapes).enumerated().map { index, part -> Tensor in
      let (name, shape) = part
      let own = noise.split(UInt64(index))
      if name == "embedding" { return own.normal(shape, deviation: 1) }
      if name.hasPrefix("norm") {
        if !isPaper { return Tensor(repeating: 0, shape: shape) }
        let gains = own.normal([shape[1] / 2], deviation: 0.02).elements
        return Tensor(gains + [Float](repeating: 0, count: gains.count), shape: shape)
      }
      if isPaper { return own.normal(shape, deviation: 0.02) }
      if name.hasPrefix("dense") {
        let fanIn = architecture.latentWidth + architecture.embeddingWidth
        return InitialWeights.uniform(shape, fanIn: fanIn, noise: own)
      }
      // A bias follows its weight `[4, 4, filters, channels]`.
      if name.hasSuffix("bias") {
        return InitialWeights.uniform(shape, fanIn: 16 * shape[0], noise: own)
      }
      return InitialWeights.orthogonal(
        shape, rows: shape[0] * shape[1] * shape[2], columns: shape[3], noise: own)
    }
    let statistics = architecture.widths.flatMap {
      [Tensor(repeating: 0, shape: [$0]), Tensor(repeating: 1, shape: [$0])]
    }
    self.init(architecture: architecture, parameters: parameters, statistics: statistics)
  }

  /// The names of the trained tensors.
  package static func names(_ architecture: ImageArchitecture) -> [String] {
    let biases = architecture.hasBiases
    return (architecture.embeddingWidth > 0 ? ["embedding"] : [])
      + ["dense.weight"] + (biases ? ["dense.bias"] : [])
      + architecture.widths.indices.flatMap {
        ["norm.\($0)", "up.\($0).weight"] + (biases ? ["up.\($0).bias"] : [])
      }
  }

  /// The shapes of the trained tensors.
  package static func shapes(_ architecture: ImageArchitecture) -> [[Int]] {
    let inner = architecture.latentWidth + architecture.embeddingWidth
    return names(architecture).map { name in
      let parts = name.split(separator: ".")
      let stage = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
      let widths = architecture.widths + [architecture.channels]
      switch (parts[0], parts.last) {
      case ("embedding", _): return [architecture.classCount, architecture.embeddingWidth]
      case ("dense", "weight"): return [inner, architecture.baseCount]
      case ("dense", _): return [architecture.baseCount]
      case ("norm", _): return [architecture.classCount, 2 * widths[stage]]
      case (_, "weight"): return [4, 4, widths[stage + 1], widths[stage]]
      default: return [widths[stage + 1]]
      }
    }
  }

  /// The parameters as leaves of a tape.
  package func leaves(on tape: Tape) -> [Variable] { parameters.map(tape.parameter) }

  /// The images `[batch, height, width, channels]`, and the norms' variables, whose statistics the trainer collects.
  ///
  /// Norms use the batch at hand while training, the collected statistics otherwise; `strength` says how much of the class is told, from
  /// 0 to 1.
  package func images(
    _ leaves: [Variable], latents: Tensor, classes: [Int32], on tape: Tape, strength: Float = 1,
    isTraining: Bool
  ) -> (images: Variable, norms: [Variable]) {
    var rest = leaves[...]
    func take(isTable: Bool = false) -> Variable {
      let leaf = rest.removeFirst()
      return isTable && strength != 1 ? tape.apply(Scale(strength), leaf) : leaf
    }
    let conditioned = architecture.classCount > 1
    let own = conditioned ? classes : classes.map { _ in 0 }
    var h = tape.constant(latents)
    if architecture.embeddingWidth > 0 {
      h = tape.apply(
        Concatenate(), h, tape.apply(GatherRows(own), take(isTable: conditioned)))
    }
    let dense = take()
    h =
      architecture.hasBiases ? tape.apply(Dense(), h, dense, take()) : tape.apply(Dense(), h, dense)
    h = tape.apply(
      Reshape([architecture.base.height, architecture.base.width, architecture.widths[0]]), h)
    var norms: [Variable] = []
    let up = TransposedConvolution(stride: 2, padding: 1)
    for stage in architecture.widths.indices {
      let fixed = BatchNorm.Statistics.fixed(
        mean: statistics[2 * stage], variance: statistics[2 * stage + 1])
      h = tape.apply(
        BatchNorm(classes: own, statistics: isTraining ? .batch : fixed, slope: 0), h,
        take(isTable: conditioned))
      norms.append(h)
      let weight = take()
      h = architecture.hasBiases ? tape.apply(up, h, weight, take()) : tape.apply(up, h, weight)
    }
    return (tape.apply(Tanh(), h), norms)
  }
}
