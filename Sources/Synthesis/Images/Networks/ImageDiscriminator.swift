package import Engine
package import Parallel

/// Images and classes to scores: large for real ones.
///
///     h = leaky(convolution(h))            4×4, stride 2, once per width
///     h = leaky(dense(h))
///     score = ⟨h, w⟩ + c + ⟨h, table[class]⟩
///
/// Without norms it is linear in its input wherever no unit changes sign, which `penalty` uses.
package struct ImageDiscriminator: Sendable {
  package let architecture: ImageArchitecture
  /// Every trained tensor, in the order of `names`.
  package var parameters: [Tensor]

  private static let slope: Float = 0.2

  package init(architecture: ImageArchitecture, parameters: [Tensor]) {
    (self.architecture, self.parameters) = (architecture, parameters)
  }

  /// Fresh weights.
  package init(_ architecture: ImageArchitecture, noise: Philox) {
    let (names, shapes) = (Self.names(architecture), Self.shapes(architecture))
    let isPaper = architecture.family == .dcgan
    var fanIn = 1
    parameters = zip(names, shapes).enumerated().map { index, part in
      let (name, shape) = part
      let own = noise.split(UInt64(index))
      if name == "table" { return own.normal(shape, deviation: 1) }
      if name.hasPrefix("norm") {
        let gains = own.normal([shape[1] / 2], deviation: 0.02).elements
        return Tensor(gains + [Float](repeating: 0, count: gains.count), shape: shape)
      }
      if isPaper { return own.normal(shape, deviation: 0.02) }
      // A bias follows its weight and has its fan-in.
      if !name.hasSuffix("bias") { fanIn = max(1, shape.dropLast().reduce(1, *)) }
      if name == "head.weight" { fanIn = shape[0] }
      return InitialWeights.uniform(shape, fanIn: fanIn, noise: own)
    }
    self.architecture = architecture
  }

  /// The names of the trained tensors.
  package static func names(_ architecture: ImageArchitecture) -> [String] {
    let stages = architecture.widths.indices
    if architecture.family == .dcgan {
      return stages.flatMap { ["down.\($0).weight"] + ($0 > 0 ? ["norm.\($0)"] : []) }
        + ["head.weight"]
    }
    return stages.flatMap { ["down.\($0).weight", "down.\($0).bias"] }
      + ["dense.weight", "dense.bias", "head.weight", "head.bias", "table"]
  }

  /// The shapes of the trained tensors.
  package static func shapes(_ architecture: ImageArchitecture) -> [[Int]] {
    let widths = [architecture.channels] + architecture.widths.reversed()
    let isPaper = architecture.family == .dcgan
    return names(architecture).map { name in
      let parts = name.split(separator: ".")
      let stage = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
      switch (parts[0], parts.last) {
      case ("down", "weight"): return [4, 4, widths[stage], widths[stage + 1]]
      case ("down", _): return [widths[stage + 1]]
      case ("norm", _): return [1, 2 * widths[stage + 1]]
      case ("dense", "weight"): return [architecture.baseCount, architecture.denseWidth]
      case ("dense", _): return [architecture.denseWidth]
      case ("head", "weight"):
        return isPaper ? [architecture.baseCount, 1] : [architecture.denseWidth]
      case ("head", _): return [1]
      default: return [architecture.classCount, architecture.denseWidth]
      }
    }
  }

  /// The parameters as leaves of a tape.
  package func leaves(on tape: Tape) -> [Variable] { parameters.map(tape.parameter) }
  /// The parameters as numbers through which no gradient flows.
  package func constants(on tape: Tape) -> [Variable] { parameters.map(tape.constant) }

  /// The scores `[batch]`, and the activations of all layers.
  package func scores(
    _ leaves: [Variable], _ images: Variable, classes: [Int32], on tape: Tape, strength: Float = 1
  ) -> (scores: Variable, activations: [Tensor]) {
    let conditioned = architecture.classCount > 1
    let own = conditioned ? classes : classes.map { _ in 0 }
    var (rest, h) = (leaves[...], images)
    var activations: [Tensor] = []
    if architecture.family == .dcgan {
      for stage in architecture.widths.indices {
        h = tape.apply(
          Convolution(stride: 2, padding: 1, slope: stage == 0 ? Self.slope : 1), h,
          rest.removeFirst())
        if stage > 0 {
          h = tape.apply(
            BatchNorm(classes: own.map { _ in 0 }, slope: Self.slope), h, rest.removeFirst())
        }
      }
      h = tape.apply(Dense(), h, rest.removeFirst())
      return (tape.apply(Reshape([]), h), [])
    }
    for _ in architecture.widths {
      h = tape.apply(
        Convolution(stride: 2, padding: 1, slope: Self.slope), h, rest.removeFirst(),
        rest.removeFirst())
      activations.append(h.value)
    }
    h = tape.apply(Dense(slope: Self.slope), h, rest.removeFirst(), rest.removeFirst())
    activations.append(h.value)
    let head = (rest.removeFirst(), rest.removeFirst(), rest.removeFirst())
    let table = conditioned && strength != 1 ? tape.apply(Scale(strength), head.2) : head.2
    return (
      tape.apply(ProjectionHead(classes: own), h, head.0, head.1, table), activations
    )
  }

  /// The gradient penalty ½ E‖∇ₓ score‖² on these images: its gradients with respect to the parameters, and E‖∇ₓ score‖².
  ///
  /// Within a piece on which it is linear, the score's derivative in the direction u is the network without biases applied to u,
  /// with every rectifier replaced by the slope it has at x. For u = ∇ₓ score that derivative is ‖∇ₓ score‖², and its
  /// gradient with u held fixed is half of the whole one: exactly that of ½‖∇ₓ score‖².
  /// - Source: Mescheder, Geiger and Nowozin (2018), arXiv 1801.04406, equation 9 (R1).
  package func penalty(
    _ images: Tensor, classes: [Int32], strength: Float = 1, team: ThreadTeam
  ) -> (gradients: [Tensor], squaredNorm: Float) {
    precondition(
      !architecture.normalisesDiscriminator, "a penalty needs a discriminator without norms")
    let batch = images.shape[0]
    let first = Tape(team: team)
    let x = first.parameter(images)
    let (scores, activations) = scores(
      constants(on: first), x, classes: classes, on: first, strength: strength)
    let total = first.apply(WeightedSum(weights: [Float](repeating: 1, count: batch)), scores)
    let direction = first.gradients(of: total, for: [x])[0]

    let second = Tape(team: team)
    let leaves = leaves(on: second)
    let own = architecture.classCount > 1 ? classes : classes.map { _ in 0 }
    var (rest, h) = (leaves[...], second.constant(direction))
    for activation in activations.dropLast() {
      h = second.apply(Convolution(stride: 2, padding: 1), h, rest.removeFirst())
      rest.removeFirst()
      h = second.apply(LeakySlope(like: activation, slope: Self.slope), h)
    }
    h = second.apply(Dense(), h, rest.removeFirst())
    rest.removeFirst()
    if let last = activations.last {
      h = second.apply(LeakySlope(like: last, slope: Self.slope), h)
    }
    let head = (rest.removeFirst(), rest.removeFirst(), rest.removeFirst())
    let table = strength != 1 ? second.apply(Scale(strength), head.2) : head.2
    let zero = second.constant(Tensor(repeating: 0, shape: [1]))
    let norms = second.apply(ProjectionHead(classes: own), h, head.0, zero, table)
    let mean = second.apply(
      WeightedSum(weights: [Float](repeating: 1 / Float(batch), count: batch)), norms)
    return (second.gradients(of: mean, for: leaves), mean.value.elements[0])
  }
}
